/** The address of the page, as a route. */

import { createStore, useStore } from "./store";

export type Tab = "situation" | "needs" | "answers" | "log";
export const TABS: readonly Tab[] = ["situation", "needs", "answers", "log"];

export type Route =
  | { name: "home" }
  | { name: "new-incident" }
  | { name: "new-request" }
  | { name: "incident"; id: string; tab: Tab }
  | { name: "ask"; id: string }
  | { name: "replay"; id: string }
  | { name: "request"; id: string }
  | { name: "clearance"; id: string }
  | { name: "panel"; path: string; rest: string };

export function routeOf(pathname: string): Route {
  const parts = pathname.split("/").filter(Boolean);
  const [first = "", second = "", third = ""] = parts;
  if (first === "") return { name: "home" };
  if (first === "incidents" && second === "new") return { name: "new-incident" };
  if (first === "incidents" && second && third === "ask") return { name: "ask", id: second };
  if (first === "incidents" && second && third === "replay") return { name: third, id: second };
  if (first === "incidents" && second) {
    const tab = TABS.find((known) => known === third) ?? "situation";
    return { name: "incident", id: second, tab };
  }
  if (first === "requests" && second === "new") return { name: "new-request" };
  if (first === "requests" && second) return { name: "request", id: second };
  if (first === "clearances" && second) return { name: "clearance", id: second };
  return { name: "panel", path: `/${first}`, rest: parts.slice(1).join("/") };
}

const here = createStore(globalThis.location?.pathname ?? "/");

globalThis.addEventListener?.("popstate", () => here.set(location.pathname));

export function go(path: string): void {
  if (path === location.pathname) return;
  history.pushState(null, "", path);
  here.set(path);
}

export function useRoute(): Route {
  return routeOf(useStore(here));
}
