/** Doubts of a position: what is told of them, and what a person may rule. Pure. */

import type { Position, Role } from "@/api/types";

export type Doubt = NonNullable<Position["doubt"]>;

/** A place and its doubts: an asset's, or a vessel's off the air. */
export type DoubtedPlace = Pick<
  Position,
  "at" | "doubt" | "doubted_at" | "doubted_for" | "doubted_nm" | "received_at"
>;

/** A later position that is not believed, beside the one that stands. */
export interface LaterDoubt {
  readonly at: string;
  readonly doubt: Doubt | null;
  /** Its distance, where it is out of reach. */
  readonly nm: number | null;
  /** The time between the two. */
  readonly spanMs: number;
}

export function laterDoubt({
  at,
  doubted_at,
  doubted_for,
  doubted_nm,
}: DoubtedPlace): LaterDoubt | null {
  if (!doubted_at) return null;
  return {
    at: doubted_at,
    doubt: doubted_for ?? null,
    nm: doubted_nm ?? null,
    spanMs: Date.parse(doubted_at) - Date.parse(at),
  };
}

/** So far apart the two times are told. */
const TOLD_APART_MS = 60_000;

/** The time from its instant to its receipt, negative if it came before; null: about none. */
export function receivedLateMs({ at, received_at }: DoubtedPlace): number | null {
  if (!received_at) return null;
  const late = Date.parse(received_at) - Date.parse(at);
  return Math.abs(late) > TOLD_APART_MS ? late : null;
}

/** A ruling that somebody may give: on the place that stands, or on a later position. */
export interface Ruling {
  readonly verb: "believe" | "doubt";
  /** Of the later position that is believed; null: of the place that stands. */
  readonly at: string | null;
}

/** The first to believe and the first to doubt have a key each. */
export function rulingsOf(position: Position): readonly Ruling[] {
  const later = laterDoubt(position);
  return [
    ...(later ? [{ verb: "believe", at: later.at } as const] : []),
    ...(position.doubt
      ? ([
          { verb: "believe", at: null },
          { verb: "doubt", at: null },
        ] as const)
      : []),
  ];
}

/** The roles whose word counts, as the server asks for them: people, and no feed. */
const RULERS: readonly Role[] = ["watch_officer", "coordinator", "registrar"];

export const mayRule = (isOwn: boolean, roles: readonly Role[]) =>
  isOwn && roles.some((role) => RULERS.includes(role));
