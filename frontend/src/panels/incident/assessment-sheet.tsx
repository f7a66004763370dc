/** The sheet: one line a criterion, one key a line; the suggestion beside it as one answers. */

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { assess, readSuggestion, tellCriteria } from "@/api/assess";
import { write } from "@/api/client";
import type { Bodies, FullIncident } from "@/api/types";
import { uuid7 } from "@/api/uuid7";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { assessment as said } from "@/i18n/en-assessment";
import { formWords } from "@/i18n/form-words";
import { nowMs } from "@/state/desk";
import { useAct } from "@/ui/act";
import { Dialog } from "@/ui/dialog";
import { PeopleGuard } from "@/ui/people-guard";
import { Trouble } from "@/ui/trouble";
import { saysYes, saysYesItself, standing } from "./sources";
import "./assessment.css";

type Line = Bodies["CriterionBody"];
type Criterion = Line["criterion"];
type Answer = Line["answer"];
type Suggestion = NonNullable<FullIncident["assessment"]>["suggestion"];

const CRITERIA = Object.keys(said.lines) as Criterion[];
const ANSWERS: readonly Answer[] = ["yes", "no", "not_known"];
const KEYS: Readonly<Record<string, Answer>> = { y: "yes", n: "no", " ": "not_known" };
/** Typing goes on meanwhile. */
const PAUSE_MS = 150;

interface Props {
  incident: FullIncident;
  /** Beside the lead's sheet: by another party, or of a closed case. */
  hears?: boolean;
  onDone: () => void;
}

export default function AssessmentSheet({ incident, hears = false, onDone }: Props) {
  const { id, phase, assessment, lead } = incident;
  const [typed, setTyped] = useState<ReadonlyMap<Criterion, Answer>>(new Map());
  const [source, setSource] = useState(hears ? "" : incident.source.who);
  const [takesBack, setTakesBack] = useState("");
  const [reason, setReason] = useState(assessment?.reason ?? "");
  const [openedMs] = useState(nowMs);
  const { busy, error, act } = useAct();
  const kept = new Map(assessment?.answers.map((line) => [line.criterion, line]));
  const outvoted = (one: Criterion, to: Answer) =>
    !hears && to !== "yes" && saysYes(kept.get(one), source, lead.party);
  const lines = [...typed].map(([criterion, answer]) => ({
    criterion,
    answer,
    source,
    takes_back: outvoted(criterion, answer) ? takesBack.trim() : "",
  }));
  const asks = lines.some(({ criterion, answer }) => outvoted(criterion, answer));
  // The source is filled in: who presses a key may have heard it from somebody else.
  const itself =
    !hears &&
    source === incident.source.who &&
    lines.some(
      ({ criterion, answer: to }) =>
        to !== "yes" && saysYesItself(kept.get(criterion), source, lead.party),
    );
  const [isItself, setItself] = useState(false);
  const waits = itself && !isItself;
  const { found, failed } = useSuggestion(id, lines, assessment?.suggestion ?? null);
  const told = lines.map(({ takes_back: _, ...line }) => line);
  const send = () =>
    !waits &&
    (!hears || lines.length > 0) &&
    act(
      (key) =>
        hears ? tellCriteria(key, id, told, source) : assess(key, id, lines, reason, source),
      onDone,
    );
  const raise = () =>
    found &&
    !waits &&
    act(async (key) => {
      await assess(key, id, lines, "", source);
      await write(uuid7(), "POST", "/api/incidents/{incident_id}/phase", {
        path: { incident_id: id },
        body: { phase: found.least_phase, reason: found.sentence },
      });
    }, onDone);
  const answer = (criterion: Criterion, to: Answer) => setTyped(new Map(typed).set(criterion, to));
  return (
    <Dialog title={`${hears ? said.hear : said.title}: ${incident.reference}`} onClose={onDone}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && event.ctrlKey) send();
        }}
      >
        <label className="field">
          {said.source}
          <input value={source} maxLength={200} onChange={(e) => setSource(e.target.value)} />
          <small className="muted">{utc(openedMs, openedMs)}</small>
        </label>
        {hears && <small className="muted">{said.hearNote}</small>}
        <small className="muted">{said.keys}</small>
        <Lines
          answerOf={(one) => typed.get(one) ?? kept.get(one)?.answer ?? "not_known"}
          note={(one) => {
            const line = kept.get(one);
            if (!line) return "";
            if (line.others.length > 0 || typed.has(one)) return standing(line, openedMs);
            return [line.source, utc(Date.parse(line.at), openedMs)].filter(Boolean).join(", ");
          }}
          onAnswer={answer}
        />
        {itself && (
          <label className="row strong distress">
            <input
              type="checkbox"
              checked={isItself}
              onChange={(e) => setItself(e.target.checked)}
            />
            {said.itself(source)}
          </label>
        )}
        {asks && (
          <label className="field">
            {said.takesBack}
            <textarea value={takesBack} onChange={(e) => setTakesBack(e.target.value)} />
            <PeopleGuard text={takesBack} />
          </label>
        )}
        {found?.below && !hears && (
          <label className="field">
            {said.whyBelow(words.phase[phase])}
            <textarea value={reason} onChange={(e) => setReason(e.target.value)} />
            <PeopleGuard text={reason} />
          </label>
        )}
        <small className="muted">{said.house}</small>
        <div className="foot stack tight">
          <p role="status" aria-live="polite" className={`strong ${found?.least_phase ?? ""}`}>
            {failed ? said.failed : (found?.sentence ?? words.loading)}
          </p>
          <Trouble error={error} />
          <div className="row">
            {found?.below && !hears && (
              <button type="button" className="grave" disabled={busy || waits} onClick={raise}>
                {said.raise(words.phase[found.least_phase])}
              </button>
            )}
            <button
              type="submit"
              className={found?.below && !hears ? undefined : "main"}
              disabled={busy || waits || (hears && lines.length === 0)}
            >
              {busy
                ? formWords.form.sending
                : hears
                  ? said.tell
                  : lines.length > 0
                    ? said.write
                    : said.unchanged}
            </button>
            <button type="button" disabled={busy} onClick={onDone}>
              {words.cancel}
            </button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

