/** A unit that is to enter another State: for that State to answer, for who asked to follow. */

import { Suspense, useState } from "react";
import { write } from "@/api/client";
import type { Clearance } from "@/api/types";
import { useTypeName } from "@/data/asset-types";
import { countdown, ddm, minutes, utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { dueOf, givesNoLeave, isNotice, isWelcomed, standsAs, toneOf } from "@/state/clearances";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { partyName } from "@/state/party-name";
import { answerOf, beside, inOrder } from "@/state/spoken";
import { useAct } from "@/ui/act";
import { AlertLines } from "@/ui/alert-lines";
import { CallCentre } from "@/ui/call-centre";
import { ExerciseTag } from "@/ui/exercise";
import { Fact, Facts } from "@/ui/facts";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Link } from "@/ui/link";
import { Nothing } from "@/ui/nothing";
import { Opening } from "@/ui/opening";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";
import { callStands, endText, voiceText } from "@/ui/voice-line";
import type { ClearanceAct } from "./acts";
import { intoOf, isUndetermined } from "./into";
import { Mission } from "./mission";
import { Script } from "./script";

const AnswerLinkActs = later(() => import("@/ui/answer-link"));
const CallOutcomes = later(() => import("@/ui/call-outcome"));
const WatersAt = later(() => import("@/ui/waters"));
const ClearanceDialog = later(() => import("./acts"));

const say = formWords.clearance;

export default function ClearancePage({ id }: { id: string }) {
  const picture = usePicture();
  const now = useNow();
  const clearance = picture.clearance.get(id);
  if (!clearance) return <Nothing why={say.gone} />;
  const into = intoOf(clearance, partyName(picture, clearance.territory));
  const title = titleOf(clearance);
  return (
    <div className="page">
      <ExerciseTag about={clearance} />
      <section
        className="stack"
        aria-label={(clearance.mode === "notify" ? say.noticeLine : say.line)(into)}
      >
        <div className="row apart">
          <h1>{title(partyName(picture, clearance.party), clearance.name, into)}</h1>
          <ClearanceTag clearance={clearance} now={now} />
        </div>
        {isUndetermined(clearance) && <p className="strong">{say.notDetermined}</p>}
        {givesNoLeave(clearance) && <p className="alert">{say.givesNone}</p>}
        {clearance.objection && <p className="alert">{say.objects}</p>}
        <Beside clearance={clearance} now={now} />
        {clearance.warnings.map(({ code, sentence }) => (
          <p key={code} className="alert">
            {sentence}
          </p>
        ))}
        {clearance.details && <p className="words">{clearance.details}</p>}
        <About clearance={clearance} now={now} />
        <Mission clearance={clearance} />
        {clearance.place && (
          <Suspense fallback={null}>
            <WatersAt at={clearance.place.coordinates} />
          </Suspense>
        )}
        <AlertLines alerts={clearance.alerts} centreId={clearance.centre.id} now={now} />
        {clearance.contacts_exhausted_at && UNSAID.has(clearance.state) && (
          <p className="alert strong">
            {formWords.alert.exhausted(
              utc(Date.parse(clearance.contacts_exhausted_at), now),
              clearance.alerts.length,
            )}
          </p>
        )}
        <Answering key={id} clearance={clearance} />
      </section>
    </div>
  );
}

const PASSING = new Set(["passes_through", "transit_passage", "sea_lanes_passage"]);

function titleOf({ mode, code }: Clearance) {
  if (mode === "request") return say.asks;
  return PASSING.has(code) ? say.passes : say.notifies;
}

/** Of a notice too, which is not asked anew. */
function standsIn(clearance: Clearance, now: number): string {
  const state = standsAs(clearance, now);
  if (isWelcomed(clearance)) return say.welcomed;
  return clearance.mode === "notify" && state === "superseded" ? say.replaced : say.state[state];
}

/** Its state, with the clock that runs. */
export function ClearanceTag({ clearance, now }: { clearance: Clearance; now: number }) {
  const { atMs, late } = dueOf(clearance, now);
  const left = atMs === null ? "" : countdown(atMs - now);
  const waits = clearance.state === "acknowledged" ? words.duty.answer : words.duty.acknowledge;
  return (
    <span className={`strong ${toneOf(clearance, now)}`}>
      {clearance.objection ? say.objected : standsIn(clearance, now)}
      {left && ` · ${waits} ${late ? words.duty.over(left) : words.duty.due(left)}`}
    </span>
  );
}

