/** The list of survivors taken aboard, handed over and landed, which only grows. */

import { useState } from "react";
import { readSurvivors } from "@/api/incidents";
import type { FullIncident, SurvivorsLine } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useNow, usePicture, useTouched } from "@/state/hooks";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";
import { FoundByOthers } from "./found-by-others";

const said = formWords.survivors;

export default function Survivors({ incident }: { incident: FullIncident }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <FoundByOthers incident={incident} />
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{said.title}</summary>
        {open && <Lines incident={incident} />}
      </details>
    </>
  );
}

function Lines({ incident }: { incident: FullIncident }) {
  const touched = useTouched(incident.id);
  const { deployment } = usePicture();
  const now = useNow(60_000);
  const { value, error } = useFetched(
    incident.id,
    `${touched} ${deployment.size} ${total(incident)}`,
    (signal) => readSurvivors(incident.id, signal),
  );
  if (error) return <Trouble error={error} />;
  if (value === null) return <p role="status">{words.loading}</p>;
  if (value.length === 0) return <p className="muted">{said.none}</p>;
  return (
    <ol className="timeline">
      {value.map((line) => (
        <li key={line.id}>
          <span>{utc(Date.parse(line.at), now)}</span>
          <span className="words">
            {line.party && <PartyTag code={line.party} />} <strong>{line.name}</strong>{" "}
            {lineOf(line)} <span className="muted">{said.by(line.said_by || line.by_party)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

const total = ({ people }: FullIncident) =>
  people
    ? JSON.stringify([
        people.aboard,
        people.uncounted,
        people.uncounted_delivered,
        people.delivered,
        people.dead,
        people.dead_landed,
      ])
    : "";

/** `took 6 aboard, 6 now`; a correction in its own words. */
function lineOf({ action, persons, uncounted, dead, place, aboard, note }: SurvivorsLine): string {
  const others = uncounted && action !== "uncount";
  const untold = others ? said.notCounted(action, place) : "";
  const what = persons === null ? untold : said.did(action, persons, place);
  const more = others && persons !== null && said.others;
  const dying = dead ? said.dead(action, dead, what ? "" : place) : "";
  const now = aboard === null ? "" : said.aboard(aboard);
  return [what, more, dying, now, note].filter(Boolean).join(", ");
}
