/** The alerts that left for a silent centre's contacts; and whom to ask once all were tried. */

import { useState } from "react";
import type { Addressee, Request } from "@/api/types";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { usePicture } from "@/state/hooks";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Opening } from "@/ui/opening";

const AskNext = later(() => import("./ask-next"));

const say = formWords.alert;

type Alert = Addressee["alerts"][number];

export function AlertLines({
  alerts,
  centreId,
  now,
}: {
  alerts: readonly Alert[];
  centreId: string;
  now: number;
}) {
  const centres = usePicture().centre;
  const other = (id: string) => (id === centreId ? "" : (centres.get(id)?.name ?? ""));
  const shown = alerts.filter(({ state }) => state !== "not_needed");
  if (shown.length === 0) return null;
  return (
    <ul className="muted">
      {shown.map((alert) => (
        <li key={alert.id} className={TONE[alert.state]}>
          {alertText(alert, other(alert.centre_id), now)}
        </li>
      ))}
    </ul>
  );
}

const TONE: Partial<Record<Alert["state"], string>> = { failed: "alert", given_up: "alert" };

/** The state of an alert in a line. */
export function alertText(alert: Alert, ofOther: string, now: number): string {
  const at = (instant: string | null) => (instant ? utc(Date.parse(instant), now) : "");
  const to = say.to(words.way[alert.channel], alert.place, ofOther);
  const why = alert.failure ? say.why[alert.failure] : "";
  switch (alert.state) {
    case "handed_over":
      return say.handedOver(to, at(alert.handed_over_at));
    case "failed":
      return say.failed(to, at(alert.failed_at), why, at(alert.again_at));
    case "given_up":
      return say.givenUp(to, at(alert.failed_at), why);
    default:
      return say.waiting(to);
  }
}

/** All contacts were tried: whom to ask next is proposed, and nobody is asked by it. */
export function Exhausted({
  request,
  addressee,
  now,
  mayAsk,
}: {
  request: Request;
  addressee: Addressee;
  now: number;
  mayAsk: boolean;
}) {
  const [asking, setAsking] = useState(false);
  const asked = new Set(request.addressees.map(({ centre }) => centre.id));
  const next = addressee.ask_next.filter(({ id }) => !asked.has(id));
  const offers = mayAsk && next.length > 0;
  useKey("w", offers ? () => setAsking(true) : null);
  if (!addressee.contacts_exhausted_at) return null;
  return (
    <div className="row">
      <span className="alert">
        <strong>{say.exhausted(utc(Date.parse(addressee.contacts_exhausted_at), now))}</strong>{" "}
        {offers && say.next(next.map(({ name }) => name).join(", "))}
      </span>
      {offers && (
        <button type="button" onClick={() => setAsking(true)}>
          {say.ask} <kbd>W</kbd>
        </button>
      )}
      <Opening about={asking ? "next" : null}>
        {asking && (
          <AskNext
            request={request}
            silent={addressee.centre.name}
            next={next}
            onDone={() => setAsking(false)}
          />
        )}
      </Opening>
    </div>
  );
}
