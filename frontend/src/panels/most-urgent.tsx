/** The most urgent case in few lines, with its lanes, where none is chosen: one key opens it. */

import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { words } from "@/i18n";
import { mostUrgent as said } from "@/i18n/en-most-urgent";
import { isGrave } from "@/state/alarms";
import { byDanger } from "@/state/danger";
import { expected, firstUnits, knownCases } from "@/state/desk";
import { dutiesOf } from "@/state/duties";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { go } from "@/state/route";
import { foremost } from "@/state/scene";
import { smcOf } from "@/state/smc";
import { useStore } from "@/state/store";
import { useKey } from "@/ui/keys";
import { CaseHead } from "./incident/case-head";
import { DutyText } from "./incident-list";

const EVERY_MS = 5_000;

const NARROW = "(max-width: 760px)";

/** Of a phone, which has the list itself at the top. */
const useNarrow = () => useSyncExternalStore(onNarrow, () => matchMedia(NARROW).matches);

function onNarrow(changed: () => void): () => void {
  const media = matchMedia(NARROW);
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
}

/** `otherwise`: where no case is open, and on a phone. */
export default function MostUrgent({ otherwise }: { otherwise: ReactNode }) {
  const picture = usePicture();
  const { party } = useMe();
  const now = useNow(EVERY_MS);
  const known = useStore(knownCases);
  const times = useStore(expected);
  const first = useStore(firstUnits);
  const coordinates = useMay("coordinator");
  const knows = { cases: known, expected: times, coordinates, negotiates: false, first };
  const duties = dutiesOf(picture, party, now, knows);
  const narrow = useNarrow();
  const incident = narrow ? null : byDanger(picture, duties, times, now)[0]?.incident;
  const id = incident?.id ?? null;
  useEffect(() => {
    foremost.set(id);
    return () => foremost.set(null);
  }, [id]);
  const open = () => incident && go(`/incidents/${incident.id}`);
  useKey("enter", incident ? open : null);
  if (!incident) return otherwise;
  const full = incident.view === "full" ? incident : null;
  const owed = duties.filter(({ incidentId }) => incidentId === incident.id);
  return (
    <article className="page" aria-label={said.title}>
      <p className="muted">{said.title}</p>
      <CaseHead incident={incident} />
      {full && <p className="muted">{words.incidents.lead(smcOf(full).name)}</p>}
      {owed.length > 0 && (
        <ul className="stack tight" aria-label={said.duties}>
          {owed.map((duty) => (
            <li key={`${duty.kind} ${duty.path}`} className={isGrave(duty, now) ? "strong" : ""}>
              <DutyText duty={duty} now={now} />
            </li>
          ))}
        </ul>
      )}
      <p className="row">
        <button type="button" className="main" onClick={open}>
          {said.open} <kbd>↵</kbd>
        </button>
        <span className="muted by-key">{words.incidents.chooseKeys}</span>
      </p>
    </article>
  );
}
