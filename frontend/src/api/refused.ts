/** A refusal of the server (RFC 9457), or that it could not be reached at all. */

import type { Problem } from "./types";

export const UNREACHABLE = "unreachable";

export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  /** Every reason at once, as sentences. */
  readonly reasons: readonly string[];
  /** Faults by the field they are in, for 422. */
  readonly fields: ReadonlyMap<string, string>;

  constructor(problem: Partial<Problem>) {
    super(problem.detail ?? "");
    this.status = problem.status ?? 0;
    this.code = problem.code ?? UNREACHABLE;
    const faults = (problem.errors ?? []).map((error) => ({
      field: typeof error.field === "string" ? error.field : null,
      reason: String(error.reason ?? ""),
    }));
    this.fields = new Map(
      faults.flatMap(({ field, reason }) => (field === null ? [] : [[field, reason]])),
    );
    this.reasons = faults.length
      ? faults.map(({ field, reason }) => (field === null ? reason : `${field} ${reason}`))
      : [problem.detail ?? ""];
  }

  /** Nothing is known of what became of the request; it may be repeated under its key. */
  get unreachable(): boolean {
    return this.code === UNREACHABLE;
  }
}

/** Whether nobody answered at all. */
export const isUnreachable = (error: unknown) => error instanceof Refused && error.unreachable;
