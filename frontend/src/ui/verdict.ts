/** The words of a verdict, with the notice a State is to be given before a unit enters. Pure. */

import type { Match, Verdict } from "@/api/types";
import { minutes } from "@/geo/format";
import { formWords } from "@/i18n/form-words";

type Judged = Pick<Match, "verdict" | "reasons" | "party">;

/** Read by the party `reader`. */
export function verdictText({ verdict, reasons, party }: Judged, reader: string): string {
  const said = verdictName(verdict, party === reader);
  if (verdict !== "after_notice") return said;
  const lead = Math.max(0, ...reasons.map(({ params }) => Number(params.lead_minutes) || 0));
  return lead > 0 ? `${said} ${minutes(lead)}` : said;
}

/** One's own units are asked for of nobody: they are sent. */
export const verdictName = (verdict: Verdict, own: boolean): string =>
  own && verdict === "may_be_asked" ? formWords.match.maySend : formWords.verdict[verdict];
