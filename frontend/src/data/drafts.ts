/** Drafts of forms: they survive a reload, kept on this machine until they are sent. */

import { useState } from "react";
import { nowMs, session } from "@/state/desk";

export type Draft = Readonly<Record<string, string>>;

function place(name: string): string {
  const current = session.get();
  return `sar.draft.${current.state === "in" ? current.me.who : ""}.${name}`;
}

function kept(name: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(place(name)) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

/** What was typed into a field, and the platform's time of then: it says what "+90" means. */
export const typed = (name: string, text: string): Draft => ({
  [name]: text,
  [`${name}@`]: String(nowMs()),
});

/** The platform's time when the field was typed; `orMs` where it was not. */
export const typedMs = (draft: Draft, name: string, orMs: number): number =>
  Number(draft[`${name}@`] ?? orMs);

/** The draft of this name, how to write on, and how to throw it away. */
export function useDraft(
  name: string,
  initial: Draft,
): [Draft, (change: Draft) => void, () => void] {
  const [draft, setDraft] = useState<Draft>(() => ({ ...initial, ...kept(name) }));
  const write = (change: Draft) => {
    setDraft((before) => {
      const next = { ...before, ...change };
      localStorage.setItem(place(name), JSON.stringify(next));
      return next;
    });
  };
  const drop = () => {
    localStorage.removeItem(place(name));
    setDraft(initial);
  };
  return [draft, write, drop];
}
