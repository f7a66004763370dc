/** A case on paper: facts, needs, deployments, and everything that happened, the oldest first. */

import "./paper.css";
import { useEffect, useState } from "react";
import { readHistory, readWholeLog } from "@/api/incidents";
import type { FullIncident } from "@/api/types";
import { useCaseEntries } from "@/data/case-entries";
import { useFetched } from "@/data/fetched";
import { usePastPicture } from "@/data/past-picture";
import { age } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { registerWords } from "@/i18n/register-words";
import { useCase } from "@/panels/incident/case";
import type { PanelProps } from "@/panels/panel";
import { PictureShown, useLiveness, useNow, usePicture, useTouched } from "@/state/hooks";
import { type Happening, timelineOf } from "@/state/timeline";
import { useKey } from "@/ui/keys";
import { Link } from "@/ui/link";
import { Trouble } from "@/ui/trouble";
import { Exports } from "./exports";
import { Deployments, Facts, Needs, stamp } from "./parts";
import { type Chosen, chartOf, chosenOf, happenedOf, NONE } from "./printed";

const said = registerWords.paper;

export default function Paper({ rest }: PanelProps) {
  const { incident, past, busy } = useCase(rest);
  if (!incident) return <p className="empty">{busy ? words.loading : words.incidents.gone}</p>;
  if (incident.view === "coarse") return <p className="empty">{said.coarse}</p>;
  return past ? <PastCase incident={incident} /> : <Case incident={incident} />;
}

function PastCase({ incident }: { incident: FullIncident }) {
  const picture = usePastPicture(incident, true);
  if (!picture) return <p className="empty">{words.loading}</p>;
  return (
    <PictureShown value={picture}>
      <Case incident={incident} />
    </PictureShown>
  );
}

function Case({ incident }: { incident: FullIncident }) {
  const picture = usePicture();
  const touched = useTouched(incident.id);
  const [chosen, choose] = useState<Chosen>(NONE);
  const now = useNow(60_000);
  const { state, silentMs } = useLiveness();
  const log = useFetched(incident.id, touched, (signal) => readWholeLog(incident.id, signal));
  const history = useFetched(incident.id, touched, (signal) => readHistory(incident.id, signal));
  const entries = useCaseEntries(incident.id);
  const ready = log.value !== null && history.value !== null && entries.value !== null;
  useKey("enter", ready ? () => window.print() : null);
  useTitle(incident.reference);
  const chart = chartOf(incident, touched, now);
  const happened = happenedOf(
    timelineOf(incident, history.value, log.value ?? [], entries.value ?? []),
    chosen,
  ).reverse();
  return (
    <div className="page">
      <div className="row apart paper-acts">
        <span className="muted">{ready ? said.hint : said.loading}</span>
        <span className="row">
          <Link href={`/incidents/${incident.id}`}>{said.back}</Link>
          <button type="button" className="main" disabled={!ready} onClick={() => window.print()}>
            {said.print} <kbd>↵</kbd>
          </button>
        </span>
      </div>
      <Exports incident={incident} chosen={chosen} choose={choose} />
      <Trouble error={log.error ?? history.error ?? entries.error} />
      {/* A table, because its head is what browsers repeat on each page. */}
      <table className="paper" role="presentation">
        <thead>
          <tr>
            <td className="running-head">
              {incident.exercise && (
                <span className="exercise">
                  {words.exercise} {words.exercise} {words.exercise}
                </span>
              )}
              <strong>
                {incident.reference} · {words.phase[incident.phase].toUpperCase()} ·{" "}
                {words.state[incident.state]}
              </strong>
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <h1>{incident.title}</h1>
              <p>{said.printed(stamp(now), picture.number)}</p>
              {state === "not_live" && (
                <p>
                  <strong>{said.stale(age(silentMs))}</strong>
                </p>
              )}
              <Facts incident={chosenOf(incident, chosen)} />
              {chart && <img className="chart-drawn" src={chart} alt={said.chart} />}
              <Needs incident={incident} picture={picture} now={now} />
              <Deployments incident={incident} picture={picture} />
              <h2>{said.happened}</h2>
              <ol className="timeline">
                {happened.map((one) => (
                  <Line key={one.id} happening={one} />
                ))}
              </ol>
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Line({ happening }: { happening: Happening }) {
  const { atMs, recordedMs, number, text, party, centre, who, line, own } = happening;
  const actor = [party, centre, who].filter(Boolean).join(", ");
  const told = formWords.timeline;
  const recorded = recordedMs - atMs >= 60_000 ? told.recorded(stamp(recordedMs)) : null;
  return (
    <li>
      <span>
        {stamp(atMs)}
        <small className="muted block">{number !== null && told.number(number)}</small>
      </span>
      <span className={line ? "words strong" : "words"}>
        {text}
        {own && ` (${formWords.log.ownTag})`}
        <small className="muted block">{[actor, recorded].filter(Boolean).join(" · ")}</small>
      </span>
    </li>
  );
}

/** The name under which the browser files what it prints. */
function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
