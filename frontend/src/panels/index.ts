/**
 * The registers that can be opened beside the incident: one line each.
 *
 * `G` then `key` opens it; `path` is its address; it is loaded when it is first opened.
 */

import type { Role } from "@/api/types";
import { words } from "@/i18n";
import { type Panel, panel } from "./panel";

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
  panel(
    { path: "/contacts", key: "o", title: words.registers.contacts },
    () => import("./contacts"),
  ),
  panel(
    { path: "/requests", key: "h", title: words.registers.requests },
    () => import("./requests"),
  ),
  panel({ path: "/limits", key: "l", title: words.registers.limits }, () => import("./limits")),
  panel(
    { path: "/fuel-points", key: "f", title: words.registers.fuel },
    () => import("./fuel-points"),
  ),
  panel({ path: "/feeds", key: "e", title: words.registers.feeds }, () => import("./feeds")),
  panel({ path: "/signals", key: "d", title: words.registers.signals }, () => import("./signals")),
  panel({ path: "/quiet", key: "q", title: words.registers.quiet }, () => import("./quiet")),
  panel({ path: "/relief", key: "w", title: words.registers.relief }, () => import("./relief")),
  panel({ path: "/search", key: "r", title: words.registers.search }, () => import("./search")),
  panel({ path: "/past", key: "c", title: words.registers.past }, () => import("./past")),
  panel(
    { path: "/paper", key: null, title: words.registers.paper, about: "incident" },
    () => import("./paper"),
  ),
  panel(
    { path: "/password", key: null, title: words.registers.password },
    () => import("./people/password"),
  ),
];

/** Registers that a letter opens, for somebody of these roles. */
export const registersFor = (roles: readonly Role[]) =>
  PANELS.filter(({ key, role }) => key !== null && (!role || roles.includes(role)));
