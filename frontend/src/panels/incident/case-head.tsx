/** The head of a case: phase, name, place and people, as they are known now. */

import { type ReactNode, Suspense } from "react";
import type { Incident } from "@/api/types";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { useNow } from "@/state/hooks";
import { ExerciseTag } from "@/ui/exercise";
import { later } from "@/ui/later";
import { People } from "@/ui/people-line";
import { PhaseMark } from "@/ui/phase";
import { placeLines, pobText } from "./fact-lines";

const ConditionLine = later(() => import("./condition-line"));
const InWater = later(() => import("./in-water"));

interface Props {
  incident: Incident;
  /** Beside its name. */
  children?: ReactNode;
}

export function CaseHead({ incident, children }: Props) {
  const now = useNow();
  const full = incident.view === "full" ? incident : null;
  const place = full && placeLines(full, now, (atMs) => utc(atMs, now));
  return (
    <header className="stack tight">
      <div className="row apart">
        <span className="row">
          <span className="mark">
            <PhaseMark phase={incident.phase} />
          </span>
          <strong className={incident.phase}>{words.phase[incident.phase].toUpperCase()}</strong>
          <strong>{incident.reference}</strong>
          <ExerciseTag about={incident} />
          {incident.state !== "open" && <span className="tag">{words.state[incident.state]}</span>}
          {children}
        </span>
        <span className="stack tight">
          <span className="strong">{place?.now ?? words.incident.noDatum}</span>
          {place?.set && <small className="muted">{place.set}</small>}
        </span>
      </div>
      <h1>{full ? full.title : words.situation[incident.situation]}</h1>
      {full && (
        <p className="muted">
          {pobText(full)}
          <Suspense fallback={null}>
            <ConditionLine incident={full} />
          </Suspense>
        </p>
      )}
      {full && <People incident={full} placed />}
      {full?.in_water && (
        <Suspense fallback={null}>
          <InWater incident={full} now={now} />
        </Suspense>
      )}
    </header>
  );
}
