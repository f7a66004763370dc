/** Reasons that all candidates share: told once above them, so that a card says where it differs. Pure. */

import type { Match } from "@/api/types";

export type Reason = Match["reasons"][number];

export interface Alike {
  /** The shared ones; none where there is but one candidate. */
  readonly shared: readonly Reason[];
  /** The others of one of the candidates. */
  readonly own: (match: Match) => readonly Reason[];
}

/** Sentences of which a part is each candidate's own: they are told apart, whomever each binds. */
const IN_PARTS = new Set(["after_immersion_estimate", "high_seas"]);

export function alikeOf(matches: readonly Match[]): Alike {
  const [first, ...others] = matches.map((match) => new Set(match.reasons.flatMap(keysOf)));
  const keys = new Set(
    [...(first ?? [])].filter(
      (key) => others.length > 0 && others.every((other) => other.has(key)),
    ),
  );
  const only = (match: Match, wanted: boolean) =>
    match.reasons.flatMap((reason) => {
      const parts = partsOf(reason).filter((part) => keys.has(keyOf(reason, part)) === wanted);
      return parts.length > 0 ? [{ ...reason, sentence: parts.join(" ") }] : [];
    });
  const bases = (code: string) =>
    new Set(
      matches.map(({ reasons }) =>
        JSON.stringify(reasons.find((reason) => reason.code === code)?.basis ?? null),
      ),
    );
  const shared = matches[0] ? only(matches[0], true) : [];
  return {
    // What binds some of them otherwise is told without its basis, which the sentence names.
    shared: shared.map((reason) =>
      bases(reason.code).size > 1 ? { ...reason, basis: null } : reason,
    ),
    own: (match) => only(match, false),
  };
}

const partsOf = ({ code, sentence }: Reason) =>
  IN_PARTS.has(code) ? sentence.split(/(?<=\.) (?=[A-Z])/) : [sentence];

const keyOf = ({ code, basis }: Reason, part: string) =>
  JSON.stringify([code, part, IN_PARTS.has(code) ? null : basis]);

const keysOf = (reason: Reason) => partsOf(reason).map((part) => keyOf(reason, part));
