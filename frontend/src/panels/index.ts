/**
 * The registers that can be opened beside the incident: one line each.
 *
 * `G` then `key` opens it; `path` is its address; it is loaded when it is first opened.
 */

import { type ComponentType, lazy } from "react";

export interface PanelProps {
  /** What follows the path in the address, like an id. */
  readonly rest: string;
}

export interface Panel {
  readonly path: `/${string}`;
  readonly key: string;
  readonly title: string;
  readonly Body: ComponentType<PanelProps>;
}

/** Makes a panel of a module that exports its component as default. */
export function panel(
  about: Omit<Panel, "Body">,
  load: () => Promise<{ default: ComponentType<PanelProps> }>,
): Panel {
  return { ...about, Body: lazy(load) };
}

export const PANELS: readonly Panel[] = [];
