/** Two parties side by side: each fact that one's own was told, and when the other was. */

import { Fragment, useEffect, useRef, useState } from "react";
import { readTellings } from "@/api/case-tellings";
import type { FullIncident, Telling, Tellings } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { minutes, utcSeconds } from "@/geo/format";
import { replay as said } from "@/i18n/en-replay";
import { useMe, useNames } from "@/state/hooks";
import {
  firstTold,
  type Hearing,
  hearingsOf,
  type Micros,
  microsOf,
  msOf,
  type Scale,
  SECOND,
} from "@/state/replay";
import { Trouble } from "@/ui/trouble";
import { instantText } from "./instant-text";

interface Props {
  readonly incident: FullIncident;
  /** One's own facts of the case, and the parties that may be asked about. */
  readonly own: Tellings;
  readonly at: Micros;
  readonly scale: Scale;
  /** Another one reads again. */
  readonly version: string;
  readonly move: (at: Micros) => void;
}

export function ToldWhen({ incident, own, at, scale, version, move }: Props) {
  const me = useMe();
  const nameOf = useNames();
  const others = othersOf(incident, own, me.party);
  const [chosen, choose] = useState("");
  const [side, setSide] = useState<"own" | "other">("own");
  const other = others.includes(chosen) ? chosen : (others[0] ?? null);
  const told = useFetched(`${incident.id} ${other}`, version, (signal) =>
    readTellings(incident.id, other ? [other] : [], signal),
  );
  const entries = (told.value ?? own).entries.filter(
    (one) => (microsOf(one.at) ?? 0) <= scale.until,
  );
  return (
    <section className="told-when stack tight" aria-label={said.told}>
      <h2>{said.told}</h2>
      <p className="muted">{said.limits}</p>
      {other === null ? (
        <p>{said.only}</p>
      ) : (
        <>
          <div className="row">
            <label className="row">
              <span>{said.other}</span>
              <select value={other} onChange={(event) => choose(event.target.value)}>
                {others.map((code) => (
                  <option key={code} value={code}>
                    {nameOf(code)}
                  </option>
                ))}
              </select>
            </label>
            <fieldset className="row sides" aria-label={said.side}>
              {(["own", "other"] as const).map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={side === one}
                  onClick={() => setSide(one)}
                >
                  {one === "own" ? said.own(me.party) : other}
                </button>
              ))}
            </fieldset>
          </div>
          {told.value && <First entries={entries} own={nameOf(me.party)} other={other} />}
        </>
      )}
      <Trouble error={told.error} />
      <Table
        entries={entries}
        own={me.party}
        other={told.value ? other : null}
        side={side}
        at={at}
        move={move}
      />
    </section>
  );
}

/** The lead first, then as they came to be involved. */
function othersOf(incident: FullIncident, { comparable }: Tellings, own: string): string[] {
  const order = [incident.lead.party, ...incident.involved.map(({ party }) => party)];
  const place = (code: string) => order.indexOf(code) + 1 || order.length + 1;
  return comparable.filter((code) => code !== own).sort((a, b) => place(a) - place(b));
}

const spanOf = (from: Micros, until: Micros) => minutes((until - from) / (60 * SECOND));

/** The instants at which each was first told of the case, and the span between. */
function First({ entries, own, other }: { entries: Telling[]; own: string; other: string }) {
  const nameOf = useNames();
  const mine = entries[0] ? microsOf(entries[0].at) : null;
  const theirs = firstTold(entries, other);
  if (mine === null) return null;
  const name = nameOf(other);
  if (theirs === null)
    return (
      <p className="strong">
        {said.first(own, instantText(mine))} · {said.firstNever(name)}
      </p>
    );
  return (
    <p className="strong">
      {[
        said.first(own, instantText(mine)),
        said.first(name, instantText(theirs)),
        theirs === mine ? said.atOnce : said.after(spanOf(mine, theirs)),
      ].join(" · ")}
    </p>
  );
}

/** So many facts on each side of the instant are drawn: a night has thousands. */
const AROUND = 100;

interface TableProps {
  readonly entries: readonly Telling[];
  readonly own: string;
  readonly other: string | null;
  readonly side: "own" | "other";
  readonly at: Micros;
  readonly move: (at: Micros) => void;
}

function Table({ entries, own, other, side, at, move }: TableProps) {
  const box = useRef<HTMLDivElement>(null);
  const hearings = other === null ? null : hearingsOf(entries, other);
  const by = entries.filter((one) => (microsOf(one.at) ?? 0) <= at).length;
  const [first, last] = [Math.max(0, by - AROUND), by + AROUND];
  useEffect(() => {
    const [list, mark] = [box.current, box.current?.querySelector<HTMLElement>(".here")];
    if (!list || !mark || by < 0) return;
    list.scrollTop = mark.offsetTop - list.clientHeight / 2;
  }, [by]);
  const width = other === null ? 2 : 3;
  const here = (
    <tr className="here">
      <td colSpan={width}>▸ {said.here(instantText(at))}</td>
    </tr>
  );
  return (
    <div className={`told-table show-${side}`} ref={box}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{said.time}</th>
            <th scope="col" className="of-own">
              {said.own(own)}
            </th>
            {other !== null && (
              <th scope="col" className="of-other">
                {other}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <Rest count={said.more.before(first)} width={width} />}
          {entries.slice(first, last).map((entry, index) => (
            <Fragment key={entry.number}>
              {first + index === by && here}
              <Row
                entry={entry}
                isLater={first + index >= by}
                hearing={hearings?.get(entry.number) ?? null}
                move={move}
              />
            </Fragment>
          ))}
          {by >= entries.length && here}
          {last < entries.length && (
            <Rest count={said.more.after(entries.length - last)} width={width} />
          )}
        </tbody>
      </table>
    </div>
  );
}

function Rest({ count, width }: { count: string; width: number }) {
  return (
    <tr>
      <td colSpan={width} className="muted">
        {count}
      </td>
    </tr>
  );
}

interface RowProps {
  readonly entry: Telling;
  readonly isLater: boolean;
  /** Null: nobody is beside. */
  readonly hearing: Hearing | null;
  readonly move: (at: Micros) => void;
}

function Row({ entry, isLater, hearing, move }: RowProps) {
  const at = microsOf(entry.at) ?? 0;
  return (
    <tr className={isLater ? "later" : ""}>
      <td>
        <button type="button" className="quiet" onClick={() => move(at)}>
          {utcSeconds(msOf(at))}
        </button>
      </td>
      <td className="of-own words">
        {entry.sentence ?? said.erasedFact}
        <small className="muted block">{said.entry(entry.number)}</small>
      </td>
      {hearing && (
        <td className={hearing.kind === "untold" ? "of-other alert" : "of-other"}>
          <Heard at={at} hearing={hearing} />
          <span className="words alone">{entry.sentence ?? said.erasedFact}</span>
        </td>
      )}
    </tr>
  );
}

function Heard({ at, hearing }: { at: Micros; hearing: Hearing }) {
  if (hearing.kind === "told") return said.toldToo;
  if (hearing.kind === "erased") return said.erasedTold;
  const { nextAt } = hearing;
  return (
    <>
      <strong>{said.untold}</strong>
      <small className="block">
        {nextAt === null ? said.never : said.next(utcSeconds(msOf(nextAt)), spanOf(at, nextAt))}
      </small>
    </>
  );
}
