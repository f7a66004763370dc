/** The open incidents, the most dangerous first, each with its most urgent duty. */

import { Suspense, useMemo } from "react";
import type { Incident } from "@/api/types";
import { age, countdown } from "@/geo/format";
import { words } from "@/i18n";
import { type Duty, isGrave } from "@/state/alarms";
import { byDanger, ended, type Urgent } from "@/state/danger";
import { expected, firstUnits, knownCases } from "@/state/desk";
import { dutiesOf } from "@/state/duties";
import { onBoard } from "@/state/found-text";
import { useMay, useMe, useNow, usePicture, usePictured } from "@/state/hooks";
import { pointsAt, useHovered, useOpened } from "@/state/pointing";
import { go } from "@/state/route";
import { smcOf } from "@/state/smc";
import { useStore } from "@/state/store";
import { ExerciseTag } from "@/ui/exercise";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Link } from "@/ui/link";
import { Loading } from "@/ui/opening";
import { People } from "@/ui/people-line";
import { PhaseMark } from "@/ui/phase";

const SilentAlarms = later(() => import("@/ui/muting-line"));

export function Situation() {
  const picture = usePicture();
  const pictured = usePictured();
  const me = useMe();
  const coordinates = useMay("coordinator");
  const negotiates = useMay("negotiator");
  const now = useNow();
  const mayOpen = useMay("watch_officer", "coordinator");
  const known = useStore(knownCases);
  const times = useStore(expected);
  const first = useStore(firstUnits);
  const knows = { cases: known, expected: times, coordinates, negotiates, first };
  const duties = dutiesOf(picture, me.party, now, knows);
  const cases = byDanger(picture, duties, times, now);
  const owed = ended(picture, duties);
  const loose = duties.filter((duty) => duty.incidentId === null);
  useSteps(cases);
  useKey("n", mayOpen ? () => go("/incidents/new") : null);
  return (
    <>
      <div className="panel-head">
        <h2>{words.incidents.title}</h2>
        {mayOpen && (
          <button type="button" onClick={() => go("/incidents/new")}>
            {words.incidents.new} <kbd>N</kbd>
          </button>
        )}
      </div>
      {picture.muting.size > 0 && (
        <Suspense fallback={null}>
          <SilentAlarms />
        </Suspense>
      )}
      {!pictured && <Loading />}
      {pictured && cases.length === 0 && (
        <p className="empty">
          {words.incidents.empty}{" "}
          {mayOpen && <span className="by-key">{words.incidents.emptyKeys}</span>}
        </p>
      )}
      <ul>
        {loose.map((duty) => (
          <li key={`${duty.kind} ${duty.path}`}>
            <LooseDuty duty={duty} now={now} />
          </li>
        ))}
        {cases.map(({ incident, duty }) => (
          <li key={incident.id}>
            <Case incident={incident} duty={duty} now={now} />
          </li>
        ))}
      </ul>
      {owed.length > 0 && (
        <>
          <div className="panel-head">
            <h2>{words.incidents.ended}</h2>
          </div>
          <ul aria-label={words.incidents.ended}>
            {owed.map(({ incident, duty }) => (
              <li key={incident.id}>
                <Case incident={incident} duty={duty} now={now} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** `J` and `K` step through the list. */
function useSteps(cases: readonly Urgent[]) {
  const chosen = useOpened("incident");
  const ids = useMemo(() => cases.map(({ incident }) => incident.id), [cases]);
  const step = (by: number) => {
    const at = chosen === null ? -1 : ids.indexOf(chosen);
    const next = ids[Math.min(ids.length - 1, Math.max(0, at + by))];
    if (next) go(`/incidents/${next}`);
  };
  useKey("j", () => step(1));
  useKey("k", () => step(-1));
}

function Case({ incident, duty, now }: { incident: Incident; duty: Duty | null; now: number }) {
  const hovered = useHovered("incident") === incident.id;
  const current = useOpened("incident") === incident.id;
  const full = incident.view === "full" ? incident : null;
  const children = full?.pob.children;
  return (
    <Link
      href={`/incidents/${incident.id}`}
      className={`case ${incident.state} ${hovered ? "pointed" : ""}`}
      aria-current={current ? "page" : undefined}
      {...pointsAt("incident", incident.id)}
    >
      <PhaseMark phase={incident.phase} />
      <div>
        <div className="row apart">
          <span className="row">
            <strong className="reference">{incident.reference}</strong>
            <ExerciseTag about={incident} />
          </span>
          {full && <span className="muted">{age(now - Date.parse(full.opened_at))}</span>}
        </div>
        <div>{full ? full.title : words.situation[incident.situation]}</div>
        <div className="muted">
          {full ? onBoard(full) : words.incidents.coarse}
          {children ? ` · ${words.incidents.children(children)}` : ""}
          {incident.state === "suspended" && ` · ${words.incidents.suspended}`}
          {incident.state === "closed" && ` · ${words.incidents.closed}`}
        </div>
        {full && <People incident={full} />}
        <div className="row apart">
          <span className="muted">{full && words.incidents.lead(smcOf(full).name)}</span>
          {duty && <DutyText duty={duty} now={now} />}
        </div>
        {duty && <Running duty={duty} now={now} />}
      </div>
    </Link>
  );
}

/** About no case that is seen here: what it is about stands for itself, above the cases. */
function LooseDuty({ duty, now }: { duty: Duty; now: number }) {
  const { request, clearance } = usePicture();
  const id = duty.path.split("/").at(-1) ?? "";
  const about = request.get(id) ?? clearance.get(id);
  return (
    <Link href={duty.path} className="case">
      <span />
      <div>
        {about && (
          <div className="row">
            <strong>{about.reference}</strong>
            <ExerciseTag about={about} />
          </div>
        )}
        {about && "needs" in about && <div>{words.request.asks(about.centre.name)}</div>}
        <DutyText duty={duty} now={now} />
        <Running duty={duty} now={now} />
      </div>
    </Link>
  );
}

const dutyTone = (duty: Duty, now: number) => (isGrave(duty, now) ? "distress" : "alert");

export function DutyText({ duty, now }: { duty: Duty; now: number }) {
  // Of what is late the card tells by how much; a decline or silence has no end to count to.
  const counts = duty.dueMs !== null && duty.kind !== "late" && duty.kind !== "untasked";
  const left = counts ? (duty.dueMs ?? 0) - now : null;
  const span = countdown(left ?? 0);
  // The unit that could be first is told behind it, and is not one that cannot.
  const comma = duty.kind === "untasked" && duty.said ? "," : "";
  // One kind has the word in its name.
  const over = duty.kind === "overdue" ? span : words.duty.over(span);
  return (
    <span className={`duty ${dutyTone(duty, now)}`}>
      {words.duty[duty.kind]}
      {comma} {duty.said} {left !== null && (left > 0 ? words.duty.due(span) : over)}
    </span>
  );
}

/** The share of the time that has run. */
function Running({ duty, now }: { duty: Duty; now: number }) {
  if (duty.dueMs === null || duty.sinceMs === null) return null;
  const whole = duty.dueMs - duty.sinceMs;
  const part = whole > 0 ? Math.min(1, Math.max(0, (now - duty.sinceMs) / whole)) : 1;
  return (
    <div className={`running ${dutyTone(duty, now)}`}>
      <span style={{ width: `${part * 100}%` }} />
    </div>
  );
}
