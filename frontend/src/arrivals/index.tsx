/** The timeline of arrivals: a lane for each unit on its way and each candidate. */

import "./arrivals.css";
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { TRAITS } from "@/api/traits";
import type { DeploymentState, Incident } from "@/api/types";
import { minutes, utc } from "@/geo/format";
import { helpWords } from "@/i18n/help-words";
import { laneWords } from "@/i18n/picture-words";
import { expected } from "@/state/desk";
import { useMe, useNow, usePicture } from "@/state/hooks";
import { pointsAt, selected, useOpened } from "@/state/pointing";
import { candidates, foremost } from "@/state/scene";
import { useStore } from "@/state/store";
import { PartyTag } from "@/ui/party";
import { People } from "@/ui/people-line";
import { textScale } from "@/ui/text-scale";
import { verdictName } from "@/ui/verdict";
import { Drawing, useOn } from "./drawing";
import type { Lane } from "./lane";
import { type Chart, chartOf } from "./lane-chart";
import { metAt } from "./lane-steps";
import { untoldText } from "./untold";

/** The axis moves with the clock; more often than this it would not be seen to. */
const EVERY_MS = 5_000;

export default function Lanes() {
  const picture = usePicture();
  const asked = useStore(candidates);
  const times = useStore(expected);
  const opened = useOpened("incident");
  const shortly = useStore(foremost);
  const incidentId = opened ?? asked?.incidentId ?? shortly;
  const now = useNow(EVERY_MS);
  const room = useRoom();
  const chart = useMemo(
    () =>
      incidentId && picture.incident.has(incidentId)
        ? chartOf(picture, incidentId, asked, times, now, room)
        : null,
    [picture, incidentId, asked, times, now, room],
  );
  const { party } = useMe();
  const incident = picture.incident.get(incidentId ?? "");
  const leads = incident?.view === "full" && incident.lead.party === party;
  if (!chart || (incident?.state === "closed" && chart.lanes.length === 0)) return null;
  return (
    <div className="lanes-all">
      <Head chart={chart} incident={incident} named={incidentId !== opened} now={now} />
      {chart.lanes.length === 0 ? (
        <p className="empty">{emptyText(chart, leads)}</p>
      ) : (
        <Rows chart={chart} now={now} />
      )}
    </div>
  );
}

/** Others' units may not be told to a State that does not lead. */
function emptyText({ hasLeft }: Chart, leads: boolean): string {
  if (!leads) return laneWords.emptyUntold;
  return hasLeft ? laneWords.emptied : laneWords.empty;
}

function Head({
  chart,
  incident,
  named,
  now,
}: {
  chart: Chart;
  incident: Incident | undefined;
  /** No page beside tells which case it is. */
  named: boolean;
  now: number;
}) {
  return (
    <div className="lanes-head">
      <h2>{laneWords.title}</h2>
      {named && incident && <span className="muted">{incident.reference}</span>}
      {incident?.view === "full" && <People incident={incident} />}
      {chart.need && chart.lanes.length > 0 && (
        <NeedLine chart={chart} now={now} need={chart.need} />
      )}
      {chart.bound && chart.lanes.length > 0 && (
        <p className="bound">
          <span className="key bound" aria-hidden="true" />{" "}
          {laneWords.bound(
            utc(chart.bound.leastMs, now),
            chart.bound.mostMs === null ? "" : utc(chart.bound.mostMs, now),
          )}
        </p>
      )}
      {chart.lanes.some(({ byFullTank }) => byFullTank) && (
        <p className="muted of-bars">{laneWords.byFullTank}</p>
      )}
      {chart.more > 0 && <p className="muted">{laneWords.more(chart.more)}</p>}
    </div>
  );
}

function NeedLine({ chart, now, need }: { chart: Chart; now: number; need: ChartNeed }) {
  const total = chart.steps.at(-1)?.total ?? 0;
  const met = metAt(chart.steps, need.wanted);
  if (need.allFound) return <p className="need">{laneWords.allFound(need.what)}</p>;
  if (!need.told) return <p className="muted">{laneWords.asAsked(need.what, need.wanted)}</p>;
  if (need.promised > total) {
    return (
      <p className={need.promised < need.wanted ? "need short" : "need"}>
        {laneWords.promised(need.what, least(need, need.promised), need.wanted, least(need, total))}
        {need.beside > 0 && laneWords.beside(need.beside)}
      </p>
    );
  }
  return (
    <p className={met === null || isPast(met, need.byMs) ? "need short" : "need"}>
      {metText(need, total, met, now)}
      {met === null && need.beside > 0 && laneWords.beside(need.beside)}
    </p>
  );
}

const isPast = (atMs: number, byMs: number | null) => byMs !== null && atMs > byMs;

type ChartNeed = NonNullable<Chart["need"]>;

