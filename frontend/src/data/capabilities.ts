/** The capabilities that types have and needs ask for, as far as one sees them. */

import { readCapabilities } from "@/api/catalogue";
import type { Capability } from "@/api/types";
import { capabilityText, SHIPPED } from "@/i18n/capability-text";
import { useFetched } from "./fetched";

export type Choice = readonly [code: string, label: string];

/** The capabilities that may be chosen: the shipped ones, whatever has been read, parties' own that
 * stand, and those that were chosen already. */
export function choicesOf(known: readonly Capability[], chosen: readonly string[]): Choice[] {
  const own = known.filter(({ party, withdrawn_at }) => party && !withdrawn_at);
  return [...new Set([...SHIPPED, ...own.map(({ code }) => code), ...chosen])].map((code) => [
    code,
    labelOf(code, known),
  ]);
}

function labelOf(code: string, known: readonly Capability[]): string {
  const own = known.find((one) => one.code === code && one.party);
  return own ? `${own.name} (${own.party})` : capabilityText(code);
}

/** Read once for the page that shows them; none until they have come. */
export function useCapabilities(): readonly Capability[] {
  return useFetched("capabilities", 0, readCapabilities).value ?? [];
}
