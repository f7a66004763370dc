/** The unit that could be there first, whose it is, and in how long, in words. Pure. */

import type { FirstUnit } from "@/api/types";
import { minutes } from "@/geo/format";
import { words } from "@/i18n";
import { firstUnit } from "@/i18n/en-one-word";

type Soonest = NonNullable<FirstUnit["soonest"]>;

export const soonestText = ({ name, party, minutes: after }: Soonest) =>
  words.soonest(name, party, minutes(after));

/** The same behind the name of the alarm that no able unit is tasked, so that it is not read as one. */
export const alarmText = (soonest: Soonest) => firstUnit.ofAlarm(soonestText(soonest));