function About({ clearance, now }: { clearance: Clearance; now: number }) {
  const type = useTypeName(clearance.type);
  const notice = clearance.mode === "notify";
  const sees = usePicture().incident.has(clearance.incident_id ?? "");
  const time = (at: string | null) => at && utc(Date.parse(at), now);
  const kind = [
    clearance.phase && words.phase[clearance.phase],
    words.situation[clearance.situation],
  ];
  const where = [clearance.place && ddm(clearance.place), time(clearance.enters_at)].filter(
    Boolean,
  );
  return (
    <Facts>
      <Fact name={say.unit}>
        <PartyTag code={clearance.particulars.hailed ? null : clearance.party} /> {clearance.name} ·{" "}
        {type}
      </Fact>
      <Fact name={say.enters}>{where.join(" · ")}</Fact>
      <Fact name={say.case}>
        {sees ? (
          <Link href={`/incidents/${clearance.incident_id}`}>{clearance.reference}</Link>
        ) : (
          clearance.reference
        )}{" "}
        · {kind.filter(Boolean).join(", ")}
      </Fact>
      <Fact name={say.basis}>{basisOf(clearance)}</Fact>
      <Fact
        name={notice ? say.sentBy : say.by}
      >{`${clearance.asked_by.name} · ${time(clearance.asked_at)}`}</Fact>
      <Fact name={notice ? say.sentTo : say.of}>{clearance.centre.name}</Fact>
      <Fact name={say.contact}>{clearance.contact}</Fact>
      <Fact name={say.clear}>{time(clearance.clear_from)}</Fact>
      <Fact name={isWelcomed(clearance) ? say.saidUntil : say.valid}>
        {endText(clearance, now)}
      </Fact>
      <Fact name={say.conditions}>{clearance.conditions}</Fact>
      <Fact name={say.reason}>{clearance.reason}</Fact>
      {inOrder(clearance.voice).map((said) => (
        <Fact key={said.recorded_at} name={said.function || formWords.voice.call}>
          {voiceText(said, voiceAnswer(said.answer), now)}
        </Fact>
      ))}
    </Facts>
  );
}

/** Words other than what stands: by voice before it, or as the asker claims. */
function Beside({ clearance, now }: { clearance: Clearance; now: number }) {
  const stands = answerOf(clearance);
  const found = beside(clearance.voice, stands);
  if (stands === null || clearance.answered_at === null) return null;
  const stood = [say.state[stands], utc(Date.parse(clearance.answered_at), now)] as const;
  return found.map(({ at, answer, claimed_by: claimed, recorded_at }) => (
    <p key={recorded_at} className="alert">
      {formWords.voice[claimed ? "claimedOther" : "saidBefore"](
        voiceAnswer(answer),
        utc(Date.parse(at), now),
        ...stood,
      )}
    </p>
  ));
}

/** The State's answer in a word; a call without one has none. */
function voiceAnswer(answer: Clearance["voice"][number]["answer"]): string {
  return answer === "no_answer" || answer === "not_needed" ? "" : say.state[answer];
}

function basisOf({ basis, lead_minutes }: Clearance): string {
  const { agreement, article, version, instrument } = basis;
  const said = agreement ? say.article(article ?? "", agreement, version ?? 0) : (instrument ?? "");
  const notice = lead_minutes && formWords.match.notice(minutes(lead_minutes));
  return [said, notice, basis.waters && say.waters(basis.waters)].filter(Boolean).join(" · ");
}

const UNSAID = new Set(["asked", "notified", "acknowledged"]);
/** A State may always say yes or no, also to what only tells it. */
const OVER = new Set(["withdrawn", "superseded"]);

function grantLabel(clearance: Clearance): string {
  if (clearance.state === "granted" || isWelcomed(clearance)) return say.grantAgain;
  return isNotice(clearance) ? say.welcome : say.grant;
}

