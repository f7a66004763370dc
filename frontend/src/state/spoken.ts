/** Words by voice or link beside what stands: in order, and where the two differ. Pure. */

import { TRAITS } from "@/api/traits";
import type { Addressee, Clearance, Offer } from "@/api/types";
import { MINUTE_MS } from "./alarms";
import type { Picture } from "./picture";

interface Spoken {
  readonly answer: string;
  readonly at: string;
  readonly claimed_by?: unknown;
  readonly confirmed_at?: string | null;
  readonly late?: boolean;
}

const OPEN = new Set(["acknowledged", "no_answer", "not_needed"]);

/** Words in the order in which they were said; of one minute as they were written. */
export const inOrder = <S extends Spoken>(voice: readonly S[]): S[] =>
  [...voice].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));

/** The last word that answered what was asked, a claim that stands unconfirmed among them. */
const lastAnswer = <S extends Spoken>(voice: readonly S[]) =>
  inOrder(voice.filter(({ answer }) => !OPEN.has(answer))).at(-1);

/** Words that answer otherwise than what stands: said before it and written late, or claimed. */
export const beside = <S extends Spoken>(voice: readonly S[], stands: string | null): S[] =>
  stands === null
    ? []
    : inOrder(voice).filter(
        ({ answer, late, claimed_by, confirmed_at }) =>
          !OPEN.has(answer) && answer !== stands && (claimed_by ? !confirmed_at : late),
      );

/** The answer of the State that stands, as words have it; null: it has given none. */
export function answerOf({ state, answered_at }: Pick<Clearance, "state" | "answered_at">) {
  if (state === "refused") return state;
  const yes = state === "granted" || state === "lapsed" || state === "noted";
  return yes && answered_at ? "granted" : null;
}

const floor = (at: string) => Math.floor(Date.parse(at) / MINUTE_MS);

/** An offer that stands although its centre has said no by voice since: which of them holds is to ask. */
export function spokenNo(
  { centre, state, voice }: Addressee,
  requestId: string,
  picture: Picture,
  nowMs: number,
): { offer: Offer; at: string } | null {
  const no = lastAnswer(voice);
  if (no?.answer !== "declined" || no.confirmed_at || state === "declined") return null;
  for (const offer of picture.offer.values()) {
    const told = offer.request_id === requestId && offer.party === centre.party;
    if (told && floor(offer.created_at) <= floor(no.at) && mayCome(offer, picture, nowMs)) {
      return { offer, at: no.at };
    }
  }
  return null;
}

/** Whether it can be taken up, or was and its unit is not there yet. */
function mayCome({ id, state, valid_until }: Offer, picture: Picture, nowMs: number): boolean {
  if (state !== "accepted") {
    return (state === "offered" || state === "provisional") && Date.parse(valid_until) > nowMs;
  }
  return [...picture.deployment.values()].some(
    (work) => work.view === "full" && work.offer_id === id && TRAITS[work.state].before_scene,
  );
}
