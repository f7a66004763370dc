/** A register's line: its address, its letter, who may open it, and its page, loaded when opened. */

import { type ComponentType, lazy } from "react";
import type { Role } from "@/api/types";
import type { Thing } from "@/state/picture";
import { persistent } from "@/ui/later";

export interface PanelProps {
  /** The rest of the address after the path, like an id. */
  readonly rest: string;
}

export interface Panel {
  readonly path: `/${string}`;
  /** Null: it is opened from the thing that it is about. */
  readonly key: string | null;
  readonly title: string;
  /** The kind of thing that `rest` names: it is the chosen one, on the map as well. */
  readonly about?: Thing;
  /** Shown to those alone who hold it. */
  readonly role?: Role;
  readonly Body: ComponentType<PanelProps>;
}

/** Makes a panel of a module that exports its component as default. */
export function panel(
  about: Omit<Panel, "Body">,
  load: () => Promise<{ default: ComponentType<PanelProps> }>,
): Panel {
  return { ...about, Body: lazy(persistent(load)) };
}
