/** The areas of a case that are to be searched, as the lead has said them. Pure. */

import type { FullIncident, SearchArea } from "@/api/types";

/** As they are kept: each was read by the server before it was taken. */
export const searchAreasOf = ({ search_areas }: Pick<FullIncident, "search_areas">) =>
  search_areas as unknown as readonly SearchArea[];

type Named = Pick<SearchArea, "name">;

/** Spoken, `a1` is the same as `A1`. */
const spoken = (name: string) => name.trim().toUpperCase();

export const isTaken = (areas: readonly Named[], called: string) =>
  areas.some(({ name }) => spoken(name) === spoken(called));

/** The first of A1, A2 … that no area of the case has. */
export function freeName(areas: readonly Named[]): string {
  let number = 1;
  while (isTaken(areas, `A${number}`)) number += 1;
  return `A${number}`;
}

/**
 * Whether an area is given to somebody who is none of the units that are tasked to the case, as far
 * as names tell: said by a part of its name, or with others, a unit is tasked.
 */
export function isUntasked(assigned: string | null | undefined, tasked: readonly Named[]): boolean {
  const said = spoken(assigned ?? "");
  const names = tasked.map(({ name }) => spoken(name));
  return said !== "" && !names.some((name) => said.includes(name) || name.includes(said));
}
