/** The units of an offer as the API is asked about them, and whether they are missed. Pure. */

import type { HomeCount, OfferBody } from "@/api/types";

type Items = readonly Pick<OfferBody["items"][number], "asset_id" | "quantity">[];

/** So many names at most are asked about at once. */
const MOST = 50;

export const namedOnce = (lent: Items): string[] =>
  [...new Set(lent.map(({ asset_id }) => asset_id))].slice(0, MOST);

/** Every one of them, and then again for each more of it, as far as all fit. */
export function namedEach(lent: Items): string[] {
  const more = lent.flatMap(({ asset_id, quantity = 1 }) =>
    quantity > 1 ? Array<string>(Math.min(MOST, quantity) - 1).fill(asset_id) : [],
  );
  return [...namedOnce(lent), ...more].slice(0, MOST);
}

const all = ({ vessels, helicopters, aeroplanes }: HomeCount) => vessels + helicopters + aeroplanes;

/** Whether nobody is left, or no vessel or helicopter where there was one. */
export const isGone = (before: HomeCount, after: HomeCount): boolean =>
  all(after) === 0 ||
  (["vessels", "helicopters"] as const).some((kind) => before[kind] > 0 && after[kind] === 0);
