/** Watch relief: all that runs, waits and was promised, on one page, taken over by name and time. */

import "../paper/paper.css";
import "./relief.css";
import { Suspense } from "react";
import { EVERYTHING, readWatchRelief, searchRecord } from "@/api/record";
import type { Deployment, FullIncident, Incident } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { helpWords } from "@/i18n/help-words";
import { registerWords } from "@/i18n/register-words";
import { placeLines } from "@/panels/incident/fact-lines";
import RegionsTold from "@/panels/incident/regions-told";
import { DutyText } from "@/panels/incident-list";
import { Arrival } from "@/panels/work/arrival";
import type { Duty } from "@/state/alarms";
import { byDanger } from "@/state/danger";
import { clock, expected, knownCases } from "@/state/desk";
import { dutiesOf } from "@/state/duties";
import { onBoard } from "@/state/found-text";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import type { Picture } from "@/state/picture";
import { isActive } from "@/state/scene";
import { smcOf } from "@/state/smc";
import { useStore } from "@/state/store";
import { ExerciseTag } from "@/ui/exercise";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Link } from "@/ui/link";
import { PartyTag } from "@/ui/party";
import { People } from "@/ui/people-line";
import { PhaseMark } from "@/ui/phase";
import { Trouble } from "@/ui/trouble";
import { pendingOf } from "./pending";
import { Takeover } from "./takeover";

const said = registerWords.relief;
const Bearing = later(() => import("../incident/bearing"));
/** So many of the last entries are shown. */
const ENTRIES = 20;

export default function Relief() {
  const picture = usePicture();
  const me = useMe();
  const coordinates = useMay("coordinator");
  const now = useNow();
  const times = useStore(expected);
  const known = useStore(knownCases);
  const { exercise } = useStore(clock);
  const duties = dutiesOf(picture, me.party, now, { cases: known, expected: times, coordinates });
  const cases = byDanger(picture, duties, times, now);
  const loose = duties.filter(({ incidentId }) => incidentId === null);
  const relief = useFetched(me.centre_id, picture.number, readWatchRelief);
  useKey("enter", () => window.print());
  return (
    <article className="page relief">
      <div className="row apart">
        <h1>{said.title(picture.centre.get(me.centre_id)?.name ?? me.centre)}</h1>
        <span className="row paper-acts">
          <button type="button" onClick={() => window.print()}>
            {registerWords.paper.print} <kbd>↵</kbd>
          </button>
        </span>
      </div>
      {exercise && <p className="exercise">{words.exercise}</p>}
      <p className="muted">{said.asOf(utc(now), picture.number)}</p>
      <Trouble error={relief.error} />
      {relief.value && (
        <Takeover last={relief.value.last} read={picture.number} onTaken={relief.again} />
      )}
      <h2>{said.cases(cases.length)}</h2>
      {cases.map(({ incident }) => (
        <Case
          key={incident.id}
          incident={incident}
          duties={duties.filter(({ incidentId }) => incidentId === incident.id)}
          now={now}
        />
      ))}
      {loose.length > 0 && (
        <>
          <h2>{said.clocksElsewhere}</h2>
          <Clocks duties={loose} picture={picture} now={now} />
        </>
      )}
      <Waiting picture={picture} party={me.party} now={now} />
      <Last number={picture.number} now={now} />
    </article>
  );
}

interface CaseProps {
  incident: Incident;
  duties: readonly Duty[];
  now: number;
}

function Case({ incident, duties, now }: CaseProps) {
  const picture = usePicture();
  return (
    <section className="card stack tight" aria-label={incident.reference}>
      <div className="row">
        <PhaseMark phase={incident.phase} />
        <Link href={`/incidents/${incident.id}`}>
          <strong className="reference">{incident.reference}</strong>
        </Link>
        <ExerciseTag about={incident} />
        {incident.state === "suspended" && (
          <span className="alert">{words.incidents.suspended}</span>
        )}
        <strong>{incident.view === "full" ? incident.title : words.incidents.coarse}</strong>
      </div>
      {incident.view === "full" && <Full incident={incident} now={now} />}
      <Clocks duties={duties} picture={picture} now={now} />
      <Promises incident={incident} now={now} />
      {incident.view === "full" && <RegionsTold incident={incident} />}
    </section>
  );
}