/** The number; so many at least where of some unit the room is not known. */
const least = ({ atLeast }: ChartNeed, count: number) =>
  atLeast ? (count ? `${count}+` : "?") : count;

function metText(need: ChartNeed, total: number, met: number | null, now: number): string {
  const { what, wanted, byMs, offered } = need;
  if (met === null) return laneWords.short(what, least(need, total), wanted, offered);
  if (byMs === null || met <= byMs) return laneWords.met(what, wanted, utc(met, now));
  return laneWords.metLate(what, wanted, utc(met, now), minutes((met - byMs) / 60_000));
}

function Rows({ chart, now }: { chart: Chart; now: number }) {
  const [box, widthPx, scale] = useWidth();
  return (
    <div className="lanes-body">
      <ul className="legend" aria-hidden="true">
        {laneWords.legend.map(([kind, name]) => (
          <li key={kind}>
            <span className={`key ${kind}`} /> {name}
          </li>
        ))}
      </ul>
      <ol className="lanes-names">
        {chart.lanes.map((lane) => (
          <Row key={lane.key} lane={lane} now={now} />
        ))}
      </ol>
      <div className="lanes-box" ref={box}>
        {widthPx > 0 && <Drawing chart={chart} nowMs={now} widthPx={widthPx} scale={scale} />}
      </div>
    </div>
  );
}

function Row({ lane, now }: { lane: Lane; now: number }) {
  const on = useOn(lane);
  const me = useMe();
  const { thing, id } = lane.pointed;
  // Once it has been there it is not awaited: where it is now is told instead.
  const late = lane.late && !lane.arrived;
  return (
    <li className={[lane.kind, on ? "on" : "", late ? "late" : ""].filter(Boolean).join(" ")}>
      <button
        type="button"
        className="quiet"
        {...pointsAt(thing, id)}
        onClick={() => selected.set({ thing, id })}
      >
        <PartyTag code={lane.party} />
        <span className="name">{lane.name}</span>
        <span className="state">
          {late && lane.kind !== "offer" ? laneWords.late : stateOf(lane, me.party)}
        </span>
        <strong title={untoldText(lane) || undefined}>{arrival(lane, now)}</strong>
        {lane.arrivesMs !== null && !lane.arrived && !lane.overdue && (
          <span className="at">{utc(lane.arrivesMs, now)}</span>
        )}
        {lane.arrived && sinceMs(lane) !== null && (
          <span className="at">{utc(sinceMs(lane) ?? 0, now)}</span>
        )}
        {lane.untold && <span className="hidden">{untoldText(lane)}</span>}
      </button>
    </li>
  );
}

/** Its state; beside a time that is promised alone, that this is so: the bar shows the state. */
function stateOf({ kind, party, state, verdict, byPromise }: Lane, reader: string): string {
  if (byPromise) return laneWords.byPromise;
  if (state === null) return verdictName(verdict ?? "allowed", party === reader);
  const known: Readonly<Record<string, string>> =
    kind === "offer" ? helpWords.offerState : helpWords.workState;
  return known[state] ?? state;
}

function arrival({ arrivesMs, arrived, overdue, state }: Lane, now: number): string {
  if (arrived) return isThere(state) ? laneWords.there : laneWords.away;
  if (overdue) return laneWords.overdue;
  if (arrivesMs === null) return laneWords.noTime;
  return minutes((arrivesMs - now) / 60_000);
}

const isThere = (state: Lane["state"]) =>
  state !== null && state in TRAITS && TRAITS[state as DeploymentState].on_scene;

/** The time since which it is there, or away: where anybody told it, its last span's beginning. */
function sinceMs({ spans }: Lane): number | null {
  const last = spans.findLast(({ kind }) => kind === "on_scene" || kind === "away");
  return last && !last.loose ? last.fromMs : null;
}

/** The number of lanes seen at once, as the window changes; see `.lanes` in shell.css. */
function useRoom(): number {
  const [room, setRoom] = useState(roomNow);
  useEffect(() => {
    const again = () => setRoom(roomNow());
    addEventListener("resize", again);
    return () => removeEventListener("resize", again);
  }, []);
  return room;
}

const roomNow = () => Math.floor(((innerHeight * 0.36) / textScale() - 84) / 23);

/** The width there is for the drawing, and how much larger than usual letters are here. */
function useWidth(): [RefObject<HTMLDivElement | null>, widthPx: number, scale: number] {
  const box = useRef<HTMLDivElement>(null);
  const [{ widthPx, scale }, setRoom] = useState({ widthPx: 0, scale: 1 });
  useLayoutEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) =>
      setRoom({ widthPx: Math.floor(entry?.contentRect.width ?? 0), scale: textScale() }),
    );
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return [box, widthPx, scale];
}
