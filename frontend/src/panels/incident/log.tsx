/** The log, and everything else that happened, in one line of time; the latest first. */

import { useState } from "react";
import { write } from "@/api/client";
import { readHistory, readLog } from "@/api/incidents";
import type { FullIncident } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { useMay, useNow, usePicture, useTouched } from "@/state/hooks";
import { timelineOf } from "@/state/timeline";
import { Form } from "@/ui/form";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";

export default function Log({ incident }: { incident: FullIncident }) {
  const picture = usePicture();
  const touched = useTouched(incident.id);
  const now = useNow(60_000);
  const mayWrite = useMay("watch_officer", "coordinator");
  const [linesOnly, setLinesOnly] = useState(false);
  const log = useFetched(incident.id, touched, (signal) => readLog(incident.id, signal));
  const history = useFetched(incident.id, touched, (signal) => readHistory(incident.id, signal));
  const all = timelineOf(incident, picture, history.value, log.value?.items ?? []);
  const shown = linesOnly ? all.filter(({ line }) => line) : all;
  return (
    <div className="stack tight log">
      {mayWrite && (
        <Form
          draft={`log.${incident.id}`}
          fields={[
            { name: "text", label: words.log.write, kind: "prose", required: true },
            { name: "own", label: words.log.own, kind: "check" },
          ]}
          main={words.log.send}
          send={(typed, key) =>
            write(key, "POST", "/api/incidents/{incident_id}/log", {
              path: { incident_id: incident.id },
              body: { id: key, text: typed.text("text"), own: typed.checked("own") },
            })
          }
          onDone={log.again}
        />
      )}
      <label className="row">
        <input
          type="checkbox"
          checked={linesOnly}
          onChange={(event) => setLinesOnly(event.target.checked)}
        />
        {words.log.linesOnly}
      </label>
      <Trouble error={log.error ?? history.error} />
      {shown.length === 0 && <p className="muted">{words.log.empty}</p>}
      <ol className="timeline">
        {shown.map((happening) => (
          <li key={happening.id}>
            <span>{utc(happening.atMs, now)}</span>
            <span className={happening.line ? "words strong" : "words"}>
              {happening.party && <PartyTag code={happening.party} />} {happening.text}
              {happening.own && <span className="tag">{words.log.ownTag}</span>}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
