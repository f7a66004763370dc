/** Drafts of forms: they survive a reload, kept on this machine until they are sent. */

import { useState } from "react";
import { session } from "@/state/desk";

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
