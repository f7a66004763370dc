/** A person's postings, changed one centre at a time; and passwords to tell. Pure. */

import type { Person, PersonRole, Role } from "@/api/types";

export interface Posting {
  readonly centre_id: string;
  readonly roles: PersonRole[];
}

export const isPersonRole = (role: Role): role is PersonRole => role !== "feed";

const plain = ({ postings }: Person): Posting[] =>
  postings.map(({ centre_id, roles }) => ({ centre_id, roles: roles.filter(isPersonRole) }));

/** With these roles at the centre, in place of those held there. */
export function withPosting(person: Person, centreId: string, roles: PersonRole[]): Posting[] {
  const others = plain(person).filter(({ centre_id }) => centre_id !== centreId);
  return [...others, { centre_id: centreId, roles }];
}

export function withoutPosting(person: Person, centreId: string): Posting[] {
  return plain(person).filter(({ centre_id }) => centre_id !== centreId);
}

/** No letter or digit that is read as another over the telephone. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** Four groups of four, 79 bits: `k7dm-…`. */
export function passwordOf(bytes: Uint8Array): string {
  const letters = [...bytes.slice(0, 16)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
  return (letters.match(/.{4}/g) ?? []).join("-");
}
