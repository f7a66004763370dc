/** Drafts: texts and choices kept in this browser, by the name of one person of one party. */

import { useState } from "react";
import { nowMs, session } from "@/state/desk";

export type Draft = Readonly<Record<string, string>>;

export interface Kept {
  readonly draft: Draft;
  /** The platform's time at which it was last written on. */
  readonly atMs: number;
}

const ALL = "sar.draft.";

const ofParty = (party: string) => `${ALL}${party}/`;

export function ofPerson(): string {
  const current = session.get();
  return current.state === "in" ? `${ofParty(current.me.party)}${current.me.who}.` : ALL;
}

export function kept(place: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

export function keep(place: string, draft: Draft): void {
  localStorage.setItem(place, JSON.stringify({ draft, atMs: nowMs() } satisfies Kept));
}

function drop(isOne: (place: string) => boolean): void {
  for (const storage of [localStorage, sessionStorage]) {
    for (const place of Object.keys(storage)) {
      if (place.startsWith(ALL) && isOne(place)) storage.removeItem(place);
    }
  }
}

/** A person who signs out leaves nothing behind. */
export function dropOwnDrafts(): void {
  const own = ofPerson();
  drop((place) => place.startsWith(own));
}

/** The drafts of another State stay on no screen of this one. */
export function dropDraftsOfOthers(party: string): void {
  drop((place) => !place.startsWith(ofParty(party)));
}

/** A choice of how something is shown: as it was left. */
export function useKept(name: string, initial: Draft): [Draft, (change: Draft) => void] {
  const [place] = useState(() => ofPerson() + name);
  const [draft, setDraft] = useState<Draft>(() => ({ ...initial, ...kept(place)?.draft }));
  const write = (change: Draft) =>
    setDraft((standing) => {
      const next = { ...standing, ...change };
      keep(place, next);
      return next;
    });
  return [draft, write];
}

/** The page at which the window was loaded. */
export const LOADED_AT = globalThis.location?.pathname;
