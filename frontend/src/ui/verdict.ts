/** The words of a verdict, with the notice a State is to be given before a unit enters. Pure. */

import type { Match } from "@/api/types";
import { minutes } from "@/geo/format";
import { formWords } from "@/i18n/form-words";

export function verdictText({ verdict, reasons }: Pick<Match, "verdict" | "reasons">): string {
  const said = formWords.verdict[verdict];
  if (verdict !== "after_notice") return said;
  const lead = Math.max(0, ...reasons.map(({ params }) => Number(params.lead_minutes) || 0));
  return lead > 0 ? `${said} ${minutes(lead)}` : said;
}
