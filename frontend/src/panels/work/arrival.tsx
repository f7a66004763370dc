/** The arrival of a unit: expected and promised side by side, as of when, and what it misses. */

import { Suspense } from "react";
import type { Deployment, Offer } from "@/api/types";
import { helpWords } from "@/i18n/help-words";
import { arriving, coming } from "@/state/arriving";
import { isLate } from "@/state/duties";
import { useExpected, useMe, usePicture } from "@/state/hooks";
import { AtWork, Promised, When } from "@/ui/arrival-time";
import { later } from "@/ui/later";

const Instead = later(() => import("./instead"));

/** Of a unit at work, from its steps and what is expected. */
export function Arrival({ work, now }: { work: Deployment; now: number }) {
  const arrival = arriving(work, useExpected(work.id));
  const { party } = useMe();
  const full = work.view === "full" && isLate(work) && work.lead_party === party ? work : null;
  return (
    <div className="stack tight">
      <AtWork work={work} arrival={arrival} now={now} />
      {full?.request_id && full.need_id && (
        <Suspense fallback={null}>
          <Instead requestId={full.request_id} needId={full.need_id} work={full} now={now} />
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
