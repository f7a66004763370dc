/** A plain draft: what each party grants the others, article by article. Pure. */

import type { Bodies } from "@/api/types";
import type { Values } from "@/ui/values";

type Term = Bodies["AgreementBody"]["draft"]["terms"][number];
type Entry = NonNullable<Term["entry"]>[number];
type Costs = NonNullable<Term["costs"]>;

/** Codes as they are typed, `mlt, TUN`; one's own is always among them. */
export function partiesIn(text: string, own: string): string[] {
  const codes = text.toUpperCase().split(/[\s,;]+/);
  return [...new Set([own, ...codes.filter(Boolean)])];
}

/** One article for each thing that is granted; what is left empty is not spoken of. */
export function termsOf(typed: Values): Term[] {
  const visibility = typed.text("visibility") as NonNullable<Term["visibility"]> | "";
  const awareness = typed.text("awareness") as NonNullable<Term["incident_awareness"]> | "";
  const entry = typed.text("entry") as Entry["mode"] | "";
  const costs = typed.text("costs") as Costs["rule"] | "";
  const exact = visibility === "position";
  const [acknowledge, answer] = [typed.number("acknowledge"), typed.number("answer")];
  const articles: (Omit<Term, "article"> | null)[] = [
    visibility
      ? {
          visibility,
          position_precision_nm: (exact && typed.number("precision")) || 0,
          position_delay_minutes: (exact && typed.number("delay")) || 0,
        }
      : null,
    awareness ? { incident_awareness: awareness } : null,
    typed.checked("request") || acknowledge !== null || answer !== null
      ? {
          may_request: typed.checked("request") || null,
          clocks: {
            ...(acknowledge !== null && { acknowledge }),
            ...(answer !== null && { answer }),
          },
        }
      : null,
    entry ? { entry: [{ mode: entry, lead_minutes: typed.number("lead") ?? 0 }] } : null,
    costs ? { costs: { rule: costs } } : null,
    typed.text("command") ? { command: typed.text("command") } : null,
  ];
  return articles
    .flatMap((article) => article ?? [])
    .map((article, at) => ({ ...article, article: `Art. ${at + 1}` }));
}
