/** Hooks by which components read the stores. */

import { createContext, useContext, useEffect, useState } from "react";
import type { ExpectedTime, Me, Role } from "@/api/types";
import { clock, expected, following, hearing, lapsed, nowMs, session } from "./desk";
import { ERASURES } from "./following";
import { type Liveness, liveness } from "./liveness";
import { partyName } from "./party-name";
import { NOTHING, type Picture } from "./picture";
import { useStore } from "./store";

/** Another picture than the party's own one of now: that of a case that is over. */
export const PictureShown = createContext<Picture | null>(null);

/** Another instant than now: that at which a case is watched again. */
export const InstantShown = createContext<number | null>(null);

export function usePicture(): Picture {
  const live = useStore(following, (state) => state.picture);
  return useContext(PictureShown) ?? live;
}

/** The names of parties in sentences: as the directory lists them, a code where it lists none. */
export function useNames(): (code: string) => string {
  const picture = usePicture();
  return (code) => partyName(picture, code);
}

/** Whether it has come: before that nothing can be said not to be there. */
export function usePictured(): boolean {
  return useStore(following, ({ picture }) => picture !== NOTHING);
}

/**
 * The number of the latest entry about a thing, or of the latest erasure, which may be of words
 * about any: details that were read are old when it grows.
 */
export function useTouched(id: string): number {
  return useStore(following, ({ touched }) =>
    Math.max(touched.get(id) ?? 0, touched.get(ERASURES) ?? 0),
  );
}

/**
 * The number of times entries may have been missed, or a read may have failed, because there was
 * no line: details that were read before are old when it grows.
 */
export function useRenewals(): number {
  const returns = useStore(hearing, (heard) => heard.returns ?? 0);
  return useStore(following, ({ renewed }) => renewed) + returns;
}

/** The expected time of a deployment, or of an item of an undecided offer. */
export function useExpected(id: string): ExpectedTime | undefined {
  return useStore(expected, (times) => times.get(id));
}

/** The person signed in; only below the sign-in. */
export function useMe(): Me {
  const current = useStore(session);
  if (current.state !== "in") throw new Error("nobody is signed in");
  return current.me;
}

/** Whether one's roles at this centre allow what needs one of them. */
export function useMay(...roles: Role[]): boolean {
  const me = useMe();
  return me.roles.some((role) => roles.includes(role));
}

/** The platform's time, refreshed every second (more often in a fast exercise is no use). */
export function useNow(everyMs = 1_000): number {
  const [, tick] = useState(0);
  useStore(clock);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return useContext(InstantShown) ?? nowMs();
}

export function useLiveness(): {
  state: Liveness;
  silentMs: number;
  number: number;
  everyMs: number;
} {
  const heard = useStore(hearing);
  const ended = useStore(lapsed);
  useNow();
  const real = Date.now();
  return {
    state: ended ? "not_live" : liveness(heard, real),
    silentMs: real - heard.heardAtMs,
    number: heard.number,
    everyMs: heard.everyMs,
  };
}
