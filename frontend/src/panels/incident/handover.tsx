/** The facts that come over with a case: who leads now confirms them; nothing waits for it. */

import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import { readHandover } from "@/api/whereabouts";
import { useFetched } from "@/data/fetched";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useMay, useMe, useNow, useTouched } from "@/state/hooks";
import { useAct } from "@/ui/act";
import { CallCentre } from "@/ui/call-centre";
import { useHeldFocus } from "@/ui/held-focus";
import { Trouble } from "@/ui/trouble";
import "./handover.css";

const said = formWords.handover;
const FACTS = 12;
/** The place drifts, and units come nearer. */
const AGAIN_MS = 60_000;

type Fact = NonNullable<FullIncident["handover"]>["confirmed"][number];

export default function Handover({ incident }: { incident: FullIncident }) {
  const { handover } = incident;
  if (!handover || incident.state === "closed" || handover.confirmed.length >= FACTS) return null;
  return <Sheet incident={incident} handover={handover} />;
}

interface SheetProps {
  readonly incident: FullIncident;
  readonly handover: NonNullable<FullIncident["handover"]>;
}

function Sheet({ incident, handover }: SheetProps) {
  const me = useMe();
  const now = useNow(10_000);
  const watches = useMay("watch_officer", "coordinator");
  const { busy, error, act } = useAct();
  const held = useHeldFocus<HTMLDivElement>();
  const touched = useTouched(incident.id);
  const version = `${touched} ${Math.floor(now / AGAIN_MS)}`;
  const sheet = useFetched(incident.id, version, (signal) => readHandover(incident.id, signal));
  const confirms = watches && incident.lead.party === me.party;
  const lines = (sheet.value?.lines ?? []).filter(({ fact }) => !handover.confirmed.includes(fact));
  const confirm = (facts: readonly Fact[]) =>
    act((key) =>
      write(key, "POST", "/api/incidents/{incident_id}/handover/confirm", {
        path: { incident_id: incident.id },
        body: { facts: [...facts] },
      }),
    );
  const time = (instant: string) => utc(Date.parse(instant), now);
  const isOver = (instant: string) => Date.parse(instant) <= now;
  const { first_due_at: firstAt, due_at: allAt, next_due_at: nextAt, calls } = handover;
  const calling = calls.party === me.party && watches;
  return (
    <section className="card call stack tight" aria-label={said.title}>
      <h2>{said.title}</h2>
      <p>{said.came(handover.from_centre.name, handover.to_centre.name, time(handover.at))}</p>
      <p className="muted">
        {handover.by_voice ? said.readBack : said.heard} {said.until(time(firstAt), time(allAt))}
      </p>
      {nextAt && isOver(nextAt) && (
        <>
          <p className="strong distress" role="status">
            {calling ? said.call(handover.to_centre.name) : said.calls(calls.name)}
          </p>
          {calling && <CallCentre id={handover.to_centre.id} />}
        </>
      )}
      <Trouble error={error ?? sheet.error} />
      {!sheet.value && !sheet.error && <p role="status">{words.loading}</p>}
      <div {...held}>
        <ul className="timeline handed">
          {lines.map(({ fact, text, first }) => (
            <li key={fact}>
              <span>
                <span className={first ? "strong distress" : "strong"}>{said.fact[fact]}</span>
                <br />
                <Due
                  at={first ? firstAt : allAt}
                  over={isOver(first ? firstAt : allAt)}
                  now={now}
                />
              </span>
              <span>{text}</span>
              {confirms && (
                <button type="button" disabled={busy} onClick={() => confirm([fact])}>
                  {said.have}
                </button>
              )}
            </li>
          ))}
        </ul>
        {confirms && lines.length > 1 && (
          <button
            type="button"
            className="main"
            disabled={busy}
            onClick={() => confirm(lines.map(({ fact }) => fact))}
          >
            {said.haveAll(lines.length)}
          </button>
        )}
      </div>
      {!confirms && lines.length > 0 && <p className="muted">{said.waits(incident.lead.name)}</p>}
    </section>
  );
}

/** The time until which a fact is to be confirmed, or was. */
function Due({ at, over, now }: { at: string; over: boolean; now: number }) {
  const time = utc(Date.parse(at), now);
  return (
    <span className={over ? "distress" : "muted"}>{over ? said.was(time) : said.by(time)}</span>
  );
}
