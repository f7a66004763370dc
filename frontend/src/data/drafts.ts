/**
 * Drafts of forms, kept in this browser until they are sent or their writer signs out.
 *
 * Each belongs to one person of one party. One of an earlier time is offered, never filled in
 * unasked: the next call is about something else. Only a page loaded anew goes on with its own.
 */

import { useEffect, useState } from "react";
import { nowMs } from "@/state/desk";
import { type Draft, type Kept, keep, kept, LOADED_AT, ofPerson } from "./kept-drafts";

export type { Draft } from "./kept-drafts";

/** A draft of an earlier time, beside what is being written. */
export interface Earlier extends Kept {
  /** It is in the form already, because the page was loaded anew. */
  readonly taken: boolean;
  use(): void;
  discard(): void;
}

/** The text typed into a field, and the platform's time of then: it says what "+90" means. */
export const typed = (name: string, text: string): Draft => ({
  [name]: text,
  [`${name}@`]: String(nowMs()),
});

/** The platform's time when the field was typed; `orMs` where it was not. */
export const typedMs = (draft: Draft, name: string, orMs: number): number =>
  Number(draft[`${name}@`] ?? orMs);

/** The draft of this name, how to write on, how to throw it away, and an earlier one if any. */
export function useDraft(
  name: string,
  initial: Draft,
  /** It is the page itself: where that is loaded anew, one goes on. */
  isPage = false,
): [Draft, (change: Draft) => void, () => void, Earlier | null] {
  const [place] = useState(() => ofPerson() + name);
  const [before, setBefore] = useState(() => beginning(place));
  const [draft, setDraft] = useState<Draft>(() => ({
    ...initial,
    ...(before?.taken ? before.draft : null),
  }));
  const [written, setWritten] = useState(false);
  useEffect(() => {
    if (!isPage) return;
    sessionStorage.setItem(place, location.pathname);
    return () => sessionStorage.removeItem(place);
  }, [place, isPage]);
  const put = (next: Draft) => {
    keep(place, next);
    setDraft(next);
    setWritten(true);
  };
  const end = () => {
    localStorage.removeItem(place);
    setDraft(initial);
    setBefore(null);
    setWritten(false);
  };
  const write = (change: Draft) => {
    setDraft((standing) => {
      const next = { ...standing, ...change };
      keep(place, next);
      return next;
    });
    setWritten(true);
  };
  const earlier = before && {
    ...before,
    use() {
      put({ ...initial, ...before.draft });
      // What was written meanwhile is not lost by it.
      setBefore(written ? { draft, atMs: nowMs(), taken: false } : null);
    },
    discard() {
      if (before.taken || !written) end();
      else setBefore(null);
    },
  };
  return [draft, write, end, earlier];
}

/** The tab still knows the page that was open in it when it was loaded anew. */
function beginning(place: string): (Kept & { taken: boolean }) | null {
  const found = kept(place);
  return found && { ...found, taken: sessionStorage.getItem(place) === LOADED_AT };
}
