/** Parts that come after the first view: loaded when wanted, or ahead when the line is idle. */

import { type ComponentType, type LazyExoticComponent, lazy } from "react";

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

const parts: (() => Promise<unknown>)[] = [];

const TRIES = 40;
const PAUSE_MS = 3_000;

/** Loading that outlasts a line that is away for two minutes; then the part says that it failed. */
export function persistent<T>(load: () => Promise<T>, tries = TRIES): () => Promise<T> {
  return async () => {
    for (let left = tries; left > 1; left -= 1) {
      try {
        return await load();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
    return load();
  };
}

export function later<P>(load: Load<P>): LazyExoticComponent<ComponentType<P>> {
  const loading = persistent(load);
  parts.push(loading);
  return lazy(loading);
}

/** Load every part, so that a line that breaks later takes none of them away. */
export async function loadAhead(): Promise<void> {
  for (const load of parts) await load().catch(() => {});
}
