/** One intent of the user's: done once, however often the button is pressed. */

import { useRef, useState } from "react";
import { Refused } from "@/api/refused";
import { uuid7 } from "@/api/uuid7";

export interface Acting {
  readonly busy: boolean;
  readonly error: unknown;
  /** Does the work under a key that stays the same until the server has answered. */
  act(work: (key: string) => Promise<unknown>, done?: () => void): void;
  forget(): void;
}

export function useAct(): Acting {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const key = useRef<string | null>(null);

  const act: Acting["act"] = (work, done) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    key.current ??= uuid7();
    work(key.current).then(
      () => {
        key.current = null;
        setBusy(false);
        done?.();
      },
      (failure: unknown) => {
        const answered = failure instanceof Refused && !failure.unreachable;
        if (answered) key.current = null;
        setBusy(false);
        setError(failure);
      },
    );
  };
  return { busy, error, act, forget: () => setError(null) };
}
