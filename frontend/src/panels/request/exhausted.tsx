/** All contacts were tried: whom to ask next is proposed, and nobody is asked by it. */

import { useState } from "react";
import type { Addressee, Request } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
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
