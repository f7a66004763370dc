/** HTTP to our own server: typed by its OpenAPI, repeated safely over a bad link. */

import createClient, { type FetchResponse, type Middleware } from "openapi-fetch";
import type { PathsWithMethod, Writable } from "openapi-typescript-helpers";
import { Refused } from "./refused";
import type { paths } from "./schema";
import { IDLE_HEADER, idleSeconds } from "./touch";
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

/** The server counts nobody as present whose page only reads by itself. */
const attended: Middleware = {
  onRequest({ request }) {
    request.headers.set(IDLE_HEADER, String(idleSeconds()));
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
api.use(keyed, attended);

/** The cursor in the address of the following page; null at the end. */
export function cursorOf(next: string | null | undefined): string | null {
  return next ? new URL(next, "http://localhost").searchParams.get("cursor") : null;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

let signedOut = () => {};

/** Called whenever the server does not know who asks. */
export function onSignedOut(listener: () => void): void {
  signedOut = listener;
}

/** The server's answer; throws `Refused`. */
export async function unwrap<T>(asking: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await asking;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused({});
  }
  if (answer.response.ok) return answer.data as T;
  if (answer.response.status === 401) signedOut();
  const problem = answer.error;
  throw new Refused(
    typeof problem === "object" && problem !== null
      ? { status: answer.response.status, ...problem }
      : { status: answer.response.status, code: "fault", detail: answer.response.statusText },
  );
}

type Method = "POST" | "PUT" | "PATCH" | "DELETE";
type PathOf<M extends Method> = PathsWithMethod<paths, Lowercase<M>>;
type Operation<M extends Method, P extends PathOf<M>> = paths[P][Lowercase<M>];

type Ids<O> = O extends { parameters: { path: infer Path } } ? { path: Path } : unknown;
type Body<O> = O extends { requestBody: { content: { "application/json": infer B } } }
  ? { body: Writable<B> }
  : unknown;
/** Based on the version that was on the screen; 412 when somebody changed it first. */
type Version<O> = O extends { parameters: { header?: infer Headers } }
  ? [Headers] extends [undefined]
    ? unknown
    : "if-match" extends keyof NonNullable<Headers>
      ? { version: number }
      : unknown
  : unknown;

/** The parts of a write, as its operation wants them. */
type Parts<O> = Ids<O> & Body<O> & Version<O>;
type Answered<O extends object> = NonNullable<
  FetchResponse<O, Record<never, never>, `${string}/${string}`>["data"]
>;

interface Sent {
  readonly path: object;
  readonly body: unknown;
  readonly version: number;
}

/** A write under the key of its intent: done once, however often it is sent. */
export function write<M extends Method, P extends PathOf<M>>(
  key: string,
  method: M,
  path: P,
  ...[parts]: unknown extends Parts<Operation<M, P>> ? [] : [Parts<Operation<M, P>>]
): Promise<Answered<Operation<M, P> & object>> {
  const { path: ids, body, version } = (parts ?? {}) as Partial<Sent>;
  const init = {
    params: { path: ids, header: version === undefined ? {} : { "if-match": `"${version}"` } },
    body,
    headers: { [KEY]: key },
  };
  // The types above hold the caller to the operation; the client's own are the same once more.
  return unwrap(api.request(method.toLowerCase() as never, path as never, init as never));
}
