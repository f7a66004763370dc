/**
 * The registers that can be opened beside the incident: one line each.
 *
 * `G` then `key` opens it; `path` is its address; it is loaded when it is first opened.
 */

import { type ComponentType, lazy } from "react";
import type { Role } from "@/api/types";
import { words } from "@/i18n";
import type { Thing } from "@/state/picture";
import { persistent } from "@/ui/later";

export interface PanelProps {
  /** What follows the path in the address, like an id. */
  readonly rest: string;
}

export interface Panel {
  readonly path: `/${string}`;
  /** Null: it is opened from the thing that it is about. */
  readonly key: string | null;
  readonly title: string;
  /** What `rest` names: it is the chosen thing, on the map as well. */
  readonly about?: Thing;
  /** Shown to those alone who hold it. */
  readonly role?: Role;
  readonly Body: ComponentType<PanelProps>;
}

/** Makes a panel of a module that exports its component as default. */
export function panel(
  about: Omit<Panel, "Body">,
  load: () => Promise<{ default: ComponentType<PanelProps> }>,
): Panel {
  return { ...about, Body: lazy(persistent(load)) };
}

export const PANELS: readonly Panel[] = [
  panel(
    { path: "/assets", key: "a", title: words.registers.assets, about: "asset" },
    () => import("./assets"),
  ),
  panel(
    { path: "/agreements", key: "t", title: words.registers.agreements, about: "agreement" },
    () => import("./agreements"),
  ),
  panel(
    { path: "/people", key: "p", title: words.registers.people, role: "admin" },
    () => import("./people"),
  ),
  panel({ path: "/search", key: "r", title: words.registers.search }, () => import("./search")),
  panel(
    { path: "/paper", key: null, title: words.registers.paper, about: "incident" },
    () => import("./paper"),
  ),
  panel(
    { path: "/password", key: null, title: words.registers.password },
    () => import("./people/password"),
  ),
];

/** Those that a letter opens, for somebody of these roles. */
export const registersFor = (roles: readonly Role[]) =>
  PANELS.filter(({ key, role }) => key !== null && (!role || roles.includes(role)));
