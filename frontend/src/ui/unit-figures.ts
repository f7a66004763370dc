/** Figures of a unit as its card tells them: its own, else those of its type. Pure. */

import { TRAITS } from "@/api/traits";
import type { AssetType } from "@/api/types";
import { lonLat } from "@/geo/lonlat";
import { distanceNm } from "@/geo/sphere";
import { unitCard as said } from "@/i18n/en-unit-card";
import type { SceneUnit } from "@/state/scene";
import { type LandingNeeds, landingNeeds } from "@/ui/landing-needs";

export interface Figure {
  readonly text: string;
  /** No override tells it. */
  readonly byType: boolean;
}

type Name =
  | "capacity_normal"
  | "capacity_extreme"
  | "cruise_kn"
  | "response_kn"
  | "radius_nm"
  | "range_nm"
  | "endurance_h";
type Type = Pick<AssetType, Name>;
type Viewed = Pick<SceneUnit, "view">;
export type Placed = Pick<SceneUnit, "thing" | "view" | "position" | "deployment">;

const REACHES = ["radius_nm", "range_nm", "endurance_h"] as const;

/** A unit so close to its base is at it. */
const AT_BASE_NM = 1;

export function peopleOf(unit: Viewed, type: Type | undefined): Figure[] {
  const most = figureOf(unit, type, "capacity_extreme", said.atMost);
  const normal = figureOf(unit, type, "capacity_normal", said.takes);
  return [normal, most?.value === normal?.value ? null : most].flatMap((one) => one ?? []);
}

/** All times to a scene are by the speed at which it answers a distress. */
export function speedOf(unit: Viewed, type: Type | undefined): Figure[] {
  const cruise = figureOf(unit, type, "cruise_kn", said.cruises);
  const answers = figureOf(unit, type, "response_kn", said.answersAt);
  const far = REACHES.map((name) => figureOf(unit, type, name, said.reaches[name]));
  const faster = answers?.value === cruise?.value ? null : answers;
  return [cruise, faster, ...far].flatMap((one) => one ?? []);
}

/** Whether a reach is told of it that a full tank gives, and it has used some: nobody tells how much. */
export function isFuelUnknown(unit: Placed, type: Type | undefined): boolean {
  const told = REACHES.some((name) => figureOf(unit, type, name, said.reaches[name]));
  return told && isUnderWay(unit);
}

/** As matching has it: a base that is not told is none that it is at. */
function isUnderWay({ thing, view, position, deployment }: Placed): boolean {
  if (thing === "ship" || ("at_sea" in view && view.at_sea)) return true;
  if (deployment && TRAITS[deployment.state].binds && !TRAITS[deployment.state].waits) return true;
  if (!position) return false;
  const base = "base" in view ? view.base : null;
  if (!base) return true;
  const near = Math.max(AT_BASE_NM, position.precision_nm);
  return distanceNm(lonLat(position.point), lonLat(base)) > near;
}

/** No unit has other figures than its type. */
export const landingOf = (type: LandingNeeds): Figure[] =>
  landingNeeds(type).map((text) => ({ text, byType: true }));

/** Figures of its own go before those of its type. */
function figureOf(
  { view }: Viewed,
  type: Type | undefined,
  name: Name,
  text: (value: number) => string,
): (Figure & { readonly value: number }) | null {
  const own = ("overrides" in view ? view.overrides?.[name] : null) ?? null;
  const value = own ?? type?.[name] ?? null;
  return value === null ? null : { value, text: text(value), byType: own === null };
}

/** Figures in a row that are alike in this, as one: the mark stands once behind them. */
export function runsOf(figures: readonly Figure[]): Figure[] {
  const runs: Figure[] = [];
  for (const { text, byType } of figures) {
    const before = runs.at(-1)?.byType === byType ? runs.pop() : undefined;
    runs.push({ text: before ? `${before.text}, ${text}` : text, byType });
  }
  return runs;
}