function Full({ incident, now }: { incident: FullIncident; now: number }) {
  const place = placeLines(incident, now, (atMs) => utc(atMs, now));
  return (
    <>
      <p className="muted">
        {words.incidents.lead(smcOf(incident).name)} · {onBoard(incident)}
      </p>
      <People incident={incident} placed />
      <p>{place?.now ?? words.incident.noDatum}</p>
      <Suspense fallback={null}>
        <Bearing incident={incident} />
      </Suspense>
    </>
  );
}

function Clocks({
  duties,
  picture,
  now,
}: {
  duties: readonly Duty[];
  picture: Picture;
  now: number;
}) {
  if (duties.length === 0) return null;
  return (
    <ul className="timeline" aria-label={said.clocks}>
      {duties.map((duty) => (
        <li key={`${duty.kind} ${duty.path} ${duty.sinceMs} ${duty.said}`}>
          <span>{duty.dueMs === null ? said.noTime : utc(duty.dueMs, now)}</span>
          <Link href={duty.path}>
            <DutyText duty={duty} now={now} /> {aboutOf(duty, picture)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The request or clearance that a clock is about, by its reference. */
function aboutOf({ path }: Duty, picture: Picture): string {
  const id = path.split("/").at(-1) ?? "";
  const about = picture.request.get(id) ?? picture.clearance.get(id);
  return about?.reference ?? "";
}

/** The units at work: ours, those that others have promised us, and others'. */
function Promises({ incident, now }: { incident: Incident; now: number }) {
  const picture = usePicture();
  const { party } = useMe();
  const works = [...picture.deployment.values()].filter(
    (work) => work.incident_id === incident.id && isActive(work),
  );
  const theirs = works.filter((work) => work.party !== party);
  const toUs = theirs.filter((work) => work.lead_party === party);
  return (
    <>
      <Units title={said.ours} works={works.filter((work) => work.party === party)} now={now} />
      <Units title={said.toUs} works={toUs} now={now} />
      <Units
        title={said.others}
        works={theirs.filter((work) => work.lead_party !== party)}
        now={now}
      />
    </>
  );
}

function Units({ title, works, now }: { title: string; works: Deployment[]; now: number }) {
  if (works.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="plain stack tight">
        {works.map((work) => (
          <li key={work.id} className="row">
            {work.party && <PartyTag code={work.party} />}
            <strong>{work.name}</strong> {helpWords.workState[work.state]}
            <Arrival work={work} now={now} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Waiting({ picture, party, now }: { picture: Picture; party: string; now: number }) {
  const pending = pendingOf(picture, party, now);
  return (
    <>
      <h2>{said.pending}</h2>
      {pending.length === 0 && <p className="muted">{said.noneWaits}</p>}
      <ul className="timeline">
        {pending.map((one) => (
          <li key={`${one.kind} ${one.path} ${one.about} ${one.to}`}>
            <span>{one.sinceMs === null ? "" : utc(one.sinceMs, now)}</span>
            <Link href={one.path}>
              <span className={one.ours ? "alert strong" : ""}>
                {said.kinds[one.kind](one.about, one.from, one.to)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Last({ number, now }: { number: number; now: number }) {
  const last = useFetched("last", number, (signal) =>
    searchRecord({ ...EVERYTHING, before: number + 1 }, ENTRIES, signal),
  );
  return (
    <>
      <h2>{said.lastEntries}</h2>
      <Trouble error={last.error} />
      <ul className="timeline">
        {(last.value?.entries ?? []).map((entry) => (
          <li key={entry.number}>
            <span>{"at" in entry && entry.at ? utc(Date.parse(entry.at), now) : ""}</span>
            <span className="words">
              <span className="muted">#{entry.number}</span>{" "}
              {"sentence" in entry ? entry.sentence : said.erased}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
