/** A tint for each party. It repeats the three letters beside it and never stands for them. */

import type { Palette } from "@/state/palette";

/** In both palettes at the same place; each readable on its own sea and panel (4.5 to 1). */
const TINTS: Record<Palette, readonly string[]> = {
  night: ["#6cb8ff", "#ff9fb0", "#c6a4ff", "#63d8c4", "#e3b778", "#9fd67a", "#f2a0e0", "#a8b8ff"],
  day: ["#0b5a9d", "#a81f3d", "#5b36a0", "#04635a", "#7a4a08", "#3f6212", "#8a1c72", "#3743a6"],
};
const SHIP: Record<Palette, string> = { night: "#c3cfdd", day: "#46586b" };

/** A party's tint among `ALL_TINTS`, the same for the same letters. Null: a ship of opportunity. */
export function tintPlace(party: string | null): number {
  if (party === null) return TINTS.night.length;
  let sum = 0;
  for (const letter of party) sum = (sum * 82 + letter.charCodeAt(0)) % 1009;
  return sum % TINTS.night.length;
}

/** The tints of parties, and after them that of ships of opportunity. */
export const ALL_TINTS: Record<Palette, readonly string[]> = {
  night: [...TINTS.night, SHIP.night],
  day: [...TINTS.day, SHIP.day],
};

export function tintOf(palette: Palette, party: string | null): string {
  return ALL_TINTS[palette][tintPlace(party)] ?? SHIP[palette];
}
