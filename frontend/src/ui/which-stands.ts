/** An offer beside a no by voice, in a sentence. */

import type { Offer } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";

export const whichStands = (
  { offer, at }: { offer: Offer; at: string },
  centre: string,
  now: number,
): string =>
  formWords.voice.whichStands(
    centre,
    offer.items.map(({ name }) => name).join(", "),
    utc(Date.parse(offer.created_at), now),
    utc(Date.parse(at), now),
  );
