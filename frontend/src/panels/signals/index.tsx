/** Signals of distress: each is made a case, is of one, or is no distress, in one key. */

import "../registers.css";
import { useEffect, useRef, useState } from "react";
import { api, unwrap, write } from "@/api/client";
import type { DistressReport } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { age, ddm, utc } from "@/geo/format";
import { words } from "@/i18n";
import { distressSignals as said } from "@/i18n/en-distress-signals";
import { formWords } from "@/i18n/form-words";
import { useMay, useMe, useNames, useNow, usePicture } from "@/state/hooks";
import { go } from "@/state/route";
import { useAct } from "@/ui/act";
import { AlertLines } from "@/ui/alert-lines";
import { ExerciseTag } from "@/ui/exercise";
import { FormLater } from "@/ui/form-later";
import { useKey } from "@/ui/keys";
import { Link } from "@/ui/link";
import { Trouble } from "@/ui/trouble";
import type { PanelProps } from "../panel";
import { nearCases } from "./near-cases";
import { PassOn } from "./pass-on";
import { TextBox } from "./text-box";
import { TextsAsTheyCame } from "./texts-as-they-came";

export default function Signals({ rest }: PanelProps) {
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const [taking, setTaking] = useState(false);
  useKey("t", watches ? () => setTaking(true) : null);
  const all = [...usePicture().distress_report.values()];
  // Those at the own centres first, then the newest: the picture has them in the order of ids.
  const rank = ({ centre }: DistressReport) => (centre.party === me.party ? 0 : 1);
  const waiting = all.reverse().sort((one, other) => rank(one) - rank(other));
  const chosen = waiting.find(({ id }) => id === rest) ?? waiting[0];
  const gone = rest !== "" && !waiting.some(({ id }) => id === rest);
  return (
    <div className="page stack">
      <h1>{said.title}</h1>
      <p className="muted">{said.about}</p>
      {watches && (
        <div className="row">
          <button type="button" onClick={() => setTaking(true)}>
            {said.box.take} <kbd>T</kbd>
          </button>
        </div>
      )}
      {gone && <Settled id={rest} />}
      {waiting.length === 0 && !gone && <p className="empty">{said.none}</p>}
      <ul className="stack tight">
        {waiting.map((report) => (
          <Signal
            key={report.id}
            report={report}
            chosen={report === chosen}
            named={report.id === rest}
          />
        ))}
      </ul>
      {taking && <TextBox onClose={() => setTaking(false)} />}
    </div>
  );
}

interface SignalProps {
  report: DistressReport;
  /** The keys are about it. */
  chosen: boolean;
  /** The address is about it: it comes into view. */
  named: boolean;
}

function Signal({ report, chosen, named }: SignalProps) {
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (named) card.current?.scrollIntoView({ block: "nearest" });
  }, [named]);
  const me = useMe();
  const now = useNow(5_000);
  const nameOf = useNames();
  const { centre, region, point, point_at } = report;
  const time = (at: string) => utc(Date.parse(at), now);
  const own = centre.party === me.party;
  const source = sourceOf(report);
  return (
    <li ref={card} className="card stack tight" aria-current={named || undefined}>
      <div className="row">
        <strong className="distress">
          {said.means[report.means]} {report.sender || <ShipsNumber id={report.id} />}
        </strong>
        <ExerciseTag about={report} />
      </div>
      {point && point_at ? (
        <p className="strong">
          {(report.positions[0]?.at === null ? said.untimed : said.at)(ddm(point), time(point_at))}
        </p>
      ) : (
        <p className="strong">{said.nowhere}</p>
      )}
      <Doppler report={report} />
      {report.ending && <p className="alert">{said.ending}</p>}
      <p className="muted">
        {source
          ? said.told(nameOf(report.heard_party), source)
          : said.heard(nameOf(report.heard_party), report.heard_by)}
        ,{" "}
        {(source ? said.toldTimes : said.times)(
          time(report.first_at),
          time(report.last_at),
          age(now - Date.parse(report.last_at)),
        )}
      </p>
      {report.passed_at && (
        <p>{said.passed(report.passed_by.map(nameOf).join(", "), time(report.passed_at))}</p>
      )}
      <p>{own ? said.rings(centre.name) : said.other(centre.name)}</p>
      {report.taken_up_at ? (
        <p className="strong">{said.held(centre.name, time(report.taken_up_at))}</p>
      ) : (
        <p className="alert">
          {said.notHeld}
          {report.exhausted_at && ` ${said.exhausted(time(report.exhausted_at))}`}
        </p>
      )}
      <AlertLines alerts={report.alerts} centreId={centre.id} now={now} />
      {region?.listed && <p className="alert">{said.callRegion(region.name)}</p>}
      {point && !region && <p className="alert">{said.noRegion}</p>}
      <Acts report={report} chosen={chosen} />
      <TextsAsTheyCame report={report} open={chosen} />
    </li>
  );
}

/** The way by which a text came; nothing of a transmitter, which a feed has heard. */
const sourceOf = ({ means, heard_by }: DistressReport): string | undefined =>
  means.startsWith("ais_") ? undefined : said.source[heard_by as keyof typeof said.source];

/** Both places that one pass of a satellite leaves possible. */
function Doppler({ report }: { report: DistressReport }) {
  const [best, ...others] = report.positions;
  if (!best?.doppler) return null;
  const percent = (of: number | null) => (of === null ? "" : `, ${Math.round(of * 100)} %`);
  return (
    <>
      <p className="alert">{said.doppler(percent(best.probability))}</p>
      {others.map(({ point, probability }) => (
        <p key={ddm(point)} className="muted">
          {said.otherPlace(ddm(point), percent(probability))}
        </p>
      ))}
    </>
  );
}

