/** An offer as it is being written: a draft that survives a reload, and what it says as it stands. */

import type { Match, Request } from "@/api/types";
import { useDraft } from "@/data/drafts";
import { parseTime } from "@/geo/parse";
import { nowMs } from "@/state/desk";
import { useMe, usePicture } from "@/state/hooks";
import { matchId } from "@/state/scene";
import { type Load, loadOf } from "./one-asset";
import { type Suggested, suits } from "./suggested";

/** `eta` and `load` stand in the draft under the asset's id, each choice too. */
export function useOffer(request: Request, suggested: readonly Suggested[]) {
  const { party } = useMe();
  const { asset } = usePicture();
  const fit = suggested.filter((one) => suits(one, asset.get(matchId(one.match)) ?? null));
  const [draft, write, drop] = useDraft(`offer.${request.id}`, {
    chosen: JSON.stringify(fit.slice(0, 1).map(({ match }) => matchId(match))),
    valid: "+120",
    conditions: "",
    provisional: "",
  });
  const chosen = new Set<string>(JSON.parse(draft.chosen ?? "[]"));
  return {
    draft,
    write,
    drop,
    fit,
    chosen,
    etaOf: (id: string) => draft[`eta.${id}`],
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

/** The offer to be sent as it stands; null while something in it cannot be read. */
export function readOf(offering: Offering, suggested: readonly Suggested[]) {
  const now = nowMs();
  const validMs = parseTime(offering.draft.valid ?? "", now, "future");
  const items = suggested
    .filter(({ match }) => offering.chosen.has(matchId(match)))
    .map(({ match, needId }) => {
      const typed = offering.etaOf(matchId(match));
      const etaMs = typed === undefined ? undefined : parseTime(typed, now, "future");
      const { quantity, carrier } = offering.loadOf(match);
      const readable = etaMs !== null && /^[1-9]\d{0,4}$/.test(quantity.trim());
      const eta = etaMs == null ? (match.time?.eta_at ?? null) : new Date(etaMs).toISOString();
      return { match, needId, readable, quantity, carrier, eta };
    });
  const readable = validMs !== null && items.every((item) => item.readable);
  return { items, validMs: readable ? validMs : null };
}
