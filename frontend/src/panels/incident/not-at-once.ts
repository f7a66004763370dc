/** The reason why a candidate does not come at once, and why none does, in a few words. Pure. */

import type { FirstUnit, Match } from "@/api/types";
import { minutes } from "@/geo/format";
import { couldCome as said } from "@/i18n/en-one-word";
import { formWords } from "@/i18n/form-words";
import { REFUSED } from "@/state/asking";
import { verdictText } from "@/ui/verdict";

/** A wait that rounds to no minute is not told. */
const SHORT_MINUTES = 0.5;

type Waits = Pick<Match, "verdict" | "reasons" | "time" | "party">;

/** The leave it wants, else the longest wait before it is under way; null: it comes at once. */
export function whyNotAtOnce(match: Waits, reader: string): string | null {
  const { verdict, time } = match;
  if (verdict !== "allowed") return verdictText(match, reader);
  const { notice_minutes: notice = 0, wait_minutes: drift = 0 } = time ?? {};
  if (Math.max(notice, drift) < SHORT_MINUTES) return null;
  return notice >= drift
    ? formWords.match.notice(minutes(notice))
    : formWords.match.waits(minutes(drift));
}

/** The number of those that cannot come, by why. */
export function whyNone(totals: FirstUnit["totals_by_verdict"]): string {
  const counted = [...REFUSED].flatMap((verdict) => {
    const count = totals[verdict] ?? 0;
    return count > 0 ? [`${count} ${formWords.verdict[verdict]}`] : [];
  });
  return counted.length > 0 ? said.noneFits(counted.join(", ")) : said.nobodySeen;
}