/** A ship's own number, which stands in no picture: it is asked for by the report's id. */
function ShipsNumber({ id }: { id: string }) {
  const { value } = useFetched(id, "", (signal) => readReport(id, signal));
  return <>{value?.sender}</>;
}

const readReport = (report_id: string, signal: AbortSignal) =>
  unwrap(api.GET("/api/distress-reports/{report_id}", { params: { path: { report_id } }, signal }));

function Acts({ report, chosen }: { report: DistressReport; chosen: boolean }) {
  const watches = useMay("watch_officer", "coordinator");
  const picture = usePicture();
  const now = useNow(5_000);
  const me = useMe();
  const [asked, setAsked] = useState<"dismiss" | "join" | "pass" | null>(null);
  const { busy, error, act } = useAct();
  const near = nearCases(report.point, picture, now);
  const first = near[0]?.incident;
  const path = { report_id: report.id };
  const open = () => {
    let made = "";
    act(
      async (key) => {
        made = key;
        await write(key, "POST", "/api/distress-reports/{report_id}/open", {
          path,
          body: { id: key },
        });
      },
      () => go(`/incidents/${made}`),
    );
  };
  const join = (incident_id: string) =>
    act(
      (key) =>
        write(key, "POST", "/api/distress-reports/{report_id}/join", {
          path,
          body: { incident_id },
        }),
      () => go(`/incidents/${incident_id}`),
    );
  const own = report.centre.party === me.party;
  const takeUp = () =>
    act((key) => write(key, "POST", "/api/distress-reports/{report_id}/take-up", { path }));
  const ready = watches && chosen && !busy;
  const takes = own && !report.taken_up_at;
  useKey("i", ready && takes ? takeUp : null);
  useKey("p", ready && own ? () => setAsked("pass") : null);
  useKey("o", ready ? open : null);
  useKey("b", ready && first ? () => join(first.id) : null);
  useKey("x", ready ? () => setAsked("dismiss") : null);
  if (!watches) return null;
  const cases = [...picture.incident.values()].flatMap((one) =>
    one.view === "full" && one.state === "open" ? [one] : [],
  );
  return (
    <>
      <div className="row">
        <button type="button" className="main" disabled={busy} onClick={open}>
          {busy ? formWords.form.sending : said.open} {chosen && <kbd>O</kbd>}
        </button>
        {takes && (
          <button type="button" disabled={busy} onClick={takeUp}>
            {said.takeUp} {chosen && <kbd>I</kbd>}
          </button>
        )}
        {near.map(({ incident, nm }, nth) => (
          <button key={incident.id} type="button" disabled={busy} onClick={() => join(incident.id)}>
            {said.join(incident.reference)}, {said.near(Math.round(nm))}{" "}
            {chosen && nth === 0 && <kbd>B</kbd>}
          </button>
        ))}
        {cases.length > near.length && (
          <button type="button" onClick={() => setAsked("join")}>
            {said.joinOther}
          </button>
        )}
        <button type="button" onClick={() => setAsked("dismiss")}>
          {said.dismiss} {chosen && <kbd>X</kbd>}
        </button>
        {own && (
          <button type="button" onClick={() => setAsked("pass")}>
            {said.passOn} {chosen && <kbd>P</kbd>}
          </button>
        )}
      </div>
      <Trouble error={error} />
      {asked === "dismiss" && (
        <FormLater
          title={said.dismissTitle}
          draft={`signal.${report.id}`}
          fields={[{ name: "reason", label: words.why, kind: "prose", required: true }]}
          main={said.dismissMain}
          send={(typed, key) =>
            write(key, "POST", "/api/distress-reports/{report_id}/dismiss", {
              path,
              body: { reason: typed.text("reason") },
            })
          }
          onDone={() => setAsked(null)}
        >
          <p className="muted">{said.dismissAbout}</p>
        </FormLater>
      )}
      {asked === "pass" && <PassOn report={report} onDone={() => setAsked(null)} />}
      {asked === "join" && (
        <FormLater
          title={said.joinWhich}
          draft={`signal.case.${report.id}`}
          fields={[
            {
              name: "incident",
              label: said.joinWhich,
              kind: "choice",
              required: true,
              options: cases.map(
                ({ id, reference, title }) => [id, `${reference} ${title}`] as const,
              ),
            },
          ]}
          main={said.joinOther}
          send={(typed, key) =>
            write(key, "POST", "/api/distress-reports/{report_id}/join", {
              path,
              body: { incident_id: typed.text("incident") },
            })
          }
          onDone={() => setAsked(null)}
        />
      )}
    </>
  );
}

/** One that somebody has settled, here or elsewhere. */
function Settled({ id }: { id: string }) {
  const { value, error } = useFetched(id, "", (signal) => readReport(id, signal));
  const { incident_id } = value ?? {};
  return (
    <div className="card stack tight" role="status">
      <Trouble error={error} />
      {value && (
        <p>
          <strong>
            {said.means[value.means]} {value.sender}
          </strong>{" "}
          {said.settled[value.state]} {value.reason}
        </p>
      )}
      {incident_id && (
        <Link href={`/incidents/${incident_id}`} className="button">
          {said.toCase}
        </Link>
      )}
      {value && <TextsAsTheyCame report={value} open={false} />}
    </div>
  );
}
