import type { FullIncident } from "@/api/types";
import type { Draft } from "@/data/drafts";
import type { formWords } from "@/i18n/form-words";
import type { Picture } from "@/state/picture";
import type { Field, Values } from "@/ui/values";

export type CaseAct = keyof typeof formWords.act;

export interface Shape {
  /** Said below the fields: what else it does. */
  readonly notes?: readonly string[];
  readonly fields: readonly Field[] | ((typed: Draft) => readonly Field[]);
  readonly send: (typed: Values, key: string) => Promise<unknown>;
}

export type Shapes = Partial<Record<CaseAct, (incident: FullIncident, picture: Picture) => Shape>>;

export const shown = (value: number | null | undefined) => (value == null ? "" : String(value));
