/** The time of an arrival in words: expected with its spread and age, and the one promised. */

import type { Deployment, FuelStop } from "@/api/types";
import { age, minutes, utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import type { Arriving } from "@/state/arriving";
import { isLate } from "@/state/duties";

const said = formWords.arrival;
/** Times are worked out each minute: an older one is told with its age. */
const OLD_MS = 150_000;

/** Of a unit at work: marked where it is late, with what was promised or else expected at first. */
export function AtWork({
  work,
  arrival,
  now,
}: {
  work: Deployment;
  arrival: Arriving;
  now: number;
}) {
  if (work.view === "brief") return <When arrival={arrival} now={now} late={false} />;
  const late = isLate(work);
  return (
    <>
      <span className="row">
        {late && arrival.kind !== "overdue" && <strong className="distress">{said.late}</strong>}
        <When arrival={arrival} now={now} late={late} />
      </span>
      <Promised at={work.promised_at} arrival={arrival} now={now} />
      {late && !work.promised_at && arrival.kind === "expected" && work.first_expected_at && (
        <small className="muted">{said.first(utc(Date.parse(work.first_expected_at), now))}</small>
      )}
    </>
  );
}

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
          {left > 0 && <>, {said.in(minutes(left / 60_000))}</>}{" "}
          {early !== null && latest !== null && latest - early >= 120_000 && (
            <small className="muted">{said.band(utc(early, now), utc(latest, now))}</small>
          )}
          {old > OLD_MS && (
            <small className="alert"> {said.asOf(utc(arrival.asOfMs, now), age(old))}</small>
          )}
          {arrival.stops.map((stop) => (
            <small key={stop.from_at} className="muted">
              {" "}
              {stopText(stop, now)}
            </small>
          ))}
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

function stopText({ name, party, from_at, minutes: stays }: FuelStop, now: number): string {
  const where = name ?? said.base(party);
  if (!from_at) return said.fuelAfter(where);
  return said.takesFuel(where, utc(Date.parse(from_at), now), minutes(stays));
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
