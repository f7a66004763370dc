/** A fuel point in words: its fuels, for which craft, its hours. Pure. */

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
