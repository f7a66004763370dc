/** The name of a party for a sentence, as the directory lists it; its code where it lists none. */

import type { Picture } from "./picture";

export const partyName = ({ party }: Pick<Picture, "party">, code: string): string =>
  party.get(code)?.name ?? code;
