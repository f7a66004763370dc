/** Roles in words. */

import type { Role } from "@/api/types";
import { words } from "@/i18n";
import { isPersonRole } from "@/state/postings";

export const ROLES = Object.keys(words.roles) as Role[];
export const PERSON_ROLES = ROLES.filter(isPersonRole);

export const rolesText = (roles: readonly Role[]) =>
  roles.map((role) => words.roles[role]).join(", ");
