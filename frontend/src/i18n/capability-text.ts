/** A capability in words: one that comes with the platform, or a party's own by its code. Pure. */

import { formWords } from "./form-words";

const WORDS: Readonly<Record<string, string>> = formWords.capability;

export const SHIPPED: readonly string[] = Object.keys(WORDS);

/** `side scan sonar (MLT)` of `MLT-side_scan_sonar`, as the server's sentences have it. */
export function capabilityText(code: string): string {
  const shipped = WORDS[code];
  if (shipped) return shipped;
  const [party = "", word] = code.split("-");
  return word === undefined ? code : `${word.replaceAll("_", " ")} (${party})`;
}
