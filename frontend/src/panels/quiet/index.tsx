/** The quiet cases: all below distress that are to be assessed now, one line and one key each. */

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { assess } from "@/api/assess";
import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import { uuid7 } from "@/api/uuid7";
import { countdown, utc } from "@/geo/format";
import { words } from "@/i18n";
import { quiet as said } from "@/i18n/en-quiet";
import { formWords } from "@/i18n/form-words";
import { onBoard } from "@/state/found-text";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { useAct } from "@/ui/act";
import { ExerciseTag } from "@/ui/exercise";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Link } from "@/ui/link";
import { Opening } from "@/ui/opening";
import { PhaseMark } from "@/ui/phase";
import { Trouble } from "@/ui/trouble";
import { dueAmong } from "./due";
import "./quiet.css";

const Sheet = later(() => import("@/panels/incident/assessment-sheet"));

export default function Quiet() {
  const [opened, setOpened] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const picture = usePicture();
  const me = useMe();
  const writes = useMay("watch_officer", "coordinator");
  const now = useNow(5_000);
  const { busy, error, act } = useAct();
  const { due, next } = dueAmong(picture, me.party, now);
  const sheet = opened === null ? undefined : due.find(({ id }) => id === opened);

  const focus = (index: number) =>
    list.current?.querySelectorAll<HTMLButtonElement>(".line")[index]?.focus();
  const keep = (cases: readonly FullIncident[]) =>
    act(async (key) => {
      for (const [index, one] of cases.entries())
        await assess(index === 0 ? key : uuid7(), one.id, [], "", one.source.who);
    });
  const raise = (one: FullIncident) => {
    const found = one.assessment?.suggestion;
    if (!found?.below) return;
    act((key) =>
      write(key, "POST", "/api/incidents/{incident_id}/phase", {
        path: { incident_id: one.id },
        body: { phase: found.least_phase, reason: found.sentence },
      }),
    );
  };
  const press = (index: number, event: KeyboardEvent) => {
    const one = due[index];
    const pressed = event.key.toLowerCase();
    if (!one || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = pressed === "arrowdown" ? 1 : pressed === "arrowup" ? -1 : 0;
    if (step !== 0) focus(index + step);
    else if (pressed === "u" && writes) keep([one]);
    else if (pressed === "y" && writes) raise(one);
    else if (pressed === "c") setOpened(one.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useKey("e", writes && due.length > 0 && !busy ? () => keep(due) : null);
  // The line that was answered goes; the next one takes its place.
  const first = due[0]?.id;
  useEffect(() => {
    const active = document.activeElement;
    if (first && (active === document.body || active === null))
      list.current?.querySelector<HTMLButtonElement>(".line")?.focus();
  }, [first]);

  return (
    <div className="page quiet-cases">
      <h1>{said.title(due.length)}</h1>
      <p className="muted">{said.about}</p>
      <Trouble error={error} />
      {due.length === 0 && <p className="empty">{said.none}</p>}
      {due.length > 0 && writes && (
        <p className="row">
          <button type="button" className="main" disabled={busy} onClick={() => keep(due)}>
            {busy ? formWords.form.sending : said.all(due.length)} <kbd>E</kbd>
          </button>
          <small className="muted">{said.keys}</small>
        </p>
      )}
      <ul ref={list} className="stack tight">
        {due.map((one, index) => (
          <li key={one.id} className="card quiet-case">
            <button
              type="button"
              className="line"
              onClick={() => setOpened(one.id)}
              onKeyDown={(event) => press(index, event)}
            >
              <PhaseMark phase={one.phase} />
              <span className="stack tight">
                <span>
                  <strong className="reference">{one.reference}</strong> {one.title}{" "}
                  <ExerciseTag about={one} />
                </span>
                <span className={one.assessment?.suggestion.below ? "strong distress" : undefined}>
                  {one.assessment?.suggestion.sentence ?? said.never}
                </span>
                <span className="muted">
                  {[
                    onBoard(one),
                    said.due(countdown(now - Date.parse(one.assessment_due_at ?? "")), why(one)),
                    said.source(one.source.who, utc(now, now)),
                  ].join(" · ")}
                </span>
              </span>
            </button>
            {writes && (
              <span className="row">
                {one.assessment?.suggestion.below && (
                  <button
                    type="button"
                    className="grave"
                    disabled={busy}
                    onClick={() => raise(one)}
                  >
                    {said.raise(words.phase[one.assessment.suggestion.least_phase])} <kbd>Y</kbd>
                  </button>
                )}
                <button type="button" disabled={busy} onClick={() => keep([one])}>
                  {said.unchanged} <kbd>U</kbd>
                </button>
                <Link href={`/incidents/${one.id}`} className="button">
                  {said.open}
                </Link>
              </span>
            )}
          </li>
        ))}
      </ul>
      {next && (
        <p className="muted">
          {said.next(next.reference, utc(Date.parse(next.assessment_due_at ?? ""), now))}
        </p>
      )}
      <Opening about={sheet ? sheet.id : null}>
        {sheet && <Sheet incident={sheet} onDone={() => setOpened(null)} />}
      </Opening>
    </div>
  );
}

const why = (one: FullIncident) => said.cause[one.assessment_due_why ?? "interval"];
