/** Parts that come after the first view: loaded when wanted, or ahead when the line is idle. */

import { type ComponentType, createElement, lazy, type ReactNode, useState } from "react";

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

interface Part<P> {
  fetched: ComponentType<P> | null;
  readonly awaited: ComponentType<P>;
}

/** The part, which is there at once when it has been fetched before it is wanted. */
export function later<P extends object>(load: Load<P>): (props: P) => ReactNode {
  const loading = persistent(async () => {
    const found = await load();
    part.fetched = found.default;
    return found;
  });
  const part: Part<P> = { fetched: null, awaited: lazy(loading) };
  parts.push(loading);
  return (props) => createElement(Shown<P>, { part, props });
}

function Shown<P extends object>({ part, props }: { part: Part<P>; props: P }) {
  // The same as long as it is shown: another type would begin anew.
  const [body] = useState<ComponentType<P>>(() => part.fetched ?? part.awaited);
  return createElement(body, props);
}

/** Load every part, so that a line that breaks later takes none of them away. */
export async function loadAhead(): Promise<void> {
  for (const load of parts) await load().catch(() => {});
}
