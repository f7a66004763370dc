/** Single keys: one listener; the latest component that asked for a key gets it. */

import { createContext, useContext, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { acts, isPressed, types } from "./key-events";

type Act = () => void;

/** The place at which a page or a dialog opens; another one for each that opens there. */
export type Place = object;

interface Taker {
  readonly key: string;
  readonly place: Place;
  readonly act: Act;
  readonly reach: Reach;
}

/**
 * `everywhere`: also under a dialog, and with Alt while one types; `first`: before all others, also
 * those that came later.
 */
type Reach = "usual" | "everywhere" | "first";

const takers: Taker[] = [];

/** The place of the components below; the frame of the screen is one too. */
export const PlaceContext = createContext<Place>({});

/** A key is held so long for what opens; then it is dropped, and keys act on what is there. */
const HOLD_MS = 3_000;

interface Opening {
  readonly place: Place;
  /** Of a part of a page: the page's, which has keys of its own; null: nothing else. */
  readonly page: Place | null;
  readonly sinceMs: number;
  /** The only keys that are held for it, and for nothing else that opens; null: all, for a while. */
  readonly only: string | null;
  readonly pressed: { readonly key: string; readonly atMs: number }[];
}

const openings: Opening[] = [];

/** Keys are held for what opens at the place, until the returned function is called. */
export function opensAt(place: Place, page: Place | null, only: string | null): () => void {
  const opening: Opening = { place, page, sinceMs: Date.now(), only, pressed: [] };
  openings.push(opening);
  return () => {
    openings.splice(openings.indexOf(opening), 1);
    // What has opened asks for its keys in the same commit, a little later.
    queueMicrotask(() => deliver(opening));
  };
}

/**
 * The keys go to what has opened, or to the page that it is a part of, and to nothing else: the first
 * that neither takes ends it, and one that was pressed too long ago is left out.
 */
function deliver({ place, page, only, pressed }: Opening): void {
  for (const [index, { key, atMs }] of pressed.entries()) {
    const taker =
      takers.findLast((one) => one.key === key && one.place === place) ??
      takers.findLast((one) => one.key === key && one.place === page);
    if (Date.now() - atMs > HOLD_MS) continue;
    if (!taker || isCovered()) return;
    flushSync(taker.act);
    const next = only === null && openings.findLast((one) => one.only === null);
    if (next) {
      next.pressed.push(...pressed.slice(index + 1));
      return;
    }
  }
}

const isCovered = () => document.querySelector("dialog[open]") !== null;

globalThis.addEventListener?.(
  "keydown",
  (event) => {
    // A key held down does what it does once, also on buttons: never a second act unseen.
    if (!event.repeat || !acts(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  { capture: true },
);

globalThis.addEventListener?.("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
  if (event.altKey || types(event.target) || isCovered()) {
    actEverywhere(event);
    return;
  }
  if (event.key === "Enter" && isPressed(event.target)) return;
  const key = event.key.toLowerCase();
  if (isHeld(key)) return;
  const mine = takers.filter((one) => one.key === key);
  const taker = mine.findLast((one) => one.reach === "first") ?? mine.at(-1);
  if (!taker) return;
  event.preventDefault();
  taker.act();
});

/**
 * Whether the key is held for what opens. A part with keys of its own comes first, but for a key
 * that something on the screen takes already.
 */
function isHeld(key: string): boolean {
  const atMs = Date.now();
  const isTaken = takers.some((one) => one.key === key);
  const opening =
    openings.findLast(({ only }) => !isTaken && only?.includes(key)) ??
    openings.findLast(({ only, sinceMs }) => only === null && atMs - sinceMs < HOLD_MS);
  opening?.pressed.push({ key, atMs });
  return opening !== undefined;
}

/** Of the keys that act everywhere; with Alt keyboards write other letters. */
function actEverywhere(event: KeyboardEvent): void {
  if (types(event.target) && !event.altKey) return;
  const key = (event.altKey ? event.code.replace("Key", "") : event.key).toLowerCase();
  const taker = takers.findLast((one) => one.reach === "everywhere" && one.key === key);
  if (!taker) return;
  event.preventDefault();
  taker.act();
}

/** While the component is shown, `key` does `act`; null switches it off. */
export function useKey(key: string, act: Act | null): void {
  useTaker(key, act, "usual");
}

/** For a key that the screen has just asked for: what is fetched meanwhile, as the map, takes it
 * from nobody. */
export function useKeyFirst(key: string, act: Act | null): void {
  useTaker(key, act, "first");
}

/** The same in dialogs too, and with Alt while one types. */
export function useKeyEverywhere(key: string, act: Act | null): void {
  useTaker(key, act, "everywhere");
}

function useTaker(key: string, act: Act | null, reach: Reach): void {
  const place = useContext(PlaceContext);
  const latest = useRef(act);
  const on = act !== null;
  // Before the browser paints: a key pressed when the component is first seen is not lost.
  useLayoutEffect(() => {
    latest.current = act;
  });
  useLayoutEffect(() => {
    if (!on) return;
    const mine = { key, place, act: () => latest.current?.(), reach };
    takers.push(mine);
    return () => {
      takers.splice(takers.indexOf(mine), 1);
    };
  }, [key, on, place, reach]);
}

/** `first`, then another key, which `take` may use; whether the other one is waited for. */
export function useKeyThen(first: string, take: ((second: string) => boolean) | null): boolean {
  const [waiting, setWaiting] = useState(false);
  const latest = useRef(take);
  useLayoutEffect(() => {
    latest.current = take;
  });
  useKey(first, take && (() => setWaiting(true)));
  useLayoutEffect(() => {
    if (!waiting) return;
    const second = (event: KeyboardEvent) => {
      setWaiting(false);
      if (!latest.current?.(event.key.toLowerCase())) return;
      event.stopImmediatePropagation();
      event.preventDefault();
    };
    addEventListener("keydown", second, { capture: true, once: true });
    return () => removeEventListener("keydown", second, { capture: true });
  }, [waiting]);
  return waiting;
}
