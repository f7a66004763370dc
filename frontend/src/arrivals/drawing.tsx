/** The picture of the lanes: spans, whiskers, now, darkness, coverage, all on one axis. */

import { useId } from "react";
import { utc } from "@/geo/format";
import { laneWords } from "@/i18n/picture-words";
import { palette } from "@/state/palette";
import { hovered, point, selected } from "@/state/pointing";
import { useStore } from "@/state/store";
import { tintOf } from "@/ui/tint";
import { type Axis, share, ticks } from "./axis";
import type { Lane, Span } from "./lane";
import type { Chart } from "./lane-chart";
import { towards } from "./lane-steps";
import { type Note, placedNotes } from "./notes";
import { isBare, untoldText } from "./untold";

const ROW_PX = 24;
const HEAD_PX = 54;
const FOOT_PX = 4;
/** In the head from above: the step line, dusk and dawn, the times. */
const STEPS_FOOT_PX = 22;
const NOTES_PX = 35;
const TIMES_PX = 49;
const BAR_PX = 12;
/** As wide as the name of the whole is, about. */
const ALL_WIDE_PX = 48;
/** A letter of a count on the line of steps, about, and the space around one. */
const COUNT_LETTER_PX = 6;
const COUNT_SPACE_PX = 10;

interface Frame {
  readonly x: (atMs: number) => number;
  readonly axis: Axis;
  readonly widthPx: number;
  readonly heightPx: number;
}

export function Drawing({
  chart,
  nowMs,
  widthPx: roomPx,
  scale,
}: {
  chart: Chart;
  nowMs: number;
  widthPx: number;
  scale: number;
}) {
  // All is drawn at its usual size, and enlarged as the page's letters are.
  const widthPx = roomPx / scale;
  const heightPx = HEAD_PX + chart.lanes.length * ROW_PX + FOOT_PX;
  const x = (atMs: number) => share(chart.axis, atMs) * widthPx;
  const frame: Frame = { x, axis: chart.axis, widthPx, heightPx };
  const hatch = useId();
  return (
    <svg
      className="lanes-drawing"
      width={roomPx}
      height={heightPx * scale}
      viewBox={`0 0 ${widthPx} ${heightPx}`}
      aria-hidden="true"
    >
      <defs>
        <pattern
          id={hatch}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="2.6" height="6" className="hatch" />
        </pattern>
      </defs>
      <Nights chart={chart} frame={frame} />
      <Ticks frame={frame} nowMs={nowMs} />
      <Coverage chart={chart} frame={frame} />
      <Bound chart={chart} frame={frame} />
      {chart.lanes.map((lane, row) => (
        <Bars
          key={lane.key}
          lane={lane}
          y={HEAD_PX + row * ROW_PX}
          frame={frame}
          nowMs={nowMs}
          hatch={hatch}
        />
      ))}
      <line
        className="now"
        x1={x(nowMs)}
        x2={x(nowMs)}
        y1={STEPS_FOOT_PX}
        y2={heightPx - FOOT_PX}
      />
      <Notes chart={chart} frame={frame} nowMs={nowMs} />
    </svg>
  );
}

function Ticks({ frame: { x, axis, widthPx, heightPx }, nowMs }: { frame: Frame; nowMs: number }) {
  return ticks(axis, widthPx).map((atMs) => {
    const place = x(atMs);
    const anchor = place < 24 ? "start" : place > widthPx - 24 ? "end" : "middle";
    return (
      <g key={atMs} className="tick">
        <line x1={place} x2={place} y1={HEAD_PX - 2} y2={heightPx - FOOT_PX} />
        <text x={place} y={TIMES_PX} textAnchor={anchor}>
          {utc(atMs, nowMs)}
        </text>
      </g>
    );
  });
}

