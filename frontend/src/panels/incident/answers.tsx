/** The offers and deployments of a case: compare, decide, follow. */

import type { Deployment, FullIncident } from "@/api/types";
import { useActing } from "@/data/acting";
import { helpWords } from "@/i18n/help-words";
import { soonestMs } from "@/state/arriving";
import { expected } from "@/state/desk";
import { isToDecide } from "@/state/duties";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import type { Picture } from "@/state/picture";
import { isAsking } from "@/state/request-states";
import { isActive } from "@/state/scene";
import { useStore } from "@/state/store";
import { useHeldFocus } from "@/ui/held-focus";
import { useKey } from "@/ui/keys";
import { DeploymentCard } from "../work/deployment";
import { OfferCard } from "../work/offer";
import { OverWorks } from "./over-works";

const WAITING = new Set(["offered", "provisional"]);

export default function Answers({ incident }: { incident: FullIncident }) {
  const picture = usePicture();
  const now = useNow();
  const times = useStore(expected);
  const { party } = useMe();
  const acting = useActing(incident.id);
  const coordinates = useMay("coordinator") || acting;
  const offers = [...picture.offer.values()].filter(
    (offer) =>
      offer.incident_id === incident.id ||
      (offer.request_id !== null &&
        picture.request.get(offer.request_id)?.incident_id === incident.id),
  );
  const waiting = offers
    .filter((offer) => WAITING.has(offer.state))
    .sort((one, other) => soonestMs(one, times) - soonestMs(other, times));
  const decided = offers.filter((offer) => !WAITING.has(offer.state) && offer.state !== "accepted");
  const works = [...picture.deployment.values()].filter((work) => work.incident_id === incident.id);
  const inWords = offeredInWords(picture, incident.id);
  const held = useHeldFocus<HTMLDivElement>("article");
  const first = waiting.find((offer) => isToDecide(offer, party));
  // It shows what it would accept before it is accepted: by Enter on the button itself.
  useKey(
    "enter",
    coordinates && first
      ? () => held.ref.current?.querySelector<HTMLElement>(".accept")?.focus()
      : null,
  );
  return (
    <div className="stack" {...held}>
      <h2>{helpWords.offers.waiting}</h2>
      {waiting.length === 0 && <p className="muted">{helpWords.offers.empty}</p>}
      {inWords.length > 0 && <p>{helpWords.offers.inWords(inWords.join(", "))}</p>}
      {waiting.map((offer) => (
        <OfferCard key={offer.id} offer={offer} now={now} first={offer === first} />
      ))}
      <h2>{helpWords.work.going}</h2>
      <Works
        works={works.filter(isActive)}
        now={now}
        empty={emptyText(works, incident.lead.party === party)}
      />
      {incident.state !== "closed" && <OverWorks incident={incident} now={now} />}
      {incident.state === "closed" && works.some((work) => !isActive(work)) && (
        <details open>
          <summary>{helpWords.work.over}</summary>
          <Works works={works.filter((work) => !isActive(work))} now={now} empty="" />
        </details>
      )}
      {decided.length > 0 && (
        <details>
          <summary>{helpWords.offers.decided(decided.length)}</summary>
          <div className="stack">
            {decided.map((offer) => (
              <OfferCard key={offer.id} offer={offer} now={now} />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

/** Centres whose last word to a request of the case, by voice or link, is that they offer. */
function offeredInWords({ request }: Picture, incidentId: string): string[] {
  const asked = [...request.values()].filter(
    (one) => one.incident_id === incidentId && isAsking(one),
  );
  const addressees = asked.flatMap((one) => one.addressees);
  return addressees.flatMap(({ centre, voice }) =>
    voice.at(-1)?.answer === "offered" ? [centre.name] : [],
  );
}

/** Others' units may not be told to a State that does not lead. */
function emptyText(works: readonly Deployment[], leads: boolean): string {
  if (works.length > 0) return helpWords.work.allOver;
  return leads ? helpWords.work.empty : helpWords.work.untold;
}

function Works({ works, now, empty }: { works: Deployment[]; now: number; empty: string }) {
  if (works.length === 0) return <p className="muted">{empty}</p>;
  return (
    <div className="stack">
      {works.map((work) => (
        <DeploymentCard key={work.id} work={work} now={now} />
      ))}
    </div>
  );
}
