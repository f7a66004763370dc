/** The three letters of a party; a ship of opportunity has none. */

import { words } from "@/i18n";

export function PartyTag({ code }: { code: string | null }) {
  return <span className="tag party">{code ?? words.ship}</span>;
}
