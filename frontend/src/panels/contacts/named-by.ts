/** The words that name a centre: its name or code, or its party. Pure. */

import type { Centre } from "@/api/types";

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Every word that was typed stands somewhere in it; nothing typed names all. */
export function namedBy(
  typed: string,
  { name, code, party }: Pick<Centre, "name" | "code" | "party">,
  partyName: string,
): boolean {
  const told = plain([name, code, party, partyName].join(" "));
  return plain(typed)
    .split(/\s+/)
    .every((word) => told.includes(word));
}
