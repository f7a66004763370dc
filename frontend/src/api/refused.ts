/** A refusal of the server (RFC 9457), or that it could not be reached at all. */

import type { Problem } from "./types";

export const UNREACHABLE = "unreachable";

/** A fault in a body, and its place: the path of a field in the body, like `datum.error_nm`. */
export interface Fault {
  readonly field: string | null;
  readonly reason: string;
}

/** A fault as a sentence that stands by itself. */
export const faultLine = ({ field, reason }: Fault) =>
  field === null ? reason : `${field} ${reason}`;

export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  /** Every reason at once, as sentences. */
  readonly reasons: readonly string[];
  /** For 422. */
  readonly faults: readonly Fault[];

  constructor(problem: Partial<Problem>) {
    super(problem.detail ?? "");
    this.status = problem.status ?? 0;
    this.code = problem.code ?? UNREACHABLE;
    this.faults = (problem.errors ?? []).map((error) => ({
      field: typeof error.field === "string" ? error.field : null,
      reason: String(error.reason ?? ""),
    }));
    this.reasons = this.faults.length ? this.faults.map(faultLine) : [problem.detail ?? ""];
  }

  /** Nothing is known of what became of the request; it may be repeated under its key. */
  get unreachable(): boolean {
    return this.code === UNREACHABLE;
  }
}

/** Whether nobody answered at all. */
export const isUnreachable = (error: unknown) => error instanceof Refused && error.unreachable;
