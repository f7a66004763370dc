/** A request on the screen: for its requester to follow, for an addressed centre to answer. */

import "./request.css";
import { Suspense, useState } from "react";
import { write } from "@/api/client";
import type { Request } from "@/api/types";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { helpWords } from "@/i18n/help-words";
import { ownAnswers, waitsFor } from "@/state/duties";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { isAsking } from "@/state/request-states";
import { useAct } from "@/ui/act";
import { CallCentre } from "@/ui/call-centre";
import { NeedCard } from "@/ui/coverage";
import { ExerciseTag } from "@/ui/exercise";
import { FormLater } from "@/ui/form-later";
import { useHeldFocus } from "@/ui/held-focus";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Link } from "@/ui/link";
import { Nothing } from "@/ui/nothing";
import { Opening } from "@/ui/opening";
import { PartyTag } from "@/ui/party";
import { PhaseMark } from "@/ui/phase";
import { Trouble } from "@/ui/trouble";
import { conditionsText } from "../incident/condition-texts";
import { placeLines, pobText } from "../incident/fact-lines";
import { OfferCard } from "../work/offer";
import { AddresseeLine, RequestCard } from "./card";
import { Quiet } from "./quiet";

const OwnersDuty = later(() => import("@/panels/incident/owners-duty"));
const MakeOffer = later(() => import("./make-offer"));
const SendOwn = later(() => import("./send-own"));
const WithoutCase = later(() => import("./without-case"));
const Works = later(() => import("./works"));

export default function RequestPage({ id }: { id: string }) {
  const request = usePicture().request.get(id);
  const me = useMe();
  if (!request) return <Nothing why={helpWords.request.gone} />;
  return (
    <div className="page">
      <ExerciseTag about={request} />
      <AboutIncident request={request} />
      {!request.incident_id && (
        <Suspense fallback={null}>
          <WithoutCase request={request} />
        </Suspense>
      )}
      {request.party === me.party ? (
        <>
          <h1>{request.reference}</h1>
          <RequestCard request={request} />
        </>
      ) : (
        <Answering key={id} request={request} />
      )}
      <Offers request={request} />
      {!request.incident_id && (
        <Suspense fallback={null}>
          <SendOwn request={request} />
          <Works request={request} />
        </Suspense>
      )}
    </div>
  );
}

function Answering({ request }: { request: Request }) {
  const me = useMe();
  const now = useNow();
  const watches = useMay("watch_officer", "coordinator");
  const { busy, error, act } = useAct();
  const [doing, setDoing] = useState<"offer" | "decline" | null>(null);
  const waits = waitsFor(request, me.party);
  const held = useHeldFocus<HTMLElement>();
  const going = isAsking(request);
  const mayAnswer = watches && going;
  const tell = () =>
    act((key) =>
      write(key, "POST", "/api/requests/{request_id}/acknowledge", {
        path: { request_id: request.id },
        body: {},
      }),
    );
  useKey("a", mayAnswer && waits === "acknowledge" ? tell : null);
  useKey("o", mayAnswer ? () => setDoing("offer") : null);
  return (
    <section className="stack" aria-label={request.reference} {...held}>
      <div className="row apart">
        <h1>{words.request.asks(request.centre.name)}</h1>
        <span className="tag">{helpWords.requestState[request.state]}</span>
      </div>
      {request.message && <p className="words">{request.message}</p>}
      {request.needs
        .filter((need) => !need.withdrawn_at)
        .map((need) => (
          <div className="card" key={need.id}>
            <NeedCard need={need} now={now} />
          </div>
        ))}
      <h2>{helpWords.request.answers}</h2>
      {ownAnswers(request, me.party).map((addressee) => (
        <AddresseeLine
          key={addressee.centre.id}
          request={request}
          addressee={addressee}
          now={now}
          mayRecord={false}
        />
      ))}
      <Trouble error={error} />
      {mayAnswer && waits && <CallCentre id={request.centre.id} />}
      {!going && <p className="muted">{helpWords.request.over}</p>}
      {going && !watches && <p className="muted">{helpWords.request.reader}</p>}
      {mayAnswer && (
        <div className="main-act row">
          {waits === "acknowledge" && (
            <button type="button" className="main" disabled={busy} onClick={tell}>
              {helpWords.request.acknowledge} <kbd>A</kbd>
            </button>
          )}
          <button
            type="button"
            className={waits === "acknowledge" ? "" : "main"}
            onClick={() => setDoing("offer")}
          >
            {helpWords.request.offer} <kbd>O</kbd>
          </button>
          <button type="button" onClick={() => setDoing("decline")}>
            {helpWords.request.decline}
          </button>
        </div>
      )}
      {going && <Quiet request={request} />}
      <Opening about={doing}>
        {doing === "offer" && (
          <MakeOffer about={{ asked: true, request }} onDone={() => setDoing(null)} />
        )}
      </Opening>
      {doing === "decline" && (
        <FormLater
          title={helpWords.request.declineTitle}
          draft={`decline.${request.id}`}
          fields={[{ name: "reason", label: words.why, kind: "prose", required: true }]}
          main={helpWords.request.decline}
          send={(typed, key) =>
            write(key, "POST", "/api/requests/{request_id}/decline", {
              path: { request_id: request.id },
              body: { reason: typed.text("reason") },
            })
          }
          onDone={() => setDoing(null)}
        >
          <p className="muted">
            {helpWords.request.asksBy[ownLimit(request, me.party)?.serves ?? ""]}{" "}
            {helpWords.request.whyHouse}
          </p>
        </FormLater>
      )}
    </section>
  );
}

/** The limit for the party's answer: of all its centres that are asked, the first. */
const ownLimit = (request: Request, party: string) => ownAnswers(request, party)[0]?.limits.answer;

function AboutIncident({ request }: { request: Request }) {
  const incident = usePicture().incident.get(request.incident_id ?? "");
  const now = useNow(5_000);
  if (!incident) return null;
  const full = incident.view === "full" ? incident : null;
  const place = full && placeLines(full, now, (atMs) => utc(atMs, now));
  const conditions = full && conditionsText(full);
  return (
    <div className="stack tight">
      <div className="row">
        <span className="mark">
          <PhaseMark phase={incident.phase} />
        </span>
        <Link href={`/incidents/${incident.id}`} className="strong">
          {incident.reference} {full?.title}
        </Link>
        {full && <PartyTag code={full.lead.party} />}
      </div>
      {full && (
        <Suspense fallback={null}>
          <OwnersDuty incident={full} />
        </Suspense>
      )}
      {full && (
        <p>
          <strong>{place?.now}</strong> <span className="muted">{place?.set}</span>{" "}
          <span className="muted">
            <span className="one-line">{pobText(full)}</span>
            {conditions && ` · ${conditions}`}
          </span>
        </p>
      )}
    </div>
  );
}

function Offers({ request }: { request: Request }) {
  const now = useNow();
  const offers = [...usePicture().offer.values()].filter(
    (offer) => offer.request_id === request.id,
  );
  return offers.map((offer) => <OfferCard key={offer.id} offer={offer} now={now} />);
}
