/** The words where a candidate has no time, as the party that looks may mend it. Pure. */

import type { Match } from "@/api/types";
import { formWords } from "@/i18n/form-words";

const { noTime, noPlace, notShared } = formWords.match;

export function noTimeText({ party, reasons }: Pick<Match, "party" | "reasons">, own: string) {
  if (!reasons.some(({ code }) => code === "place_not_known")) return noTime;
  return party === own ? noPlace : notShared;
}
