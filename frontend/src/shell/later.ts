/** Parts that come after the first view: loaded when wanted, or ahead when the line is idle. */

import { type ComponentType, type LazyExoticComponent, lazy } from "react";

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

const parts: (() => Promise<unknown>)[] = [];

export function later<P>(load: Load<P>): LazyExoticComponent<ComponentType<P>> {
  parts.push(load);
  return lazy(load);
}

/** Load every part, so that a line that breaks later takes none of them away. */
export async function loadAhead(): Promise<void> {
  for (const load of parts) await load().catch(() => {});
}
