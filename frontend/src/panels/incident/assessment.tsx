/** The assessment of a case as it stands: what is suggested and why, and what is owed. */

import { useState } from "react";
import { assess } from "@/api/assess";
import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { assessment as said } from "@/i18n/en-assessment";
import { useMay, useMe, useNow } from "@/state/hooks";
import { useAct } from "@/ui/act";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Opening } from "@/ui/opening";
import { Trouble } from "@/ui/trouble";
import { isHeard, standing } from "./sources";

const Sheet = later(() => import("./assessment-sheet"));

export default function Assessment({ incident }: { incident: FullIncident }) {
  const { id, phase, assessment, assessment_due_at: dueAt } = incident;
  const [open, setOpen] = useState(false);
  const me = useMe();
  const writes = useMay("watch_officer", "coordinator");
  const now = useNow(30_000);
  const { busy, error, act } = useAct();
  const at = (time: string) => utc(Date.parse(time), now);
  const mine = writes && incident.lead.party === me.party && incident.state !== "closed";
  const found = assessment?.suggestion;
  const below = found?.below === true && incident.state !== "closed";
  const isDue = dueAt !== null && Date.parse(dueAt) <= now;

  const raise = () =>
    found &&
    act((key) =>
      write(key, "POST", "/api/incidents/{incident_id}/phase", {
        path: { incident_id: id },
        body: { phase: found.least_phase, reason: found.sentence },
      }),
    );
  const keep = () => act((key) => assess(key, id, [], "", incident.source.who));
  const hears = writes && !mine;
  useKey("c", writes ? () => setOpen(true) : null);
  useKey("y", mine && below ? raise : null);
  useKey("u", mine && assessment && isDue ? keep : null);

  const quiet = !assessment && dueAt === null;
  if (quiet && !writes) return null;
  return (
    <section
      className={below || isDue ? "card call stack tight" : "card stack tight"}
      aria-label={said.title}
    >
      <h2>{said.title}</h2>
      {below && found && (
        <p className="strong distress">{said.below(words.phase[found.least_phase])}</p>
      )}
      {found ? (
        <p className={below ? found.least_phase : undefined}>{found.sentence}</p>
      ) : (
        <p className="muted">
          {dueAt === null && phase === "distress" ? said.none : said.none_due}
        </p>
      )}
      {below && assessment?.reason && assessment.second && (
        <p>
          {said.reason(words.phase[phase], assessment.reason)}{" "}
          <small className="muted">
            {said.seconded(assessment.second.function, at(assessment.second.at))}
          </small>
        </p>
      )}
      {assessment?.answers
        .filter(({ contradicts }) => contradicts)
        .map((line) => (
          <p key={line.criterion} className="strong distress">
            {said.contradicts(said.lines[line.criterion][1], standing(line, now))}
          </p>
        ))}
      {assessment?.answers
        .filter((line) => isHeard(line) && !line.contradicts)
        .map((line) => (
          <p key={line.criterion} className={line.answer === "yes" ? "strong distress" : undefined}>
            {said.heard(said.lines[line.criterion][1], standing(line, now))}
          </p>
        ))}
      <p className="muted">
        {[
          assessment &&
            (assessment.begun ? said.begun : said.by(at(assessment.at), assessment.by_party)),
          assessment && said.notKnown(unknown(assessment.answers)),
          dueAt && incident.assessment_due_why && said.due(at(dueAt), incident.assessment_due_why),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <Trouble error={error} />
      {mine && (
        <div className="row">
          {below && found && (
            <button type="button" className="grave" disabled={busy} onClick={raise}>
              {said.raise(words.phase[found.least_phase])} <kbd>Y</kbd>
            </button>
          )}
          <button
            type="button"
            className={isDue && !below ? "main" : undefined}
            onClick={() => setOpen(true)}
          >
            {said.open} <kbd>C</kbd>
          </button>
          {assessment && isDue && (
            <button type="button" disabled={busy} onClick={keep}>
              {said.unchanged} <kbd>U</kbd>
            </button>
          )}
        </div>
      )}
      {hears && (
        <div className="row">
          <button type="button" onClick={() => setOpen(true)}>
            {said.hear} <kbd>C</kbd>
          </button>
        </div>
      )}
      <Opening about={open ? id : null}>
        {open && <Sheet incident={incident} hears={hears} onDone={() => setOpen(false)} />}
      </Opening>
    </section>
  );
}

type Answers = NonNullable<FullIncident["assessment"]>["answers"];

const unknown = (answers: Answers) =>
  Object.keys(said.lines).length - answers.filter(({ answer }) => answer !== "not_known").length;
