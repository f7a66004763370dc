import type { Waters } from "@/api/types";

type Whom = Pick<Waters, "tell"> & {
  readonly centres: readonly Pick<Waters["centres"][number], "name" | "party">[];
};

/** The centres of the region by name, then by code the parties of which none is named; the State
 * that the lead tells first is one of them. */
export function whomToTell({ tell, centres }: Whom, byLead: string | null | undefined) {
  const parties = new Set(byLead ? [byLead, ...tell] : tell);
  const named = new Set(centres.map(({ party }) => party));
  return {
    centres: centres.map(({ name }) => name),
    parties: [...parties].filter((code) => !named.has(code)),
  };
}