interface LinesProps {
  answerOf: (one: Criterion) => Answer;
  note: (one: Criterion) => string;
  onAnswer: (one: Criterion, to: Answer) => void;
}

function Lines({ answerOf, note, onAnswer }: LinesProps) {
  const list = useRef<HTMLUListElement>(null);
  const focus = (index: number) =>
    list.current?.querySelectorAll<HTMLButtonElement>(".line")[index]?.focus();
  useEffect(() => list.current?.querySelector<HTMLButtonElement>(".line")?.focus(), []);
  const key = (index: number, event: KeyboardEvent) => {
    const pressed = event.key.toLowerCase();
    const to = KEYS[pressed];
    const one = CRITERIA[index];
    if (event.ctrlKey || event.altKey || event.metaKey || !one) return;
    if (to) onAnswer(one, to);
    const step = to || pressed === "arrowdown" ? 1 : pressed === "arrowup" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    focus(index + step);
  };
  return (
    <ul ref={list} className="criteria">
      {CRITERIA.map((one, index) => {
        const [number, text] = said.lines[one];
        return (
          <li key={one}>
            <button type="button" className="line" onKeyDown={(event) => key(index, event)}>
              <span className="muted">{number}</span>
              <span>
                {text} <small className="muted">{note(one)}</small>
              </span>
            </button>
            {ANSWERS.map((answer) => (
              <button
                key={answer}
                type="button"
                tabIndex={-1}
                aria-label={`${text}: ${said.answer[answer]}`}
                aria-pressed={answerOf(one) === answer}
                className={`answer ${answer === "yes" && answerOf(one) === "yes" ? "distress" : ""}`}
                onClick={() => onAnswer(one, answer)}
              >
                {answer === "not_known" ? "?" : said.answer[answer]}
              </button>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

/** By the server's rule, while one answers; the newest sheet's until then. */
function useSuggestion(id: string, lines: readonly Line[], first: Suggestion | null) {
  const typed = JSON.stringify(lines);
  const [found, setFound] = useState<Suggestion | null>(first);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const pause = setTimeout(() => {
      readSuggestion(id, JSON.parse(typed) as Line[], stop.signal).then(
        (suggestion) => {
          setFound(suggestion);
          setFailed(false);
        },
        () => !stop.signal.aborted && setFailed(true),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(pause);
      stop.abort();
    };
  }, [id, typed]);
  return { found, failed };
}
