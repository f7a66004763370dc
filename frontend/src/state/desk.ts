/** The stores of this desk: who is signed in, picture, positions, clock, what is heard. */

import type { AlertChannel, ExpectedTime, Me, Position } from "@/api/types";
import type { FirstKnown, KnownCases } from "./case-duties";
import { type Clock, platformMs, UNTOLD } from "./clock";
import { BEGINNING, type Following } from "./following";
import type { Hearing } from "./liveness";
import { createStore } from "./store";

export type Session = { state: "unknown" } | { state: "out" } | { state: "in"; me: Me };

export const session = createStore<Session>({ state: "unknown" });
/** The sign-in has ended under the page, which waits for its owner. */
export const lapsed = createStore(false);
export const following = createStore<Following>(BEGINNING);
/** By asset or ship id; replaced at most once a frame. */
export const positions = createStore<ReadonlyMap<string, Position>>(new Map());
/** By deployment, or by item of an undecided offer; what is expected now, whatever was before. */
export const expected = createStore<ReadonlyMap<string, ExpectedTime>>(new Map());
export const clock = createStore<Clock>(UNTOLD);

export const hearing = createStore<Hearing>({
  connected: false,
  awaiting: true,
  number: 0,
  head: 0,
  heardAtMs: 0,
  everyMs: 0,
  returns: null,
});

/** Whether alerts leave the installation, as its server knows. */
export interface AlertsLeaving {
  readonly state: "leaving" | "no_way" | "no_worker" | "failing";
  readonly failing: readonly AlertChannel[];
}

/** The last word of the server; null: none has come yet. */
export const beat = createStore<{
  /** The same; null: not known. */
  readonly alerts: AlertsLeaving | null;
  /** Whether somebody of the party who keeps the watch has a page open. */
  readonly watched: boolean | null;
} | null>(null);

/** The platform's time now, in milliseconds. */
export function nowMs(): number {
  return platformMs(clock.get(), Date.now());
}

/** By case in which nobody is tasked, the first able unit. */
export const firstUnits = createStore<ReadonlyMap<string, FirstKnown>>(new Map());

/** By case, the phase in which it was seen here; what is not seen rings. */
export const knownCases = createStore<KnownCases>({});
