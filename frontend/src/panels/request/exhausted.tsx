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

/** Whether it did not answer in its time, to the alerts or to a call: then it is called by voice. */
export function isSilent(addressee: Addressee, now: number): boolean {
  const { state, acknowledge_due_at: acknowledge, answer_due_at: answer } = addressee;
  const due = state === "sent" ? acknowledge : answer;
  const late = due !== null && Date.parse(due) <= now;
  return late || addressee.contacts_exhausted_at !== null || calledInVain(addressee);
}

export function Exhausted({
  request,
  addressee,
  now,
  mayAsk,
  byKey = false,
}: {
  request: Request;
  addressee: Addressee;
  now: number;
  mayAsk: boolean;
  byKey?: boolean | undefined;
}) {
  const [asking, setAsking] = useState(false);
  const incident = usePicture().incident.get(request.incident_id ?? "");
  // The case may be kept from one since the request was told last.
  const next = addressee.ask_next.filter(({ party }) => whyKept(incident, party) === undefined);
  const offers = mayAsk && next.length > 0;
  useKey("w", offers && byKey ? () => setAsking(true) : null);
  const at = addressee.contacts_exhausted_at;
  if (!at && !calledInVain(addressee)) return null;
  const silence = at
    ? say.exhausted(utc(Date.parse(at), now), addressee.alerts.length)
    : say.calledInVain;
  return (
    <div className="row">
      <span className="alert">
        <strong>{silence}</strong> {offers && say.next(next.map(({ name }) => name).join(", "))}
        {addressee.ask_none && say.nobodyNext[addressee.ask_none]}
      </span>
      {offers && (
        <button type="button" onClick={() => setAsking(true)}>
          {say.ask} {byKey && <kbd>W</kbd>}
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

/** Whether it did not answer a call, after which it is said whom to ask next. */
const calledInVain = (addressee: Addressee) =>
  addressee.voice.some(({ answer }) => answer === "no_answer") && proposes(addressee);

function proposes({ ask_next, ask_none }: Addressee): boolean {
  return ask_next.length > 0 || ask_none !== null;
}
