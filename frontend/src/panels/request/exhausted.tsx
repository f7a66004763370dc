/** A centre stays silent: whom to ask next is proposed, and nobody is asked by it. */

import { useState } from "react";
import type { Addressee, Request } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { usePicture } from "@/state/hooks";
import { whyKept } from "@/state/kept-from";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Opening } from "@/ui/opening";

const AskNext = later(() => import("./ask-next"));

const say = formWords.alert;

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
  const incident = usePicture().incident.get(request.incident_id ?? "");
  // The case may be kept from one since the request was told last.
  const next = addressee.ask_next.filter(({ party }) => whyKept(incident, party) === undefined);
  const offers = mayAsk && next.length > 0;
  useKey("w", offers ? () => setAsking(true) : null);
  const silence = silenceOf(addressee, now);
  if (!silence) return null;
  return (
    <div className="row">
      <span className="alert">
        <strong>{silence}</strong> {offers && say.next(next.map(({ name }) => name).join(", "))}
        {addressee.ask_none && say.nobodyNext[addressee.ask_none]}
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

/** How it is silent: nobody is left to be alerted, or it was called in vain. */
function silenceOf(addressee: Addressee, now: number): string | null {
  const at = addressee.contacts_exhausted_at;
  if (at) return say.exhausted(utc(Date.parse(at), now), addressee.alerts.length);
  const called = addressee.voice.findLast(({ answer }) => answer === "no_answer");
  return called && proposes(addressee) ? say.calledInVain(utc(Date.parse(called.at), now)) : null;
}

function proposes({ ask_next, ask_none }: Addressee): boolean {
  return ask_next.length > 0 || ask_none !== null;
}
