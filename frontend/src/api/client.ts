/** HTTP to our own server: typed by its OpenAPI, repeated safely over a bad link. */

import createClient, { type Middleware } from "openapi-fetch";
import { Refused } from "./refused";
import type { paths } from "./schema";
import { uuid7 } from "./uuid7";

const KEY = "Idempotency-Key";
const PAUSES_MS = [1_000, 3_000];
const BUSY = new Set([502, 503, 504]);

const SAFE = new Set(["GET", "HEAD"]);

/** Every write has a key: the one of its intent if given, else one for this call alone. */
const keyed: Middleware = {
  onRequest({ request }) {
    if (!SAFE.has(request.method) && !request.headers.has(KEY)) {
      request.headers.set(KEY, uuid7());
    }
    return request;
  },
};

/** A repeat is safe: reads change nothing, writes have a key. */
async function persistent(request: globalThis.Request): Promise<Response> {
  for (const pause of PAUSES_MS) {
    try {
      const answer = await fetch(request.clone());
      if (!BUSY.has(answer.status)) return answer;
    } catch (error) {
      if (request.signal.aborted) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return fetch(request);
}

export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? "http://localhost",
  fetch: persistent,
});
api.use(keyed);

/** The header that carries the key of an intent. */
export function withKey(key: string): { headers: Record<string, string> } {
  return { headers: { [KEY]: key } };
}

/** The cursor in the address of the following page; null at the end. */
export function cursorOf(next: string | null | undefined): string | null {
  return next ? new URL(next, "http://localhost").searchParams.get("cursor") : null;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What the server answered; throws `Refused`. */
export async function told<T>(asking: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await asking;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused({});
  }
  if (answer.response.ok) return answer.data as T;
  const problem = answer.error;
  throw new Refused(
    typeof problem === "object" && problem !== null
      ? { status: answer.response.status, ...problem }
      : { status: answer.response.status, code: "fault", detail: answer.response.statusText },
  );
}
