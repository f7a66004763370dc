/**
 * The one socket of the live feed: start, resume, come again.
 *
 * It knows nothing of pictures: it is told from which number to start and hands frames on. A
 * frame of a socket that was given up is never handed on, so that two can do no harm.
 */

import { SILENCE_MS } from "@/state/liveness";
import { type Frame, SIGNED_OUT, type Watched } from "./frames";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const LOOK_MS = 5_000;
/** The server closes the line of a person who says more than sixty things a minute. */
const VIEW_EVERY_MS = 1_000;

export interface Plug {
  /** Opens a socket; another one in tests. */
  open(): WebSocket;
  since(): number | null;
  asOf(): string | null;
  /** Whether the line has room for few bytes. */
  thin(): boolean;
  onFrame(frame: Frame): void;
  onClosed(): void;
  /** It never opened: no line, or the server lets this browser in no more; it cannot tell which. */
  onNotLetIn(): void;
  onSignedOut(): void;
}

export interface LiveSocket {
  watch(watched: Watched): void;
  /** Begin anew on the same line, told the other form. */
  anew(): void;
  /** Look now whether the line still lives: after sleep, or when the network is back. */
  look(): void;
  stop(): void;
}

export function openLive(plug: Plug): LiveSocket {
  let socket: WebSocket | null = null;
  let watched: Watched = { positions: null, incidents: [] };
  let heardAtMs = Date.now();
  let failures = 0;
  let again: ReturnType<typeof setTimeout> | null = null;
  let viewAtMs = 0;
  let viewDue: ReturnType<typeof setTimeout> | null = null;
  const looking = setInterval(look, LOOK_MS);
  connect();

  function connect(): void {
    if (again !== null) clearTimeout(again);
    again = null;
    heardAtMs = Date.now();
    const mine = plug.open();
    socket = mine;
    let opened = false;
    mine.onopen = () => {
      if (socket !== mine) return mine.close();
      opened = true;
      start();
    };
    mine.onmessage = (message) => {
      if (socket !== mine) return;
      heardAtMs = Date.now();
      failures = 0;
      plug.onFrame(JSON.parse(String(message.data)) as Frame);
    };
    mine.onclose = (closed) => {
      if (socket !== mine) return;
      lost(closed.code);
      if (!opened) plug.onNotLetIn();
    };
  }

  function start(): void {
    socket?.send(
      JSON.stringify({
        type: "start",
        since: plug.since(),
        ...watched,
        as_of: plug.asOf(),
        format: plug.thin() ? "thin" : null,
      }),
    );
  }

  function lost(code: number): void {
    socket = null;
    plug.onClosed();
    if (code === SIGNED_OUT) {
      stop();
      plug.onSignedOut();
      return;
    }
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
    failures += 1;
    again = setTimeout(connect, pause * (0.5 + Math.random() / 2));
  }

  function look(): void {
    if (Date.now() - heardAtMs <= SILENCE_MS) return;
    const dead = socket;
    socket = null;
    giveUp(dead);
    if (dead) plug.onClosed();
    connect();
  }

  /** The latest that is watched; a line that is not open yet starts with it. */
  function tellView(): void {
    viewDue = null;
    if (socket?.readyState !== 1) return;
    viewAtMs = Date.now();
    socket.send(JSON.stringify({ type: "view", ...watched }));
  }

  function stop(): void {
    clearInterval(looking);
    if (viewDue !== null) clearTimeout(viewDue);
    if (again !== null) clearTimeout(again);
    const mine = socket;
    socket = null;
    giveUp(mine);
  }

  /** One that is still opening is closed once it has: closing it before is an error to browsers. */
  function giveUp(given: WebSocket | null): void {
    if (given && given.readyState !== 0) given.close();
  }

  return {
    watch(next) {
      watched = next;
      if (viewDue !== null) return;
      const sinceMs = Math.max(0, Date.now() - viewAtMs);
      if (sinceMs >= VIEW_EVERY_MS) tellView();
      else viewDue = setTimeout(tellView, VIEW_EVERY_MS - sinceMs);
    },
    anew() {
      if (socket?.readyState === 1) start();
    },
    look() {
      look();
      if (socket === null && again !== null) connect();
    },
    stop,
  };
}
