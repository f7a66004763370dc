/** The words of readiness in their order, and the letters that say them. */

import type { Asset } from "@/api/types";
import { registerWords } from "@/i18n/register-words";

export type Readiness = NonNullable<Asset["readiness"]>;

export const READINESS = ["available", "limited", "unavailable", "maintenance"] as const;

export const READY_KEYS: ReadonlyMap<string, Readiness> = new Map(
  READINESS.map((readiness) => [readiness.charAt(0), readiness]),
);

export const READY_OPTIONS = READINESS.map(
  (readiness) => [readiness, registerWords.readiness[readiness]] as const,
);

/** An available unit that is at work is not free: its word alone would mislead. */
export const readyText = (readiness: Readiness, works: boolean): string =>
  works && readiness === "available"
    ? registerWords.assets.working(registerWords.readiness[readiness])
    : registerWords.readiness[readiness];

export const READY_TONE: Record<Readiness, string> = {
  available: "good",
  limited: "alert",
  unavailable: "distress",
  maintenance: "muted",
};
