/** The texts of a case: in groups, each with its key, and which of them a case has now. */

import type { FullIncident, TextKind } from "@/api/types";

export type TextGroup = "report" | "ask" | "air" | "scene" | "end";

export const GROUPS: readonly {
  readonly name: TextGroup;
  readonly kinds: readonly (readonly [TextKind, string])[];
}[] = [
  {
    name: "report",
    kinds: [
      ["sitrep-short", "s"],
      ["sitrep-full", "f"],
    ],
  },
  {
    name: "ask",
    kinds: [
      ["call-script", "c"],
      ["request", "r"],
      ["offer", "h"],
      ["medevac", "e"],
      ["tmas", "i"],
    ],
  },
  {
    name: "air",
    kinds: [
      ["mayday-relay", "m"],
      ["relay-cancelled", "x"],
    ],
  },
  {
    name: "scene",
    kinds: [
      ["osc", "o"],
      ["aco", "a"],
    ],
  },
  { name: "end", kinds: [["all-well", "w"]] },
];

/** The texts that everybody who listens hears. */
export const BROADCAST: ReadonlySet<TextKind> = new Set([
  "mayday-relay",
  "relay-cancelled",
  "all-well",
]);

const ADDRESSED: ReadonlySet<TextKind> = new Set(["call-script", "request", "medevac", "tmas"]);

export const isAddressed = (kind: TextKind) => ADDRESSED.has(kind);

const OF_LEAD: ReadonlySet<TextKind> = new Set(["osc", "aco", "all-well"]);
const OVER: ReadonlySet<TextKind> = new Set([
  "sitrep-short",
  "sitrep-full",
  "relay-cancelled",
  "all-well",
]);

/** The kinds shown: an open case has no last word yet, one that is over asks for nothing. */
export function kindsShown(state: FullIncident["state"], leads: boolean): Set<TextKind> {
  const all = GROUPS.flatMap(({ kinds }) => kinds.map(([kind]) => kind));
  return new Set(
    all.filter((kind) => {
      if (OF_LEAD.has(kind) && !leads) return false;
      if (kind === "offer" && leads) return false;
      if (state !== "open") return OVER.has(kind);
      return kind !== "all-well";
    }),
  );
}
