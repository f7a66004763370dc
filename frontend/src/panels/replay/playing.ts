/** Playing a case: the instant moves on by itself, from answer to answer, while somebody looks. */

import { useEffect, useRef, useState } from "react";
import { type Micros, type Moment, type Scale, SECOND, stepOn } from "@/state/replay";

export type Speed = "entries" | "minute" | "five" | "twenty";
export const SPEEDS: readonly Speed[] = ["entries", "minute", "five", "twenty"];

const MINUTES = { minute: 1, five: 5, twenty: 20 } as const;
const ENTRY_MS = 2_000;
const MOVES_MS = 500;

export const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

interface Playing {
  readonly on: boolean;
  readonly speed: Speed;
  toggle(): void;
  pause(): void;
  setSpeed(speed: Speed): void;
}

interface Played {
  readonly moments: readonly Moment[];
  readonly scale: Scale;
  readonly at: Micros;
  /** An answer is awaited: nothing is skipped because the line is slow. */
  readonly busy: boolean;
  readonly move: (at: Micros) => void;
}

/** The next instant of what is played. */
export function playedOn({ moments, scale, at }: Omit<Played, "busy" | "move">, speed: Speed) {
  if (speed === "entries") return stepOn(moments, at, scale);
  return Math.min(scale.until, at + ((MINUTES[speed] * 60 * SECOND) / 1_000) * MOVES_MS);
}

export function usePlaying(played: Played): Playing {
  const [on, setOn] = useState(false);
  const [speed, setSpeed] = useState<Speed>("entries");
  const latest = useRef(played);
  latest.current = played;
  const atEnd = played.at >= played.scale.until;
  useEffect(() => {
    if (!on) return;
    const pace: Speed = isStill() ? "entries" : speed;
    const timer = setInterval(
      () => {
        const now = latest.current;
        if (!now.busy) now.move(playedOn(now, pace));
      },
      pace === "entries" ? ENTRY_MS : MOVES_MS,
    );
    const pauses = () => document.hidden && setOn(false);
    document.addEventListener("visibilitychange", pauses);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", pauses);
    };
  }, [on, speed]);
  useEffect(() => {
    if (atEnd) setOn(false);
  }, [atEnd]);
  return {
    on,
    speed,
    setSpeed,
    pause: () => setOn(false),
    toggle: () => {
      if (!on && atEnd) played.move(played.scale.from);
      setOn(!on);
    },
  };
}
