/** A case as it was: its time on a bar, the picture of then, and who was told what. */

import "./replay.css";
import { useEffect, useMemo, useState } from "react";
import { readTellings } from "@/api/case-tellings";
import type { FullIncident } from "@/api/types";
import { useCaseThen } from "@/data/case-then";
import { useFetched } from "@/data/fetched";
import { words } from "@/i18n";
import { replay as said } from "@/i18n/en-replay";
import { useCase } from "@/panels/incident/case";
import { nowMs } from "@/state/desk";
import { ERASURES } from "@/state/following";
import { useTouched } from "@/state/hooks";
import { pastShown } from "@/state/past-shown";
import {
  type Micros,
  type Moment,
  microsOf,
  momentsOf,
  type Scale,
  textOf,
  within,
} from "@/state/replay";
import { ExerciseTag } from "@/ui/exercise";
import { Link } from "@/ui/link";
import { Nothing } from "@/ui/nothing";
import { Trouble } from "@/ui/trouble";
import { CaseThenBody } from "./case-body";
import { instantText } from "./instant-text";
import { TimeBar } from "./time-bar";
import { ToldWhen } from "./told-when";

export default function ReplayPage({ id }: { id: string }) {
  const { incident, busy } = useCase(id);
  if (incident?.view !== "full")
    return <Nothing why={busy ? words.loading : words.incidents.gone} />;
  return <Replay key={id} incident={incident} />;
}

/** The instant in the address; null: none, or none that can be read. */
const addressed = (): Micros | null =>
  microsOf(decodeURIComponent(location.pathname.split("/")[4] ?? ""));

const SETTLES_MS = 300;

/** The address follows the instant once it rests, so that it can be sent to somebody. */
function useAddress(id: string, at: Micros | null, setAt: (at: Micros) => void): void {
  useEffect(() => {
    if (at === null) return;
    const timer = setTimeout(
      () => history.replaceState(history.state, "", `/incidents/${id}/replay/${textOf(at)}`),
      SETTLES_MS,
    );
    return () => clearTimeout(timer);
  }, [id, at]);
  useEffect(() => {
    const returned = () => {
      const asked = addressed();
      if (asked !== null) setAt(asked);
    };
    addEventListener("popstate", returned);
    return () => removeEventListener("popstate", returned);
  }, [setAt]);
}

function Replay({ incident }: { incident: FullIncident }) {
  const { id } = incident;
  const touched = useTouched(id);
  const erased = useTouched(ERASURES);
  const [opened, setOpened] = useState(() => ({ ms: nowMs(), touched }));
  const [chosen, setAt] = useState<Micros | null>(addressed);
  useAddress(id, chosen, setAt);
  const own = useFetched(id, `${opened.ms} ${erased}`, (signal) => readTellings(id, [], signal));
  const closed = incident.state === "closed";
  const scale = useMemo(
    () => scaleOf(incident.opened_at, closed ? incident.closed_at : null, own.value, opened.ms),
    [incident.opened_at, incident.closed_at, closed, own.value, opened.ms],
  );
  const moments = useMemo(
    () => momentsOf(own.value?.entries ?? [], scale.until),
    [own.value, scale.until],
  );
  const at = within(scale, chosen ?? (closed ? (moments[0]?.at ?? scale.from) : scale.until));
  return (
    <article className="page replay-page" aria-label={said.title(incident.reference)}>
      <header className="row apart">
        <h1>
          {said.title(incident.reference)} <ExerciseTag about={incident} />
        </h1>
        <Link href={`/incidents/${id}`}>{said.back}</Link>
      </header>
      <p className="muted">
        {said.about} <span className="by-key">{said.keys}</span>
      </p>
      <Trouble error={own.error} />
      {!own.value && own.busy && <p className="empty">{said.loading}</p>}
      {own.value && (
        <>
          {touched > opened.touched && (
            <p className="row" role="status">
              {said.goneOn}{" "}
              <button type="button" onClick={() => setOpened({ ms: nowMs(), touched })}>
                {said.toNow}
              </button>
            </p>
          )}
          <Watched
            id={id}
            at={at}
            scale={scale}
            moments={moments}
            erased={erased}
            move={(to) => setAt(within(scale, to))}
          />
          <ToldWhen
            incident={incident}
            own={own.value}
            at={at}
            scale={scale}
            version={`${opened.ms} ${erased}`}
            move={(to) => setAt(within(scale, to))}
          />
        </>
      )}
    </article>
  );
}

interface WatchedProps {
  readonly id: string;
  readonly at: Micros;
  readonly scale: Scale;
  readonly moments: readonly Moment[];
  readonly erased: number;
  readonly move: (at: Micros) => void;
}

function Watched({ id, at, scale, moments, erased, move }: WatchedProps) {
  const { value, error, busy } = useCaseThen(id, at, erased);
  const shown = value?.shown ?? null;
  useEffect(() => {
    if (shown) pastShown.set(shown);
  }, [shown]);
  useEffect(() => () => pastShown.set(null), []);
  const isOld = value !== null && value.at !== at;
  return (
    <>
      <TimeBar at={at} scale={scale} moments={moments} busy={busy} move={move} />
      <Trouble error={error} />
      {isOld && (
        <p className="alert strong" role="status">
          {said.reading(instantText(value.at))}
        </p>
      )}
      {!value && busy && <p className="empty">{words.loading}</p>}
      {value && (
        <div className={isOld ? "case-then old stack" : "case-then stack"} aria-busy={isOld}>
          <CaseThenBody answer={value.answer} shown={value.shown} />
        </div>
      )}
    </>
  );
}

function scaleOf(
  openedAt: string,
  closedAt: string | null,
  told: { readonly entries: readonly { readonly at: string }[] } | null,
  nowMs: number,
): Scale {
  const [first, last] = [told?.entries[0], told?.entries.at(-1)].map((one) =>
    one ? microsOf(one.at) : null,
  );
  const from = Math.min(microsOf(openedAt) ?? Infinity, first ?? Infinity);
  const closing = closedAt === null ? null : microsOf(closedAt);
  const until =
    closing === null ? Math.floor(nowMs / 1_000) * 1_000_000 : Math.max(closing, last ?? 0);
  return { from, until: Math.max(from, until) };
}
