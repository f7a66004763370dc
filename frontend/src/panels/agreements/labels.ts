/** Short labels of versions. Pure. */

import type { Agreement, Preview } from "@/api/types";
import { dated, minutes } from "@/geo/format";
import { registerWords } from "@/i18n/register-words";
import type { Version } from "@/state/standing";

const said = registerWords.agreements;

export const TONE: Record<Version["state"], string> = {
  draft: "muted",
  proposed: "alert",
  in_force: "good",
  suspended: "alert",
  ended: "muted",
};

/** The signatures, or the parties it waits for. */
export function signatures(version: Version, missing: readonly string[]): string {
  if (missing.length > 0) return said.waits(missing.join(", "));
  if (version.state === "draft") return said.ownDraft;
  if (version.state === "proposed") return said.coming(dated(version.valid_from));
  return version.signed_at ? said.signedAll : "";
}

export type Row = Preview["assets"][number];
type Seen = Row["now"];

const LEVELS: readonly Seen["level"][] = ["none", "existence", "readiness", "position"];

export function seenText({
  level,
  precision_nm,
  delay_minutes,
  held_minutes,
  finer,
}: Seen): string {
  const exact = level === "position";
  return [
    said.preview.level[level],
    exact && precision_nm > 0 && said.preview.precision(precision_nm),
    exact && held_minutes > 0 && said.preview.held(minutes(held_minutes), precision_nm / 2),
    exact && delay_minutes > 0 && said.preview.delay(minutes(delay_minutes)),
    finer.length > 0 && said.preview.finer(finer.map(({ article }) => article).join(", ")),
  ]
    .filter(Boolean)
    .join(", ");
}

type Clause = NonNullable<Seen["suspended"]>[number];

/** The first notice by which what the owner grants the viewer by a clause is suspended, or ends. */
function noticeOn(
  { agreement, version }: Clause,
  owner: string,
  viewer: string,
  agreements: readonly Agreement[],
): { at: string; ends: boolean } | null {
  const found = agreements
    .filter(({ reference }) => reference === agreement)
    .flatMap(({ versions }) => versions)
    .find(({ number }) => number === version);
  if (!found) return null;
  const { suspensions, withdrawals } = found;
  const notices = [
    ...suspensions
      .filter(({ party }) => party === owner)
      .map(({ from_at }) => ({ at: from_at, ends: false })),
    ...withdrawals
      .filter(({ party }) => party === owner || party === viewer)
      .map(({ from_at }) => ({ at: from_at, ends: true })),
  ];
  return notices.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))[0] ?? null;
}

/** The time from which the owner has suspended what it grants by the clauses about it, or the part
 * of one of the two ends, and which show nothing for that; as the clauses' own sentences say it. */
export function suspendedText(
  { winner, suspended_from, suspended }: Seen,
  owner: string,
  viewer: string,
  agreements: Iterable<Agreement>,
): string {
  const all = [...agreements];
  const ends = winner ? noticeOn(winner, owner, viewer, all)?.ends : false;
  return [
    suspended_from && said.preview.suspendedFrom(dated(suspended_from), ends ?? false),
    ...(suspended ?? []).map((one) => {
      const first = noticeOn(one, owner, viewer, all);
      const at = first ? dated(first.at) : "";
      return said.preview.suspended(`${one.article}, ${one.agreement}`, at, first?.ends ?? false);
    }),
  ]
    .filter(Boolean)
    .join("; ");
}

/** Positive when the other text shows more than what is in force, negative when less. */
export function gain({ now, tried }: Row): number {
  if (!tried) return 0;
  const levels = LEVELS.indexOf(tried.level) - LEVELS.indexOf(now.level);
  if (levels || tried.level !== "position") return levels;
  return now.precision_nm - tried.precision_nm || now.delay_minutes - tried.delay_minutes;
}

/** Counts of assets by how much is seen of them, the most first; under the text on trial. */
export function summary(rows: readonly Row[]): string {
  return [...LEVELS]
    .reverse()
    .map((level) => [level, rows.filter(({ now, tried }) => (tried ?? now).level === level).length])
    .filter(([, count]) => count)
    .map(([level, count]) =>
      said.preview.count(Number(count), said.preview.level[level as Seen["level"]]),
    )
    .join(" · ");
}