function Nights({ chart, frame: { x, heightPx } }: { chart: Chart; frame: Frame }) {
  return chart.nights.map(({ fromMs, toMs }) => (
    <g key={fromMs} className="night">
      <rect
        x={x(fromMs)}
        y={HEAD_PX}
        width={x(toMs) - x(fromMs)}
        height={heightPx - FOOT_PX - HEAD_PX}
      />
    </g>
  ));
}

/** The name of each line of the axis. */
function Notes({ chart, frame, nowMs }: { chart: Chart; frame: Frame; nowMs: number }) {
  const { x, axis, widthPx } = frame;
  const inside = (atMs: number | null | undefined): atMs is number =>
    typeof atMs === "number" && atMs > axis.fromMs && atMs < axis.toMs;
  const { need, bound, nights, steps } = chart;
  const said = (kind: Note["kind"], atMs: number, say: (time: string) => string): Note[] =>
    inside(atMs) ? [{ kind, text: say(utc(atMs, nowMs)), xPx: x(atMs) }] : [];
  const notes: Note[] = [
    { kind: "now", text: laneWords.now, xPx: x(nowMs) },
    ...(need?.byMs && steps.length > 0 ? said("by", need.byMs, laneWords.by) : []),
    ...[bound?.leastMs, bound?.mostMs].flatMap((atMs) =>
      inside(atMs) ? said("limit", atMs, laneWords.limit) : [],
    ),
    ...nights.flatMap(({ fromMs, toMs, dusk, dawn }): Note[] => [
      ...(dusk ? said("night", fromMs, laneWords.dusk) : []),
      ...(dawn
        ? said("night", toMs, laneWords.dawn).map((note) => ({ ...note, before: true }))
        : []),
    ]),
  ];
  return placedNotes(notes, widthPx).map(({ kind, text, fromPx }) => (
    <text key={text} className={`note ${kind}`} x={fromPx} y={NOTES_PX}>
      {text}
    </text>
  ));
}

/** The end of the immersion estimate, at the least and at the most. */
function Bound({ chart: { bound }, frame: { x, axis, heightPx } }: { chart: Chart; frame: Frame }) {
  const times = bound ? [bound.leastMs, bound.mostMs] : [];
  return times.map(
    (atMs, at) =>
      atMs !== null &&
      atMs > axis.fromMs &&
      atMs < axis.toMs && (
        <line
          key={atMs}
          className={at === 0 ? "bound least" : "bound"}
          x1={x(atMs)}
          x2={x(atMs)}
          y1={NOTES_PX - 10}
          y2={heightPx - FOOT_PX}
        />
      ),
  );
}

/** The need as steps in the head: full height is the whole of it, and is named. */
function Coverage({
  chart: { steps, need },
  frame: { x, widthPx },
}: {
  chart: Chart;
  frame: Frame;
}) {
  if (!need || steps.length === 0) return null;
  const top = 4;
  const foot = STEPS_FOOT_PX;
  const y = (total: number) => foot - (foot - top) * Math.min(1, total / need.wanted);
  let line = "";
  for (const { atMs, total } of steps) line += ` H ${x(atMs)} V ${y(total)}`;
  const named = x(steps[0]?.atMs ?? 0) > ALL_WIDE_PX;
  return (
    <g className="coverage">
      <path className="filled" d={`M 0 ${foot}${line} H ${widthPx} V ${foot} Z`} />
      <line x1="0" x2={widthPx} y1={top} y2={top} />
      <path className="steps" d={`M 0 ${foot}${line} H ${widthPx}`} />
      {named && (
        <text x="2" y={foot - 4}>
          {laneWords.all(need.wanted)}
        </text>
      )}
      {countsOn(towards(steps, need.wanted), need.wanted, x, widthPx).map(({ xPx, text }) => (
        <text key={xPx} className="count" x={xPx + 3} y={foot - 4}>
          {text}
        </text>
      ))}
      {need.byMs !== null && (
        <line className="by" x1={x(need.byMs)} x2={x(need.byMs)} y1={top} y2={NOTES_PX + 2} />
      )}
    </g>
  );
}

