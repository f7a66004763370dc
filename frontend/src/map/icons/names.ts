/** The names of icons: all that is needed to draw one, so that each is drawn when first asked for. */

import type { Phase } from "@/api/types";
import type { SceneUnit } from "@/state/scene";

export type Shape =
  | "rotor"
  | "plane"
  | "hull"
  | "ship"
  | "square"
  | "hollow-rotor"
  | "hollow-plane";
export type Ready = "ready" | "limited" | "off";

export interface UnitIcon {
  readonly what: "unit";
  readonly shape: Shape;
  /** Whether it is known which way it goes: else nothing on it points anywhere. */
  readonly headed: boolean;
  /** Three letters; empty: a ship of opportunity. */
  readonly party: string;
  readonly ready: Ready;
  readonly working: boolean;
  readonly on: boolean;
}

export interface IncidentIcon {
  readonly what: "incident";
  readonly phase: Phase;
  readonly suspended: boolean;
  readonly on: boolean;
}

export interface CentreIcon {
  readonly what: "centre";
  readonly listed: boolean;
}

export interface ClusterIcon {
  readonly what: "cluster";
}

export type Icon = UnitIcon | IncidentIcon | CentreIcon | ClusterIcon;

export const unitIcon = (icon: Omit<UnitIcon, "what">): string =>
  JSON.stringify({ what: "unit", ...icon });
export const incidentIcon = (icon: Omit<IncidentIcon, "what">): string =>
  JSON.stringify({ what: "incident", ...icon });
export const centreIcon = (icon: Omit<CentreIcon, "what">): string =>
  JSON.stringify({ what: "centre", ...icon });
export const CLUSTER = JSON.stringify({ what: "cluster" } satisfies ClusterIcon);

export function iconOf(name: string): Icon | null {
  try {
    return JSON.parse(name) as Icon;
  } catch {
    return null;
  }
}

/** Of the catalogue's type codes the first letter says what flies, and how. */
export function shapeOf({ thing, view }: Pick<SceneUnit, "thing" | "view">): Shape {
  if (thing === "ship" || view.type.startsWith("M")) return "ship";
  switch (view.kind) {
    case "aircraft":
      return view.type.startsWith("H") ? "rotor" : "plane";
    case "uncrewed":
      return view.type === VTOL ? "hollow-rotor" : "hollow-plane";
    case "vessel":
      return "hull";
    default:
      return "square";
  }
}

/** The one uncrewed type of the catalogue that takes off upright. */
const VTOL = "U3";

export function readyOf({ view }: Pick<SceneUnit, "view">): Ready {
  const readiness = "readiness" in view ? view.readiness : null;
  if (readiness === "limited") return "limited";
  return readiness === "unavailable" || readiness === "maintenance" ? "off" : "ready";
}
