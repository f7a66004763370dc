/** The arrival of a unit: expected and promised side by side, as of when, and what it misses. */

import { Suspense } from "react";
import type { Deployment, Offer } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { arriving, coming } from "@/state/arriving";
import { isLate } from "@/state/duties";
import { useExpected, useMe, usePicture } from "@/state/hooks";
import { Promised, When } from "@/ui/arrival-time";
import { later } from "@/ui/later";

const Instead = later(() => import("./instead"));

const said = formWords.arrival;

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
