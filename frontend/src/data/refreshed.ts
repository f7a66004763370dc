/** A value that time and others make old without a word: asked for again each minute, on changes. */

import { useEffect, useRef, useState } from "react";
import { lapsed } from "@/state/desk";
import { type Fetched, useFetched } from "./fetched";

const EVERY_MS = 60_000;
/** Changes that come together are asked about once. */
const SETTLE_MS = 2_000;
/** However much changes, no more often. */
const LEAST_MS = 15_000;

export interface Refreshing {
  /** Something it rests on has changed. */
  changed(): void;
  stop(): void;
}

/** Calls `ask` each minute and a moment after a change; never in a hidden tab or while `isBusy`. */
export function refreshing(ask: () => void, isBusy: () => boolean): Refreshing {
  let askedMs = Date.now();
  let dueMs = askedMs + EVERY_MS;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let stopped = false;
  document.addEventListener("visibilitychange", plan);
  plan();

  function plan(): void {
    if (timer !== null) clearTimeout(timer);
    timer = stopped || document.hidden ? null : setTimeout(go, Math.max(0, dueMs - Date.now()));
  }

  function go(): void {
    const nowMs = Date.now();
    if (isBusy()) dueMs = nowMs + SETTLE_MS;
    else {
      askedMs = nowMs;
      dueMs = nowMs + EVERY_MS;
      ask();
    }
    plan();
  }

  return {
    changed() {
      dueMs = Math.min(dueMs, Math.max(Date.now() + SETTLE_MS, askedMs + LEAST_MS));
      plan();
    },
    stop() {
      stopped = true;
      plan();
      document.removeEventListener("visibilitychange", plan);
    },
  };
}

/** As `useFetched`, and again by itself; `basis` are the things that the answer rests on. */
export function useRefreshed<T>(
  about: string,
  version: string | number,
  basis: readonly unknown[],
  read: (signal: AbortSignal) => Promise<T>,
): Fetched<T> {
  const [round, setRound] = useState(0);
  const busy = useRef(true);
  const again = useRef<Refreshing | null>(null);
  const before = useRef(basis);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `about` and `version` name the question: a new one begins a new minute
  useEffect(() => {
    const current = refreshing(
      () => setRound((rounds) => rounds + 1),
      () => busy.current || lapsed.get(),
    );
    again.current = current;
    return current.stop;
  }, [about, version]);
  useEffect(() => {
    if (basis.some((one, place) => one !== before.current[place])) again.current?.changed();
    before.current = basis;
  });
  const fetched = useFetched(about, `${version} ${round}`, read);
  busy.current = fetched.busy;
  return fetched;
}
