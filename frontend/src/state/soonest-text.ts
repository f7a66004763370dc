/** The unit that could be there first, whose it is, and in how long, in words. Pure. */

import type { FirstUnit } from "@/api/types";
import { minutes } from "@/geo/format";
import { words } from "@/i18n";

type Soonest = NonNullable<FirstUnit["soonest"]>;

export const soonestText = ({ name, party, minutes: after }: Soonest) =>
  words.soonest(name, party, minutes(after));
