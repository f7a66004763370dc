/** The arrival of a unit at its scene: there, away from it again, expected, or overdue. Pure. */

import { TRAITS } from "@/api/traits";
import type { Deployment, ExpectedTime, FuelStop, Offer } from "@/api/types";

export type Arriving =
  /** `sinceMs` null: it is there, and nobody has told this party since when. */
  | { readonly kind: "there" | "away" | "homeward"; readonly sinceMs: number | null }
  /** It took or gave people there then, and nobody has told when it came. */
  | { readonly kind: "there_by"; readonly sinceMs: number }
  | {
      readonly kind: "expected";
      readonly atMs: number;
      readonly bandMs: readonly [early: number, late: number] | null;
      readonly stops: readonly FuelStop[];
      readonly asOfMs: number;
    }
  | { readonly kind: "overdue"; readonly wasMs: number | null; readonly asOfMs: number }
  | { readonly kind: "unknown"; readonly why: ExpectedTime["why"] };

const ms = (at: string | null | undefined) => (at ? Date.parse(at) : null);

/** A unit at work. The word of steps goes before every reckoning. */
export function arriving(work: Deployment, time: ExpectedTime | undefined): Arriving {
  const traits = TRAITS[work.state];
  if (traits.before_scene) return coming(time);
  const stint = work.view === "full" ? work.stints.at(-1) : undefined;
  if (traits.on_scene) {
    const fromMs = ms(stint?.from_at);
    if (fromMs !== null && stint?.began === "there_then")
      return { kind: "there_by", sinceMs: fromMs };
    return { kind: "there", sinceMs: stint?.began === "not_told" ? null : fromMs };
  }
  return { kind: traits.homeward ? "homeward" : "away", sinceMs: ms(stint?.until_at) };
}

/** A unit that is not there yet: offered, called or on its way. */
export function coming(time: ExpectedTime | undefined): Arriving {
  const atMs = ms(time?.at);
  const asOfMs = ms(time?.as_of) ?? 0;
  if (time?.why === "overdue") return { kind: "overdue", wasMs: ms(time.was_at), asOfMs };
  if (atMs === null) return { kind: "unknown", why: time?.why ?? null };
  const [early, late] = [ms(time?.early_at), ms(time?.late_at)];
  const bandMs = early === null || late === null ? null : ([early, late] as const);
  return { kind: "expected", atMs, bandMs, stops: time?.fuel_stops ?? [], asOfMs };
}

/** The instant at which it comes, as it is expected or else promised; null: nobody knows. */
export function comesMs(
  time: ExpectedTime | undefined,
  promisedAt: string | null | undefined,
): number | null {
  return ms(time?.at) ?? (time?.why === "overdue" ? null : ms(promisedAt));
}

/** The soonest of an offer's items; without any time, last. */
export function soonestMs(offer: Offer, expected: ReadonlyMap<string, ExpectedTime>): number {
  const times = offer.items.map(({ id, promised_at }) => comesMs(expected.get(id), promised_at));
  return Math.min(...times.map((at) => at ?? Number.MAX_VALUE));
}
