/** The people of a case in one line: on board, and those who were found. Pure. */

import type { FullIncident } from "@/api/types";
import { words } from "@/i18n";

/** `250–400`, `12`, `250 or more`, `unknown`. */
export function pobRange(pob: Pick<FullIncident["pob"], "min" | "max">): string {
  const { min, max } = pob;
  if (max == null) return min == null ? words.unknown : words.incidents.orMore(min);
  return min === max || min == null ? String(max) : `${min}–${max}`;
}

/** The number on board, and the highest that was told, once it is not that one any more. */
export function onBoard({ pob, pob_highest }: FullIncident): string {
  const most = pob.max ?? pob.min;
  const more = pob_highest !== null && most != null && pob_highest > most ? pob_highest : null;
  return words.incidents.pob(pobRange(pob), more);
}

/**
 * The people of the case: who is aboard, delivered, dead and outstanding, as the server counts
 * them for the lead; nothing before anybody was found, also where all are in the water again.
 * `placed`: aboard whom, and where.
 */
export function foundText({ people, state }: FullIncident, placed = false): string {
  if (people === null || people.recovered + people.back_in_water === 0) return "";
  const { delivered, dead, outstanding_min: min, outstanding_max: max } = people;
  const aboard = people.aboard.map(({ name, persons }) => ({ place: name, persons }));
  return [
    words.people.aboard(...counted(aboard, placed, people.uncounted)),
    words.people.delivered(...counted(delivered, placed, people.uncounted_delivered)),
    dead > 0 && words.people.dead(dead, deadText(people, placed)),
    people.born > 0 && words.people.born(people.born),
    people.back_in_water > 0 && words.people.backInWater(people.back_in_water),
    words.people.left(pobRange({ min, max }), state === "closed"),
    people.surplus > 0 && words.people.surplus(people.surplus),
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * The dead who died after recovery, are aboard, and were landed, by number as far as it is told.
 */
function deadText(people: NonNullable<FullIncident["people"]>, placed: boolean): string {
  const { died, dead_aboard, dead_landed } = people;
  const { deadAboard, deadLanded } = words.people;
  return [
    died > 0 && words.people.died(died),
    ...(placed
      ? [
          ...dead_aboard.map(({ name, persons }) => deadAboard(persons, name)),
          ...dead_landed.map(({ place, persons }) => deadLanded(persons, place)),
        ]
      : [
          dead_aboard.length > 0 && deadAboard(total(dead_aboard), ""),
          dead_landed.length > 0 && deadLanded(total(dead_landed), ""),
        ]),
  ]
    .filter(Boolean)
    .join(", ");
}

/** The number of each kind, and of how many it is known (`?`: of some whom nobody counted). */
export function kindsText({ people }: FullIncident): string {
  return (people?.kinds ?? [])
    .map(({ kind, counted, of }) => words.people.kind(words.people.kinds[kind], counted, of ?? "?"))
    .join(" · ");
}

interface Part {
  readonly place: string;
  readonly persons: number;
}

/** The number in all (`5+`, `?` where others are not counted), and how many where. */
function counted(
  parts: readonly Part[],
  placed: boolean,
  { length }: readonly unknown[],
): [total: number | string, where: string] {
  const where = parts.map(({ place, persons }) => `${place || words.people.somewhere}: ${persons}`);
  const sum = total(parts);
  return [length ? (sum ? `${sum}+` : "?") : sum, placed ? where.join(", ") : ""];
}

const total = (parts: readonly { readonly persons: number }[]) =>
  parts.reduce((sum, { persons }) => sum + persons, 0);
