/** A fuel point in words: its fuels, for which craft, its hours, what may land. Pure. */

import type { FuelPoint } from "@/api/types";
import { utc } from "@/geo/format";
import { fuelPoints as said } from "@/i18n/en-fuel-points";
import { isOpenAt } from "@/state/fuel-hours";

export const fuelsText = ({ fuels }: FuelPoint): string =>
  fuels.map((one) => said.fuel[one]).join(", ");

export const craftsText = ({ crafts }: FuelPoint): string =>
  crafts.map((one) => said.craft[one]).join(", ");

/** Open or shut is told with the time for which that is so: a picture may be looked at later. */
export const hoursText = ({ hours_utc }: FuelPoint, nowMs: number): string =>
  hours_utc ? said.hours(hours_utc, isOpenAt(hours_utc, nowMs), utc(nowMs)) : said.always;

/** Whether it gives nothing now. */
export const isShutAt = ({ hours_utc }: FuelPoint, nowMs: number): boolean =>
  !isOpenAt(hours_utc, nowMs);

/** The limits of what may land there, as far as they are told. */
export const landingTexts = ({ d_value_max_m, mass_max_t, runway_m }: FuelPoint): string[] =>
  [
    d_value_max_m !== null && said.dValue(d_value_max_m),
    mass_max_t !== null && said.mass(mass_max_t),
    runway_m !== null && said.runway(runway_m),
  ].filter((text) => text !== false);
