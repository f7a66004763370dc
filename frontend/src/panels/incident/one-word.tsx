/**
 * Words of one person on which a second is awaited: of a phase, of fewer aboard, of units sent away,
 * of a search to be suspended, of a case to be closed.
 */

import { useState } from "react";
import { beSecond, closeAgain, withdrawClosing } from "@/api/leaving";
import type { FullIncident, SentAway } from "@/api/types";
import { useActing } from "@/data/acting";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { oneWord as said } from "@/i18n/en-one-word";
import { formWords } from "@/i18n/form-words";
import { pobRange } from "@/state/found-text";
import { useMay, useMe, useNow } from "@/state/hooks";
import { useAct } from "@/ui/act";
import { FormDialog } from "@/ui/form";
import { Opening } from "@/ui/opening";
import { Trouble } from "@/ui/trouble";

const { grounds } = formWords.suspension;

type At = (time: string) => string;
type AskedToClose = NonNullable<FullIncident["asked_to_close"]>;

interface Line {
  readonly id: string;
  readonly party: string;
  readonly text: string;
  readonly why: string;
  readonly state: string;
  readonly grave: boolean;
  /** The wish to close that it is. */
  readonly closing?: AskedToClose;
}

export default function OneWord({ incident }: { incident: FullIncident }) {
  const [heard, setHeard] = useState<string | null>(null);
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const coordinator = useMay("coordinator");
  const acting = useActing(incident.id);
  const now = useNow(30_000);
  const { busy, error, act } = useAct();
  const at = (time: string) => utc(Date.parse(time), now);
  const lines = [
    ...onPhase(incident, at),
    ...fewer(incident, at),
    ...toSuspend(incident, at),
    ...toClose(incident, at),
    ...incident.sent_away.map((one) => sentAway(one, at)),
    ...incident.closed_as_this.map((one) => closedAs(one, incident.lead.party, at)),
  ];
  if (lines.length === 0) return null;
  const second = (id: string) => act((key) => beSecond(key, incident.id, id, "", null));
  return (
    <section className="card call stack tight" aria-label={said.title}>
      <h2>{said.title}</h2>
      {lines.map(({ id, party, text, why, state, grave, closing }) => (
        <div key={id} className="stack tight">
          <p>
            <strong>{text}</strong> {why}
          </p>
          <p className={grave ? "strong distress" : "muted"}>{state}</p>
          {watches && party === me.party && (
            <div className="row">
              {!closing?.alone && (
                <>
                  <button type="button" className="main" disabled={busy} onClick={() => second(id)}>
                    {said.second}
                  </button>
                  <button type="button" disabled={busy} onClick={() => setHeard(id)}>
                    {said.voice}
                  </button>
                </>
              )}
              {closing?.alone && (coordinator || acting) && (
                <button
                  type="button"
                  className="main"
                  disabled={busy}
                  onClick={() => act((key) => closeAgain(key, incident.id, closing))}
                >
                  {said.renew}
                </button>
              )}
              {closing && (
                <button
                  type="button"
                  disabled={busy}
                  onClick={() => act((key) => withdrawClosing(key, incident.id))}
                >
                  {said.withdraw}
                </button>
              )}
            </div>
          )}
        </div>
      ))}
      <Trouble error={error} />
      <Opening about={heard}>
        {heard && <Heard incident={incident} wordId={heard} onDone={() => setHeard(null)} />}
      </Opening>
    </section>
  );
}

function onPhase(incident: FullIncident, at: At): Line[] {
  const { assessment, phase, lead, state } = incident;
  if (state === "closed" || !assessment?.suggestion.below || !assessment.reason) return [];
  const { second, alone, second_due_at: dueAt } = assessment;
  if (second) return [];
  return [
    {
      id: assessment.id,
      party: lead.party,
      text: said.phase(words.phase[phase], assessment.reason),
      why: "",
      state: alone ? said.alone : dueAt ? said.awaited(at(dueAt)) : "",
      grave: alone,
    },
  ];
}

function fewer({ fewer_on_board: word, lead, pob }: FullIncident, at: At): Line[] {
  if (!word) return [];
  const was = pobRange({ min: word.was_min, max: word.was_max });
  return [
    {
      id: word.id,
      party: lead.party,
      text: said.fewer(pobRange(pob), was),
      why: `${word.reason} ${said.source(word.source)}`,
      state: word.alone ? said.alone : said.awaited(at(word.second_due_at)),
      grave: word.alone,
    },
  ];
}

function toClose({ asked_to_close: wish, lead, state }: FullIncident, at: At): Line[] {
  if (!wish?.id || state === "closed") return [];
  const until = at(wish.second_due_at ?? wish.at);
  return [
    {
      id: wish.id,
      party: lead.party,
      text: said.close(at(wish.at)),
      why: wish.reason,
      state: wish.alone ? said.unseconded(until) : said.openUntil(until),
      grave: true,
      closing: wish,
    },
  ];
}

function toSuspend({ asked_to_suspend: wish, lead, state }: FullIncident, at: At): Line[] {
  if (!wish || state !== "open") return [];
  return [
    {
      id: wish.id,
      party: lead.party,
      text: said.suspend(grounds[wish.ground], at(wish.at)),
      why: wish.reason,
      state: said.searched(at(wish.second_due_at)),
      grave: true,
    },
  ];
}

/** A second of who leads now is awaited, also where another said it. */
function closedAs(one: FullIncident["closed_as_this"][number], lead: string, at: At): Line {
  return {
    id: one.id,
    party: lead,
    text: said.closedAs(one.reference, at(one.at)),
    why: `${one.reason} ${said.apart}`,
    state: one.alone ? said.alone : said.awaited(at(one.second_due_at)),
    grave: one.alone,
  };
}

function sentAway(one: SentAway, at: At): Line {
  const { waits, alone, second_due_at: dueAt, reason, words: more } = one;
  const why = reason === "other" ? more : `${said.reason[reason]}. ${more}`;
  return {
    id: one.id,
    party: one.party,
    text: said.sent(one.name, one.action, at(one.at), one.party),
    why: `${why.charAt(0).toUpperCase()}${why.slice(1)} ${one.sentence}`,
    state: waits ? said.waits(one.name, at(dueAt)) : alone ? said.alone : said.awaited(at(dueAt)),
    grave: waits || alone,
  };
}

interface HeardProps {
  incident: FullIncident;
  wordId: string;
  onDone: () => void;
}

function Heard({ incident, wordId, onDone }: HeardProps) {
  return (
    <FormDialog
      title={`${said.second}: ${incident.reference}`}
      draft={`second.${wordId}`}
      fields={[
        { name: "function", label: said.function, kind: "line", required: true },
        { name: "at", label: said.at, kind: "past", hint: formWords.form.timeHint },
      ]}
      main={words.send}
      send={(typed, key) =>
        beSecond(key, incident.id, wordId, typed.text("function"), typed.at("at", "past"))
      }
      onDone={onDone}
    />
  );
}