function Answering({ clearance }: { clearance: Clearance }) {
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const { busy, error, act } = useAct();
  const [doing, setDoing] = useState<ClearanceAct | null>(null);
  const unread = clearance.state === "asked" || clearance.state === "notified";
  const state = clearance.territory === me.party && watches;
  const picture = usePicture();
  const incident = picture.incident.get(clearance.incident_id ?? "");
  const work = picture.deployment.get(clearance.deployment_id);
  // What was asked for a hailed ship is followed up, and taken back, by whoever leads by now, too.
  const leads = work?.view === "full" && work.ship_id !== null && work.lead_party === me.party;
  const asker =
    watches && (clearance.party === me.party || (leads && clearance.territory !== me.party));
  const stands = !OVER.has(clearance.state);
  const answers = state && stands;
  const tell = () =>
    act((key) =>
      write(key, "POST", "/api/clearances/{clearance_id}/acknowledge", {
        path: { clearance_id: clearance.id },
      }),
    );
  useKey("a", state && unread ? tell : null);
  const authority = picture.party.get(clearance.territory)?.entry_authority;
  const proposes = clearance.ask_next.length > 0 || clearance.ask_none !== null;
  const silent = asker && UNSAID.has(clearance.state) && proposes;
  useKey("w", silent ? () => setDoing("voice") : null);
  useKey("o", answers ? () => setDoing("grant") : null);
  return (
    <>
      <Trouble error={error} />
      {asker && stands && clearance.state !== "noted" && <Script clearance={clearance} />}
      {asker && UNSAID.has(clearance.state) && <CallCentre id={clearance.centre.id} />}
      {silent && (
        <div className="card call stack tight">
          {clearance.ask_none && !authority && (
            <p className="alert">{formWords.alert.noOtherCentre}</p>
          )}
          {clearance.ask_next.length > 0 && (
            <>
              <strong className="alert">{formWords.alert.callNext}</strong>
              {clearance.ask_next.map(({ id }) => (
                <CallCentre key={id} id={id} />
              ))}
            </>
          )}
          {authority && (
            <p className="strong">
              {formWords.alert.authority(authority.function, authority.numbers.join("; "))}
            </p>
          )}
        </div>
      )}
      {asker && clearance.centre.listed && stands && (
        <Suspense fallback={null}>
          <AnswerLinkActs
            centre={clearance.centre}
            about={{ reference: incident?.reference ?? "", exercise: clearance.exercise }}
            link={clearance.link}
            make={(key) =>
              write(key, "POST", "/api/clearances/{clearance_id}/answer-link", {
                path: { clearance_id: clearance.id },
                body: { id: key },
              })
            }
            code={(key) =>
              write(key, "POST", "/api/clearances/{clearance_id}/answer-link/code", {
                path: { clearance_id: clearance.id },
                body: { id: key },
              })
            }
            withdraw={(key) =>
              write(key, "POST", "/api/clearances/{clearance_id}/answer-link/withdraw", {
                path: { clearance_id: clearance.id },
              })
            }
          />
        </Suspense>
      )}
      {state && UNSAID.has(clearance.state) && <CallCentre id={clearance.asked_by.id} />}
      {clearance.territory === me.party && !watches && <p className="muted">{say.reader}</p>}
      <div className="main-act row">
        {state && unread && (
          <button type="button" className="main" disabled={busy} onClick={tell}>
            {say.acknowledge} <kbd>A</kbd>
          </button>
        )}
        {answers && (
          <button type="button" className={unread ? "" : "main"} onClick={() => setDoing("grant")}>
            {grantLabel(clearance)} <kbd>O</kbd>
          </button>
        )}
        {answers && (
          <button type="button" className="grave" onClick={() => setDoing("refuse")}>
            {clearance.state === "refused" ? say.refuseAgain : say.refuse}
          </button>
        )}
        {asker && (
          <>
            {stands && (
              <button type="button" onClick={() => setDoing("voice")}>
                {formWords.voice.write} {silent && <kbd>W</kbd>}
              </button>
            )}
            {UNSAID.has(clearance.state) && callStands(clearance.voice) && (
              <Suspense fallback={null}>
                <CallOutcomes
                  send={(outcome, key) =>
                    write(key, "POST", "/api/clearances/{clearance_id}/call", {
                      path: { clearance_id: clearance.id },
                      body: { outcome },
                    })
                  }
                />
              </Suspense>
            )}
          </>
        )}
        {asker && (
          <button type="button" onClick={() => setDoing("withdraw")}>
            {say.withdraw}
          </button>
        )}
      </div>
      <Opening about={doing}>
        {doing && (
          <ClearanceDialog doing={doing} clearance={clearance} onDone={() => setDoing(null)} />
        )}
      </Opening>
    </>
  );
}
