/** Help that a party offers for another's case without being asked, and its offers so far. */

import { useRef, useState } from "react";
import type { Incident } from "@/api/types";
import { unasked as said } from "@/i18n/en-unasked";
import { ownAnswers } from "@/state/duties";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { isAsking } from "@/state/request-states";
import { useHeldFocus } from "@/ui/held-focus";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Link } from "@/ui/link";
import { Opening } from "@/ui/opening";
import { OfferCard } from "../work/offer";

const MakeOffer = later(() => import("../request/make-offer"));

interface Props {
  incident: Incident;
  /** Its offers stand elsewhere on the page. */
  withoutOffers?: boolean;
}

export default function Unasked({ incident, withoutOffers = false }: Props) {
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const picture = usePicture();
  const now = useNow();
  const [offering, setOffering] = useState(false);
  const held = useHeldFocus<HTMLElement>();
  const button = useRef<HTMLButtonElement>(null);
  const leads = incident.view === "full" && incident.lead.party === me.party;
  const offers = [...picture.offer.values()].filter(
    (one) => one.incident_id === incident.id && one.party === me.party && one.request_id === null,
  );
  const asked = [...picture.request.values()].filter(
    (one) =>
      one.incident_id === incident.id && isAsking(one) && ownAnswers(one, me.party).length > 0,
  );
  const may = watches && !leads && incident.state !== "closed";
  const offer = () => {
    // The form gives the focus back whence it came, also to who has pressed the key.
    button.current?.focus();
    setOffering(true);
  };
  useKey("u", may && asked.length === 0 ? offer : null);
  if (leads || (!may && offers.length === 0)) return null;
  return (
    <section className="stack tight" aria-label={said.title} {...held}>
      {may &&
        asked.map(({ id, reference }) => (
          <p key={id}>
            {said.asked} <Link href={`/requests/${id}`}>{reference}</Link>
          </p>
        ))}
      {may && asked.length === 0 && (
        <div className="row">
          <button ref={button} type="button" onClick={offer}>
            {said.offer} <kbd>U</kbd>
          </button>
          <span className="muted">{said.means}</span>
        </div>
      )}
      {!withoutOffers &&
        offers.map((offer) => <OfferCard key={offer.id} offer={offer} now={now} />)}
      <Opening about={offering ? incident.id : null}>
        {offering && (
          <MakeOffer about={{ asked: false, incident }} onDone={() => setOffering(false)} />
        )}
      </Opening>
    </section>
  );
}
