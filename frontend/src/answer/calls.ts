/** Calls of the answer page. The link's token goes in a header, never in an address. */

import type { components } from "@/api/schema";
import type { OtherLanguage } from "./phrases";

export type Page = components["schemas"]["AnswerPageView"];
export type Answer = components["schemas"]["LinkAnswer"];
export type Said = components["schemas"]["LinkAnswerBody"];
type Told = components["schemas"]["ProblemView"];
/** A refusal in the language that was asked for, and whether somebody has reviewed it. */
export type Reworded = Told["detail_in"];

export type Outcome =
  | { kind: "page"; page: Page }
  | { kind: "over" }
  | { kind: "slow"; seconds: number }
  | { kind: "refused"; code: string; says: string; other: Reworded }
  | { kind: "away" };

const LIMIT_MS = 30_000;

/** An answer of the server, or none: the line is away, or the server is. */
export function call(
  action: "look" | "open" | "say",
  { token, language }: { token: string; language: string },
  body: unknown,
  then: (outcome: Outcome) => void,
): void {
  const request = new XMLHttpRequest();
  request.open("POST", `/api/answer/${action}`);
  request.timeout = LIMIT_MS;
  request.setRequestHeader("Authorization", `Bearer ${token}`);
  request.setRequestHeader("Accept-Language", language);
  request.setRequestHeader("Content-Type", "application/json");
  request.onload = () => then(outcomeOf(request));
  request.onerror = request.ontimeout = () => then({ kind: "away" });
  request.send(body === null ? null : JSON.stringify(body));
}

function outcomeOf(request: XMLHttpRequest): Outcome {
  const { status } = request;
  const told = parsed(request.responseText);
  if (status === 200 && told) return { kind: "page", page: told as unknown as Page };
  if (status === 404) return { kind: "over" };
  if (status === 429) {
    return { kind: "slow", seconds: Number(request.getResponseHeader("Retry-After")) || 10 };
  }
  if (status === 0 || status >= 500 || status === 408) return { kind: "away" };
  const problem = told as unknown as Partial<Told> | null;
  return {
    kind: "refused",
    code: String(problem?.code ?? ""),
    says: String(problem?.detail ?? status),
    other: problem?.detail_in ?? null,
  };
}

/** The phrases of a language; null: there are none here. */
export function phrasesOf(
  language: string,
  then: (found: OtherLanguage | "away" | null) => void,
): void {
  const request = new XMLHttpRequest();
  request.open("GET", `/api/answer/phrases/${language}`);
  request.timeout = LIMIT_MS;
  request.onload = () => {
    const told = parsed(request.responseText) as unknown as OtherLanguage | null;
    if (request.status === 200) then(told ?? "away");
    else then(request.status < 429 ? null : "away");
  };
  request.onerror = request.ontimeout = () => then("away");
  request.send();
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null; // a proxy's own page
  }
}

/** A new id, as old browsers can make one. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => `0${byte.toString(16)}`.slice(-2)).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
