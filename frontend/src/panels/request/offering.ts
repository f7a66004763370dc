/** An offer as it is being written: a draft that survives a reload, and what it says as it stands. */

import type { Match } from "@/api/types";
import { type Draft, typed, typedMs, useDraft } from "@/data/drafts";
import { parseTime } from "@/geo/typed-time";
import { nowMs } from "@/state/desk";
import { useMe, usePicture } from "@/state/hooks";
import { matchId } from "@/state/scene";
import { idOf, type OfferAbout } from "./offer-about";
import { type Load, loadOf } from "./one-asset";
import { type Suggested, whyNotSuited } from "./suggested";
import { firstChosen, lateMs } from "./too-late";

/** The time for which it is valid if nobody says. */
const VALID_MS = 2 * 3_600_000;

/** `eta` and `load` stand in the draft under the asset's id, each choice too. */
export function useOffer(about: OfferAbout, suggested: readonly Suggested[]) {
  const { party } = useMe();
  const { asset } = usePicture();
  const why = (one: Suggested) => whyNotSuited(one, asset.get(matchId(one.match)) ?? null);
  const fit = suggested.filter((one) => why(one) === null);
  const first = firstChosen(fit, nowMs());
  const [draft, write, drop, earlier] = useDraft(`offer.${idOf(about)}`, {
    chosen: JSON.stringify(first ? [matchId(first.match)] : []),
    valid: "",
    conditions: "",
    provisional: "",
  });
  const chosen = new Set<string>(JSON.parse(draft.chosen ?? "[]"));
  return {
    draft,
    write,
    drop,
    earlier,
    fit,
    why,
    chosen,
    etaOf: (id: string) => draft[`eta.${id}`] ?? "",
    promise: (id: string, text: string) => write(typed(`eta.${id}`, text)),
    /** The instant that was promised for the asset; null: none, or it cannot be read. */
    promisedMs: (id: string) => timeIn(draft, `eta.${id}`),
    loadOf: (match: Match): Load => ({
      ...loadOf(match, party),
      ...JSON.parse(draft[`load.${matchId(match)}`] ?? "{}"),
    }),
    toggle: (id: string) => {
      const next = chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id];
      write({ chosen: JSON.stringify(next) });
    },
  };
}

export type Offering = ReturnType<typeof useOffer>;

function timeIn(draft: Draft, name: string): number | null {
  const text = draft[name] ?? "";
  return text.trim() === "" ? null : parseTime(text, typedMs(draft, name, nowMs()), "future");
}

/** The offer to be sent as it stands; only times that somebody typed are promised. */
export function readOf(offering: Offering, suggested: readonly Suggested[]) {
  const { draft } = offering;
  const validMs = draft.valid?.trim() ? timeIn(draft, "valid") : nowMs() + VALID_MS;
  const items = suggested
    .filter(({ match }) => offering.chosen.has(matchId(match)))
    .map((one) => {
      const { match, needId } = one;
      const promisedMs = offering.promisedMs(matchId(match));
      const { quantity, carrier } = offering.loadOf(match);
      const unread = promisedMs === null && offering.etaOf(matchId(match)).trim() !== "";
      const readable = !unread && /^[1-9]\d{0,4}$/.test(quantity.trim());
      const late = lateMs(one, promisedMs, nowMs());
      return { match, needId, readable, quantity, carrier, promisedMs, late };
    });
  const readable = validMs !== null && items.every((item) => item.readable);
  return { items, validMs: readable ? validMs : null };
}
