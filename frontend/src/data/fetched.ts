/**
 * A value read from the server when it is shown, and again when the record says it changed or the
 * line has come back.
 */

import { useCallback, useEffect, useState } from "react";
import { useRenewals } from "@/state/hooks";

export interface Fetched<T> {
  readonly value: T | null;
  readonly error: unknown;
  /** Being read, the first time or again; what was read before stays meanwhile. */
  readonly busy: boolean;
  again(): void;
}

/** `read` is called anew when `about` (what is read) or `version` (of what) changes. */
export function useFetched<T>(
  about: string,
  version: unknown,
  read: (signal: AbortSignal) => Promise<T>,
): Fetched<T> {
  const [state, setState] = useState<{ about: string; value: T | null; error: unknown }>({
    about,
    value: null,
    error: null,
  });
  const [busy, setBusy] = useState(true);
  const [asked, setAsked] = useState(0);
  const renewals = useRenewals();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `read` is another function every time; what it reads is named by `about`
  useEffect(() => {
    const stop = new AbortController();
    setBusy(true);
    read(stop.signal).then(
      (value) => {
        setState({ about, value, error: null });
        setBusy(false);
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        setState((before) => ({
          about,
          value: before.about === about ? before.value : null,
          error,
        }));
        setBusy(false);
      },
    );
    return () => stop.abort();
  }, [about, version, asked, renewals]);
  const again = useCallback(() => setAsked((times) => times + 1), []);
  const current = state.about === about;
  return {
    value: current ? state.value : null,
    error: current ? state.error : null,
    busy,
    again,
  };
}
