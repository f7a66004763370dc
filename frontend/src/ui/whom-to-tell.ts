import type { Waters } from "@/api/types";

type Whom = Pick<Waters, "tell"> & {
  readonly centres: readonly Pick<Waters["centres"][number], "name" | "party">[];
  readonly nearest?: Pick<Waters["centres"][number], "party"> | null;
  readonly party?: string | null;
  readonly claimants?: readonly string[];
};

/**
 * The centres of the region by name, then by code the parties of which none is named; the State
 * that the lead tells first is one of them. A region that is but the nearest is no answer: that is
 * said by itself.
 */
export function whomToTell(waters: Whom, byLead: string | null | undefined) {
  const { tell, centres, nearest, party, claimants = [] } = waters;
  const concerned = new Set([byLead, party, ...claimants]);
  const parties = new Set(byLead ? [byLead, ...tell] : tell);
  if (nearest && !concerned.has(nearest.party)) parties.delete(nearest.party);
  const named = new Set(centres.map(({ party }) => party));
  return {
    centres: centres.map(({ name }) => name),
    parties: [...parties].filter((code) => !named.has(code)),
  };
}