/** The count that each step leads to, as far as they have room; a later one goes before. */
function countsOn(steps: Chart["steps"], wanted: number, x: Frame["x"], widthPx: number) {
  const found: { xPx: number; text: string }[] = [];
  for (const { atMs, total } of steps) {
    const xPx = x(atMs);
    const text = laneWords.covered(total, wanted);
    const before = found.at(-1);
    if (xPx + wideOf(text) > widthPx) continue;
    if (before && xPx - before.xPx < wideOf(before.text)) found.pop();
    found.push({ xPx, text });
  }
  return found;
}

const wideOf = (text: string) => text.length * COUNT_LETTER_PX + COUNT_SPACE_PX;

interface BarsProps {
  lane: Lane;
  y: number;
  frame: Frame;
  nowMs: number;
  hatch: string;
}

function Bars({ lane, y, frame, nowMs, hatch }: BarsProps) {
  const tint = tintOf(useStore(palette), lane.party);
  const on = useOn(lane);
  const top = y + (ROW_PX - BAR_PX) / 2;
  const middle = y + ROW_PX / 2;
  const { x, widthPx } = frame;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard has the list beside it
    <g
      className={lane.kind}
      onMouseEnter={() => point(lane.pointed.thing, lane.pointed.id)}
      onMouseLeave={() => point(lane.pointed.thing, null)}
    >
      <rect className={on ? "row on" : "row"} x="0" y={y + 1} width={widthPx} height={ROW_PX - 2} />
      {lane.spans.map((span) => (
        <Bar
          key={`${span.kind}-${span.fromMs}`}
          span={span}
          top={top}
          frame={frame}
          tint={tint}
          hatch={hatch}
        />
      ))}
      {isBare(lane, nowMs) && (
        <text className="untold" x={x(nowMs) + 6} y={middle + 4}>
          {untoldText(lane)}
        </text>
      )}
      {lane.bandMs && (
        <path
          className="whisker"
          d={`M ${x(lane.bandMs[0])} ${middle - 4} V ${middle + 4} M ${x(lane.bandMs[0])} ${middle} H ${x(lane.bandMs[1])} M ${x(lane.bandMs[1])} ${middle - 4} V ${middle + 4}`}
        />
      )}
    </g>
  );
}

function Bar({
  span,
  top,
  frame,
  tint,
  hatch,
}: {
  span: Span;
  top: number;
  frame: Frame;
  tint: string;
  hatch: string;
}) {
  const { x, axis } = frame;
  const [from, to] = [x(span.fromMs), x(span.toMs ?? axis.toMs)];
  const box = { x: from, y: top, width: Math.max(0, to - from), height: BAR_PX };
  const middle = top + BAR_PX / 2;
  switch (span.kind) {
    case "notice":
      return <rect {...box} fill={`url(#${hatch})`} className="notice" />;
    case "clearance":
      return <line className="clearance" x1={from} x2={to} y1={middle} y2={middle} />;
    case "fuel":
      return <line className="fuel" x1={from} x2={to} y1={middle} y2={middle} />;
    case "under_way":
      return <rect {...box} className="under-way" fill={tint} stroke={tint} />;
    case "away":
      return <rect {...box} className="away" stroke={tint} />;
    case "overdue":
      return <rect {...box} className="overdue" />;
    case "on_scene":
      return span.toMs === null || span.toMs > axis.toMs ? (
        <path
          fill="none"
          stroke={tint}
          strokeWidth="1.6"
          d={`M ${to} ${top} H ${from} V ${top + BAR_PX} H ${to}`}
        />
      ) : (
        <rect {...box} fill="none" stroke={tint} strokeWidth="1.6" />
      );
  }
}

/** Whether the pointer, the focus or the choice is on this lane, or on its unit elsewhere. */
export function useOn({ pointed }: Lane): boolean {
  const over = useStore(hovered);
  const chosen = useStore(selected);
  return [over, chosen].some((one) => one?.id === pointed.id);
}
