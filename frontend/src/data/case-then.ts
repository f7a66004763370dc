/** A case as it was at an instant: asked for once the hand rests, and only the latest answer counts. */

import { useEffect, useRef, useState } from "react";
import { readCaseThen } from "@/api/case-tellings";
import type { PastCase } from "@/api/types";
import { following } from "@/state/desk";
import { useRenewals } from "@/state/hooks";
import type { PastShown } from "@/state/past-shown";
import { type Micros, textOf } from "@/state/replay";
import { pastOf } from "@/state/then-picture";

/** A hand that slides asks for nothing in between. */
const RESTS_MS = 120;

export interface CaseThen {
  readonly answer: PastCase;
  /** The instant that was asked for. */
  readonly at: Micros;
  readonly shown: PastShown;
}

interface Asked {
  /** The latest answer, perhaps of another instant than the one asked for now. */
  readonly value: CaseThen | null;
  readonly error: unknown;
  readonly busy: boolean;
}

/** `version`: another one reads again, as after an erasure. */
export function useCaseThen(id: string, at: Micros, version: number): Asked {
  const [asked, setAsked] = useState<Asked>({ value: null, error: null, busy: true });
  const isFirst = useRef(true);
  const renewals = useRenewals();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` and `renewals` read again
  useEffect(() => {
    const stop = new AbortController();
    setAsked(({ value }) => ({ value, error: null, busy: true }));
    const read = async () => {
      try {
        const answer = await readCaseThen(id, textOf(at), stop.signal);
        if (stop.signal.aborted) return;
        const shown = pastOf(answer, following.get().picture);
        setAsked({ value: { answer, at, shown }, error: null, busy: false });
      } catch (error) {
        if (!stop.signal.aborted) setAsked(({ value }) => ({ value, error, busy: false }));
      }
    };
    const timer = setTimeout(read, isFirst.current ? 0 : RESTS_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [id, at, version, renewals]);
  return asked;
}
