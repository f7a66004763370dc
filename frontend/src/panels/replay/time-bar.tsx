/** The bar of time: where the case stands in it, the entries, and how to move. */

import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { replay as said } from "@/i18n/en-replay";
import {
  HOUR,
  latestBy,
  type Micros,
  type Moment,
  type Scale,
  SECOND,
  stepBack,
  stepOn,
  ticksOf,
} from "@/state/replay";
import { instantText } from "./instant-text";
import { isStill, SPEEDS, type Speed, usePlaying } from "./playing";

interface Props {
  readonly at: Micros;
  readonly scale: Scale;
  readonly moments: readonly Moment[];
  /** The instant asked for is not shown yet. */
  readonly busy: boolean;
  readonly move: (at: Micros) => void;
}

export function TimeBar({ at, scale, moments, busy, move: moveTo }: Props) {
  const slider = useRef<HTMLInputElement>(null);
  const playing = usePlaying({ moments, scale, at, busy, move: moveTo });
  useLayoutEffect(() => slider.current?.focus({ preventScroll: true }), []);
  const move = (to: Micros) => {
    playing.pause();
    moveTo(to);
  };
  const keys = new Map([
    ["ArrowLeft", () => move(stepBack(moments, at, scale))],
    ["ArrowDown", () => move(stepBack(moments, at, scale))],
    ["ArrowRight", () => move(stepOn(moments, at, scale))],
    ["ArrowUp", () => move(stepOn(moments, at, scale))],
    ["PageDown", () => move(at - HOUR)],
    ["PageUp", () => move(at + HOUR)],
    ["Home", () => move(scale.from)],
    ["End", () => move(scale.until)],
    [" ", playing.toggle],
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.altKey || event.metaKey ? undefined : keys.get(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const latest = latestBy(moments, at);
  const entry = latest ? said.entry(latest.number) : said.noEntry;
  const full = instantText(at);
  return (
    <section className="time-bar stack tight" aria-label={said.bar}>
      <p className="row apart">
        <strong className="past-mark">{said.shown(full)}</strong>
        <span className="strong">{entry}</span>
      </p>
      <div className="time-slide">
        <input
          ref={slider}
          type="range"
          aria-label={said.bar}
          aria-valuetext={`${full}, ${entry}`}
          min={Math.floor(scale.from / SECOND)}
          max={Math.ceil(scale.until / SECOND)}
          step={1}
          value={Math.round(at / SECOND)}
          onChange={(event) => move(Number(event.target.value) * SECOND)}
          onKeyDown={onKeyDown}
        />
        <svg
          className="ticks"
          viewBox="0 0 1000 8"
          preserveAspectRatio="none"
          aria-hidden="true"
          focusable="false"
        >
          {ticksOf(moments, scale).map((place) => (
            <line key={place} x1={place} x2={place} y1="0" y2="8" />
          ))}
        </svg>
        <p className="row apart muted" aria-hidden="true">
          <span>{instantText(scale.from, false)}</span>
          <span>{instantText(scale.until, false)}</span>
        </p>
      </div>
      <div className="row">
        <button type="button" onClick={() => move(scale.from)}>
          {said.start}
        </button>
        <button type="button" onClick={() => move(stepBack(moments, at, scale))}>
          ‹ {said.earlier}
        </button>
        <button type="button" onClick={() => move(stepOn(moments, at, scale))}>
          {said.later} ›
        </button>
        <button type="button" onClick={() => move(scale.until)}>
          {said.end}
        </button>
        <button type="button" aria-pressed={playing.on} onClick={playing.toggle}>
          {playing.on ? said.pause : said.play}
        </button>
        <select
          aria-label={said.speed}
          value={playing.speed}
          onChange={(event) => playing.setSpeed(event.target.value as Speed)}
        >
          {SPEEDS.map((speed) => (
            <option key={speed} value={speed}>
              {said.speeds[speed]}
            </option>
          ))}
        </select>
      </div>
      {playing.on && playing.speed !== "entries" && isStill() && (
        <p className="muted">{said.still}</p>
      )}
    </section>
  );
}
