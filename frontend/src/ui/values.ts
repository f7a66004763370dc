/** The values of a form, read from what was typed. Pure. */

import type { ReactNode } from "react";
import type { Point } from "@/api/types";
import { type Draft, typedMs } from "@/data/drafts";
import { parsePosition } from "@/geo/parse";
import { parseTime } from "@/geo/typed-time";
import { formWords } from "@/i18n/form-words";

export type FieldKind =
  | "line"
  | "prose"
  | "count"
  | "number"
  | "position"
  | "past"
  | "future"
  | "choice"
  | "check"
  | "own";

/** The control of a field of kind `own`. */
export interface Drawing {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onType: (value: string) => void;
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly required?: boolean;
  readonly hint?: string;
  readonly options?: readonly (readonly [value: string, label: string])[];
  readonly initial?: string;
  /** Of kind `future`: the field of a past instant from which it is read, if that is filled in. */
  readonly from?: string;
  /** A line of its own. */
  readonly wide?: boolean;
  /** More to be said of the value, below the field; it may write on. */
  readonly note?: (typed: Draft, write: (change: Draft) => void) => ReactNode;
  /** Of kind `own`: how it is written, and what is wrong with what is written. */
  readonly draw?: (drawing: Drawing) => ReactNode;
  readonly check?: (text: string) => string | null;
}

/** A field that cannot be read as what it should be. */
export interface Unread {
  readonly field: string;
  readonly reason: string;
}

export class Values {
  constructor(
    readonly typed: Draft,
    private readonly nowMs: number,
  ) {}

  /** The instant of sending: the same, however often it is sent under one key. */
  now(): string {
    return new Date(this.nowMs).toISOString();
  }

  text(name: string): string {
    return (this.typed[name] ?? "").trim();
  }

  /** The words as an optional field: left out when empty. */
  number(name: string): number | null {
    const text = this.text(name).replace(",", ".");
    return text === "" ? null : Number(text);
  }

  checked(name: string): boolean {
    return this.typed[name] === "yes";
  }

  point(name: string): Point | null {
    return parsePosition(this.text(name));
  }

  at(name: string, lean: "past" | "future", from?: string): string | null {
    const read = this.atMs(name, lean, from);
    return read === null ? null : new Date(read).toISOString();
  }

  /** The instant that was meant when it was typed, or at that of another field, `from`. */
  atMs(name: string, lean: "past" | "future", from?: string): number | null {
    const fromMs = from ? this.atMs(from, "past") : null;
    return parseTime(this.text(name), fromMs ?? typedMs(this.typed, name, this.nowMs), lean);
  }
}

/** Faults that keep the form from being sent: every field at once. */
export function unread(fields: readonly Field[], typed: Draft, nowMs: number): Unread[] {
  const values = new Values(typed, nowMs);
  return fields.flatMap((field) => {
    const reason = fault(field, values);
    return reason === null ? [] : [{ field: field.name, reason }];
  });
}

function fault(field: Field, values: Values): string | null {
  const text = values.text(field.name);
  if (text === "") return field.required ? formWords.form.missing : null;
  switch (field.kind) {
    case "count":
      return /^\d{1,6}$/.test(text) ? null : formWords.form.notCount;
    case "number":
      return /^-?\d+([.,]\d+)?$/.test(text) ? null : formWords.form.notNumber;
    case "position":
      return values.point(field.name) ? null : formWords.form.notPosition;
    case "past":
    case "future":
      return values.at(field.name, field.kind) ? null : formWords.form.notTime;
    default:
      return field.check?.(text) ?? null;
  }
}
