/** The names of icons: all that is needed to draw one, so that each is drawn when first asked for. */

import type { AssetForm, DrawnVessel, Phase } from "@/api/types";
import type { SceneUnit } from "@/state/scene";

/** The side of each, in CSS pixels. */
export const ICON_PX = 34;

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
  readonly closed: boolean;
  readonly on: boolean;
}

export interface CentreIcon {
  readonly what: "centre";
  readonly listed: boolean;
}

export interface ClusterIcon {
  readonly what: "cluster";
}

export interface FuelIcon {
  readonly what: "fuel";
  /** It gives fuel now. */
  readonly open: boolean;
}

export interface VesselIcon {
  readonly what: "vessel";
  readonly kind: DrawnVessel["kind"];
  readonly headed: boolean;
  readonly doubted: boolean;
  readonly on: boolean;
}

export interface VesselClusterIcon {
  readonly what: "vessel-cluster";
}

export type Icon =
  | UnitIcon
  | IncidentIcon
  | CentreIcon
  | ClusterIcon
  | FuelIcon
  | VesselIcon
  | VesselClusterIcon;

export const unitIcon = (icon: Omit<UnitIcon, "what">): string =>
  JSON.stringify({ what: "unit", ...icon });
export const incidentIcon = (icon: Omit<IncidentIcon, "what">): string =>
  JSON.stringify({ what: "incident", ...icon });
export const centreIcon = (icon: Omit<CentreIcon, "what">): string =>
  JSON.stringify({ what: "centre", ...icon });
export const fuelIcon = (icon: Omit<FuelIcon, "what">): string =>
  JSON.stringify({ what: "fuel", ...icon });
export const vesselIcon = (icon: Omit<VesselIcon, "what">): string =>
  JSON.stringify({ what: "vessel", ...icon });
export const VESSEL_CLUSTER = JSON.stringify({
  what: "vessel-cluster",
} satisfies VesselClusterIcon);
export const CLUSTER = JSON.stringify({ what: "cluster" } satisfies ClusterIcon);

export function iconOf(name: string): Icon | null {
  try {
    return JSON.parse(name) as Icon;
  } catch {
    return null;
  }
}

/** By the form that the catalogue gives its type; a plain square until that is read. */
export function shapeOf(
  { thing, view }: Pick<SceneUnit, "thing" | "view">,
  form: AssetForm | null,
): Shape {
  if (thing === "ship") return "ship";
  const uncrewed = view.kind === "uncrewed";
  switch (form) {
    case "rotary_wing":
      return uncrewed ? "hollow-rotor" : "rotor";
    case "fixed_wing":
      return uncrewed ? "hollow-plane" : "plane";
    case "rescue_vessel":
      return "hull";
    case "commercial_vessel":
      return "ship";
    case "people":
    case "goods":
    case null:
      return "square";
  }
}

export function readyOf({ view }: Pick<SceneUnit, "view">): Ready {
  const readiness = "readiness" in view ? view.readiness : null;
  if (readiness === "limited") return "limited";
  return readiness === "unavailable" || readiness === "maintenance" ? "off" : "ready";
}
