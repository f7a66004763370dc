/** The log: everything that happened, as the record tells it, the latest first. */

import "./log.css";
import { useState } from "react";
import { write } from "@/api/client";
import { readHistory, readWholeLog } from "@/api/incidents";
import type { FullIncident } from "@/api/types";
import { useCaseEntries } from "@/data/case-entries";
import { useFetched } from "@/data/fetched";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useMay, useNow, useTouched } from "@/state/hooks";
import { type Happening, type Span, spanOf, timelineOf, unitsIn, wanted } from "@/state/timeline";
import { Form } from "@/ui/form";
import { Link } from "@/ui/link";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";

const MINUTE_MS = 60_000;
const said = formWords.timeline;

interface Typed {
  readonly unit: string;
  readonly from: string;
  readonly until: string;
  readonly linesOnly: boolean;
}

const ALL: Typed = { unit: "", from: "", until: "", linesOnly: false };

export default function Log({ incident }: { incident: FullIncident }) {
  const touched = useTouched(incident.id);
  const now = useNow(60_000);
  const mayWrite = useMay("watch_officer", "coordinator");
  const [typed, type] = useState(ALL);
  const entries = useCaseEntries(incident.id);
  const log = useFetched(incident.id, touched, (signal) => readWholeLog(incident.id, signal));
  const history = useFetched(incident.id, touched, (signal) => readHistory(incident.id, signal));
  const all = timelineOf(incident, history.value, log.value ?? [], entries.value ?? []);
  const span = spanOf(typed.from, typed.until, all[0]?.atMs ?? now);
  const shown = wanted(all, { ...typed, ...span });
  const ready = entries.value !== null && history.value !== null && log.value !== null;
  return (
    <div className="stack tight log">
      {mayWrite && (
        <Form
          draft={`log.${incident.id}`}
          fields={[
            { name: "text", label: formWords.log.write, kind: "prose", required: true },
            { name: "own", label: formWords.log.own, kind: "check" },
          ]}
          main={formWords.log.send}
          send={(values, key) =>
            write(key, "POST", "/api/incidents/{incident_id}/log", {
              path: { incident_id: incident.id },
              body: { id: key, text: values.text("text"), own: values.checked("own") },
            })
          }
          onDone={() => {
            log.again();
            entries.again();
          }}
        />
      )}
      <Link href={`/incidents/${incident.id}/replay`}>
        {formWords.log.replay} <kbd>V</kbd>
      </Link>
      <details>
        <summary>
          {said.filter}{" "}
          <span className="muted" role="status">
            {ready ? said.filtered(shown.length, all.length) : words.loading}
          </span>
        </summary>
        <Filter typed={typed} type={type} units={unitsIn(all)} span={span} />
      </details>
      <Trouble error={entries.error ?? log.error ?? history.error} />
      {ready && shown.length === 0 && <p className="muted">{said.none}</p>}
      <ol className="timeline">
        {shown.map((happening) => (
          <Line key={happening.id} happening={happening} now={now} />
        ))}
      </ol>
    </div>
  );
}

interface FilterProps {
  readonly typed: Typed;
  readonly type: (typed: Typed) => void;
  readonly units: readonly string[];
  readonly span: Span;
}

function Filter({ typed, type, units, span }: FilterProps) {
  const time = (name: "from" | "until") => {
    const atMs = name === "from" ? span.fromMs : span.untilMs;
    const faulty = typed[name].trim() !== "" && atMs === null;
    return (
      <label className="row">
        <span>{said[name]}</span>
        <input
          size={8}
          value={typed[name]}
          placeholder={said.timeHint}
          aria-invalid={faulty || undefined}
          onChange={(event) => type({ ...typed, [name]: event.target.value })}
        />
        {atMs !== null && <span className="muted">{utc(atMs, 0)}</span>}
      </label>
    );
  };
  return (
    <div className="row">
      <label className="row">
        <span>{said.unit}</span>
        <select
          value={typed.unit}
          onChange={(event) => type({ ...typed, unit: event.target.value })}
        >
          <option value="">{said.allUnits}</option>
          {units.map((unit) => (
            <option key={unit}>{unit}</option>
          ))}
        </select>
      </label>
      {time("from")}
      {time("until")}
      <label className="row">
        <input
          type="checkbox"
          checked={typed.linesOnly}
          onChange={(event) => type({ ...typed, linesOnly: event.target.checked })}
        />
        {formWords.log.linesOnly}
      </label>
    </div>
  );
}

function Line({ happening, now }: { happening: Happening; now: number }) {
  const { atMs, recordedMs, number, text, party, centre, who, line, own } = happening;
  const actor = [centre, who].filter(Boolean).join(", ");
  const later = recordedMs - atMs >= MINUTE_MS ? said.recorded(utc(recordedMs, now)) : null;
  return (
    <li>
      <span>{utc(atMs, now)}</span>
      <span className={line ? "words strong" : "words"}>
        {party && <PartyTag code={party} />} {text}
        {own && <span className="tag">{formWords.log.ownTag}</span>}
        <small className="muted block">
          {[number === null ? said.earlier : said.number(number), actor, later]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </span>
    </li>
  );
}
