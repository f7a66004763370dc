/** The arrival of a unit: expected and promised side by side, as of when, and what it misses. */

import { Suspense } from "react";
import type { Deployment, Offer } from "@/api/types";
import { age, countdown, minutes, utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { type Arriving, arriving, coming } from "@/state/arriving";
import { isLate } from "@/state/duties";
import { useExpected, useMe, usePicture } from "@/state/hooks";
import { later } from "@/ui/later";

const Instead = later(() => import("./instead"));

const said = formWords.arrival;
/** Times are worked out each minute: an older one is told with its age. */
const OLD_MS = 150_000;

/** Of a unit at work, from its steps and what is expected. */
export function Arrival({ work, now }: { work: Deployment; now: number }) {
  const arrival = arriving(work, useExpected(work.id));
  const { party } = useMe();
  if (work.view === "brief") return <When arrival={arrival} now={now} late={false} />;
  const late = isLate(work);
  return (
    <div className="stack tight">
      <span className="row">
        {late && arrival.kind !== "overdue" && <strong className="distress">{said.late}</strong>}
        <When arrival={arrival} now={now} late={late} />
      </span>
      <Promised at={work.promised_at} arrival={arrival} now={now} />
      {late && !work.promised_at && arrival.kind === "expected" && work.first_expected_at && (
        <small className="muted">{said.first(utc(Date.parse(work.first_expected_at), now))}</small>
      )}
      {late && work.lead_party === party && work.request_id && work.need_id && (
        <Suspense fallback={null}>
          <Instead requestId={work.request_id} needId={work.need_id} work={work} now={now} />
        </Suspense>
      )}
    </div>
  );
}

/** Of an offered item, as if it were accepted now; and whether that is in time. */
export function Offered({
  item,
  offer,
  now,
}: {
  item: Offer["items"][number];
  offer: Offer;
  now: number;
}) {
  const arrival = coming(useExpected(item.id));
  const request = usePicture().request.get(offer.request_id ?? "");
  const by = request?.needs.find((need) => need.id === item.need_id)?.by_at;
  const atMs = arrival.kind === "expected" ? arrival.atMs : null;
  const comes = atMs ?? (item.promised_at ? Date.parse(item.promised_at) : null);
  const late = comes !== null && by ? comes > Date.parse(by) : null;
  return (
    <span className="stack tight">
      <span className="row">
        <When arrival={arrival} now={now} late={late === true} />
        {late !== null && (
          <span className={late ? "alert strong" : "good"}>
            {late ? helpWords.offers.late : helpWords.offers.inTime}
          </span>
        )}
      </span>
      <Promised at={item.promised_at} arrival={arrival} now={now} />
    </span>
  );
}

function When({ arrival, now, late }: { arrival: Arriving; now: number; late: boolean }) {
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
function Promised({ at, arrival, now }: { at: string | null; arrival: Arriving; now: number }) {
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
