/** A request as its requester follows it: coverage, who answered, whom to call. */

import { Suspense, useState } from "react";
import { write } from "@/api/client";
import type { Addressee, Request } from "@/api/types";
import { countdown, utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { beat } from "@/state/desk";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { whyKept } from "@/state/kept-from";
import { mutes } from "@/state/mutings";
import { isAsking, isAwaited } from "@/state/request-states";
import { beside, inOrder, spokenNo } from "@/state/spoken";
import { useStore } from "@/state/store";
import { AlertLines } from "@/ui/alert-lines";
import { CallCentre } from "@/ui/call-centre";
import { NeedCard } from "@/ui/coverage";
import { FormLater } from "@/ui/form-later";
import { useHeldFocus } from "@/ui/held-focus";
import { later } from "@/ui/later";
import { Link } from "@/ui/link";
import { MutedThere } from "@/ui/muting-line";
import { Opening } from "@/ui/opening";
import { PartyTag } from "@/ui/party";
import { callStands, voiceText } from "@/ui/voice-line";
import { whichStands } from "@/ui/which-stands";
import { Exhausted, isSilent } from "./exhausted";

const Amend = later(() => import("./amend"));
const AnswerLinkActs = later(() => import("@/ui/answer-link"));
const CallOutcomes = later(() => import("@/ui/call-outcome"));
const AddCentres = later(() => import("./add-centres"));
const ReadyText = later(() => import("../incident/ready-text"));
const VoiceAnswer = later(() => import("./voice"));

type Doing = "close" | "cancel" | "centres" | "amend" | null;

export function RequestCard({ request }: { request: Request }) {
  const me = useMe();
  const now = useNow();
  const incident = usePicture().incident.get(request.incident_id ?? "");
  const watches = useMay("watch_officer", "coordinator");
  const [doing, setDoing] = useState<Doing>(null);
  const alerts = useStore(beat)?.alerts;
  const own = request.party === me.party;
  const going = isAsking(request);
  // The key asks for the first that proposes somebody: more would be asked twice.
  const proposes = request.addressees.find(
    (one) => isAwaited(one) && one.ask_next.length > 0 && isSilent(one, now),
  );
  return (
    <section className="card" aria-label={request.reference}>
      <div className="row apart">
        <h2>
          <Link href={`/requests/${request.id}`}>{request.reference}</Link>
        </h2>
        <span className={request.state === "filled" ? "tag good" : "tag"}>
          {helpWords.requestState[request.state]}
        </span>
      </div>
      {request.message && <p className="words">{request.message}</p>}
      {request.needs
        .filter((need) => !need.withdrawn_at)
        .map((need) => (
          <NeedCard key={need.id} need={need} now={now} incident={incident} />
        ))}
      <ul className="stack tight">
        {request.addressees.map((addressee) => (
          <li key={addressee.centre.id}>
            <AddresseeLine
              request={request}
              addressee={addressee}
              now={now}
              mayRecord={own && watches && going}
              byKey={addressee === proposes}
            />
          </li>
        ))}
      </ul>
      {own && going && request.situation !== "capacity_building" && alerts?.state === "no_way" && (
        <p className="muted">{formWords.alert.nobody}</p>
      )}
      {own && watches && going && (
        <div className="row">
          <button type="button" onClick={() => setDoing("amend")}>
            {helpWords.request.amend}
          </button>
          <button type="button" onClick={() => setDoing("centres")}>
            {helpWords.request.addCentres}
          </button>
          <button type="button" onClick={() => setDoing("close")}>
            {helpWords.request.close}
          </button>
          <button type="button" className="grave" onClick={() => setDoing("cancel")}>
            {helpWords.request.cancel}
          </button>
        </div>
      )}
      <Opening about={doing}>
        {doing === "amend" && <Amend request={request} onDone={() => setDoing(null)} />}
        {doing === "centres" && <AddCentres request={request} onDone={() => setDoing(null)} />}
      </Opening>
      {(doing === "close" || doing === "cancel") && (
        <FormLater
          title={`${helpWords.request[doing]}: ${request.reference}`}
          draft={`${doing}.${request.id}`}
          fields={[
            { name: "reason", label: words.why, kind: "prose", required: doing === "cancel" },
          ]}
          main={helpWords.request[doing]}
          send={(typed, key) =>
            write(key, "POST", `/api/requests/{request_id}/${doing}`, {
              path: { request_id: request.id },
              body: { reason: typed.text("reason") },
            })
          }
          onDone={() => setDoing(null)}
        />
      )}
    </section>
  );
}

interface LineProps {
  request: Request;
  addressee: Addressee;
  now: number;
  mayRecord: boolean;
  byKey?: boolean;
}

const TONE = { sent: "alert", acknowledged: "action", offered: "good", declined: "muted" } as const;

export function AddresseeLine({ request, addressee, now, mayRecord, byKey }: LineProps) {
  const [script, setScript] = useState(false);
  const [voice, setVoice] = useState(false);
  // An answer that is written down takes away the button that it was written with.
  const held = useHeldFocus<HTMLDivElement>();
  const { centre, state, call_script_url } = addressee;
  const waits = isAwaited(addressee);
  const kept = whyKept(usePicture().incident.get(request.incident_id ?? ""), centre.party);
  const called = Boolean(call_script_url) || (mayRecord && isSilent(addressee, now));
  const mayCall = called && waits && kept === undefined;
  const mustCall = mayCall && callStands(addressee.voice);
  const me = useMe();
  const muted = mutes(usePicture(), request, centre.party, now);
  const muting = waits && request.party === me.party ? muted : undefined;
  const writeDown = (
    <button type="button" onClick={() => setVoice(true)}>
      {formWords.voice.write}
    </button>
  );
  return (
    <div className={mustCall ? "card call" : "stack tight"} {...held}>
      <div className="row apart">
        <span className="row">
          <PartyTag code={centre.party} /> {centre.name}
        </span>
        <span className={`strong ${TONE[state]}`}>
          {helpWords.answer[state]} <Waiting addressee={addressee} now={now} />
        </span>
      </div>
      {addressee.reason && <p className="words muted">{addressee.reason}</p>}
      {inOrder(addressee.voice).map((said) => (
        <p key={said.recorded_at} className="words muted">
          {voiceText(said, speaker(said), now)}
        </p>
      ))}
      <Differs request={request} addressee={addressee} now={now} />
      <AlertLines alerts={addressee.alerts} centreId={centre.id} now={now} />
      {waits && centre.party !== me.party && (
        <Exhausted
          request={request}
          addressee={addressee}
          now={now}
          mayAsk={mayRecord}
          byKey={byKey}
        />
      )}
      {waits && kept !== undefined && <p className="problem">{formWords.ask.kept(kept)}</p>}
      {muting && <MutedThere muting={muting} />}
      {mayRecord && (mustCall || muting) && <CallCentre id={centre.id} />}
      {mayRecord && mayCall && (
        <div className="row">
          {mustCall && <strong className="alert">{formWords.voice.call}</strong>}
          {request.incident_id && (
            <button type="button" aria-expanded={script} onClick={() => setScript(!script)}>
              {formWords.text.kind["call-script"]}
            </button>
          )}
          {writeDown}
          {mustCall && (
            <Suspense fallback={null}>
              <CallOutcomes
                send={(outcome, key) =>
                  write(key, "POST", "/api/requests/{request_id}/call", {
                    path: { request_id: request.id },
                    body: { centre_id: centre.id, outcome },
                  })
                }
              />
            </Suspense>
          )}
        </div>
      )}
      {mayRecord && !mayCall && addressee.sent_at && <div className="row">{writeDown}</div>}
      {mayRecord && centre.listed && addressee.sent_at && (
        <Suspense fallback={null}>
          <AnswerLinkActs
            centre={centre}
            about={request}
            link={addressee.link}
            make={(key) =>
              write(key, "POST", "/api/requests/{request_id}/answer-link", {
                path: { request_id: request.id },
                body: { id: key, centre_id: centre.id },
              })
            }
            code={(key) =>
              write(key, "POST", "/api/requests/{request_id}/answer-link/code", {
                path: { request_id: request.id },
                body: { id: key, centre_id: centre.id },
              })
            }
            withdraw={(key) =>
              write(key, "POST", "/api/requests/{request_id}/answer-link/withdraw", {
                path: { request_id: request.id },
                body: { centre_id: centre.id },
              })
            }
          />
        </Suspense>
      )}
      <Suspense fallback={<p role="status">{words.loading}</p>}>
        {script && request.incident_id && (
          <ReadyText incidentId={request.incident_id} kind="call-script" centreId={centre.id} />
        )}
      </Suspense>
      <Opening about={voice ? "voice" : null}>
        {voice && <VoiceAnswer request={request} centre={centre} onDone={() => setVoice(false)} />}
      </Opening>
    </div>
  );
}

/** A word by voice that differs from what stands: to ask. */
function Differs({ request, addressee, now }: Pick<LineProps, "request" | "addressee" | "now">) {
  const { state, answered_at, voice, centre } = addressee;
  const found = spokenNo(addressee, request.id, usePicture(), now);
  const time = (at: string) => utc(Date.parse(at), now);
  if (found) {
    return <p className="alert strong">{whichStands(found, centre.name, now)}</p>;
  }
  const stands = state === "offered" || state === "declined" ? state : null;
  if (stands === null || answered_at === null) return null;
  return beside(voice, stands).map(({ at, answer, claimed_by: claimed, recorded_at }) => (
    <p key={recorded_at} className="alert">
      {formWords.voice[claimed ? "claimedOther" : "saidBefore"](
        helpWords.answer[answer as "offered" | "declined"],
        time(at),
        helpWords.answer[stands],
        time(lastOf(voice, stands) ?? answered_at),
      )}
    </p>
  ));
}

/** The instant at which what stands was said last by voice or link, if it was. */
const lastOf = (voice: Addressee["voice"], stands: string) =>
  inOrder(voice).findLast(({ answer, claimed_by }) => answer === stands && !claimed_by)?.at;

/** The one who spoke; and the answer, where it is but a claim or one of several by link. */
function speaker(said: Addressee["voice"][number]): string {
  const { answer, claimed_by, source, function: who } = said;
  if ((!claimed_by && source !== "link") || answer === "no_answer" || answer === "not_needed")
    return who;
  return `${who}, ${helpWords.answer[answer]}`;
}

/** The time until the next answer is due, or since it is late; whose limit it is, in the title. */
function Waiting({ addressee, now }: { addressee: Addressee; now: number }) {
  const { state, acknowledge_due_at, answer_due_at, acknowledged_at, limits } = addressee;
  const due = state === "sent" ? acknowledge_due_at : answer_due_at;
  const source = limits[state === "sent" ? "acknowledge" : "answer"]?.source;
  if (isAwaited(addressee)) {
    if (!due) return null;
    const left = Date.parse(due) - now;
    const [tone, said] = left > 0 ? ["muted", words.duty.due] : ["distress", words.duty.over];
    const waits = state === "sent" ? words.duty.acknowledge : words.duty.answer;
    return (
      <span className={tone} title={source}>
        {`· ${waits} ${said(countdown(left))}`}
      </span>
    );
  }
  return acknowledged_at ? (
    <span className="muted">{utc(Date.parse(addressee.answered_at ?? acknowledged_at), now)}</span>
  ) : null;
}
