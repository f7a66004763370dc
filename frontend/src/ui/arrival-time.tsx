/** The time of an arrival in words: expected with its spread and age, and the one promised. */

import { age, countdown, minutes, utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import type { Arriving } from "@/state/arriving";

const said = formWords.arrival;
/** Times are worked out each minute: an older one is told with its age. */
const OLD_MS = 150_000;

export function When({ arrival, now, late }: { arrival: Arriving; now: number; late: boolean }) {
  switch (arrival.kind) {
    case "expected": {
      const left = arrival.atMs - now;
      const old = now - arrival.asOfMs;
      const [early, latest] = arrival.bandMs ?? [null, null];
      return (
        <span>
          {said.expected}{" "}
          <strong className={late ? "distress" : ""}>{utc(arrival.atMs, now)}</strong>
          {left > 0 && <>, {said.in(countdown(left))}</>}{" "}
          {early !== null && latest !== null && latest - early >= 120_000 && (
            <small className="muted">{said.band(utc(early, now), utc(latest, now))}</small>
          )}
          {old > OLD_MS && (
            <small className="alert"> {said.asOf(utc(arrival.asOfMs, now), age(old))}</small>
          )}
        </span>
      );
    }
    case "overdue":
      return (
        <strong className="distress">
          {said.overdue(arrival.wasMs === null ? "" : utc(arrival.wasMs, now))}
        </strong>
      );
    case "unknown":
      return <span className="muted">{said.unknown[arrival.why ?? "not_yet"]}</span>;
    default:
      return (
        <span>{said[arrival.kind](arrival.sinceMs === null ? "" : utc(arrival.sinceMs, now))}</span>
      );
  }
}

/** The time that a person promised, and by how much the expected time is off it. */
export function Promised({
  at,
  arrival,
  now,
}: {
  at: string | null;
  arrival: Arriving;
  now: number;
}) {
  if (!at || (arrival.kind !== "expected" && arrival.kind !== "unknown")) return null;
  const atMs = Date.parse(at);
  const off = arrival.kind === "expected" ? Math.round((arrival.atMs - atMs) / 60_000) : 0;
  return (
    <small className="muted">
      {said.promised(utc(atMs, now))}
      {off > 0 && <span className="alert">{said.after(minutes(off))}</span>}
      {off < 0 && said.before(minutes(-off))}
    </small>
  );
}
