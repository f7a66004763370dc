/** The needs of a type for landing, in words, as far as they are known. Pure. */

import type { AssetType } from "@/api/types";
import { registerWords } from "@/i18n/register-words";

export type LandingNeeds = Pick<AssetType, "d_value_m" | "mass_max_t" | "runway_m">;

export function landingNeeds({ d_value_m, mass_max_t, runway_m }: LandingNeeds): string[] {
  const said = registerWords.types;
  return [
    d_value_m != null && said.dValueOf(d_value_m),
    mass_max_t != null && said.massOf(mass_max_t),
    runway_m != null && said.runwayOf(runway_m),
  ].filter((text) => text !== false);
}
