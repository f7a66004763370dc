/** Keeps the desk's picture up to date: one socket, snapshots when they are needed. */

import { api, unwrap } from "@/api/client";
import { Refused } from "@/api/refused";
import type { Position } from "@/api/types";
import { anchored } from "@/state/clock";
import { beat, clock, expected, following, hearing, positions } from "@/state/desk";
import { type Following, onEntries, onResync, onSnapshot } from "@/state/following";
import { onReady } from "@/state/liveness";
import { ofSnapshot } from "@/state/picture";
import { thinLine } from "@/state/thin-line";
import type { Frame, Watched } from "./frames";
import { type LiveSocket, openLive } from "./socket";

const AGAIN_MS = 2_000;

export interface Follower {
  watch(watched: Watched): void;
  stop(): void;
}

/** Begin, with the picture that there is until a newer one comes; `signedOut` is called once when the server ends the session. */
export function follow(signedOut: () => void): Follower {
  let stopped = false;
  let fetching = false;
  let socket: LiveSocket | null = null;
  let moved = new Map<string, Position | null>();
  let drawing: number | null = null;
  following.set(onResync(following.get()));
  hearing.set({ ...hearing.get(), awaiting: true, heardAtMs: Date.now() });
  void fetchSnapshot();
  addEventListener("online", look);
  document.addEventListener("visibilitychange", look);
  const unheard = thinLine.subscribe(() => socket?.anew());

  async function fetchSnapshot(): Promise<void> {
    if (fetching || stopped) return;
    fetching = true;
    try {
      const query = { format: "columns" } as const;
      const [{ byRow }, found] = await Promise.all([
        import("@/state/tables"),
        unwrap(api.GET("/api/snapshot", { params: { query } })),
      ]);
      const snapshot = byRow(found);
      if (stopped) return;
      moved = new Map();
      positions.set(new Map(snapshot.positions.map((position) => [position.id, position])));
      expected.set(new Map(snapshot.expected.map((time) => [time.id, time])));
      clock.set(anchored(snapshot.clock, Date.now()));
      fetching = false;
      take(onSnapshot(following.get(), ofSnapshot(snapshot)));
      socket ??= open();
    } catch (error) {
      fetching = false;
      if (stopped) return;
      if (error instanceof Refused && error.status === 401) signedOut();
      else setTimeout(() => void fetchSnapshot(), AGAIN_MS);
    }
  }

  function open(): LiveSocket {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    hearing.set({ ...hearing.get(), heardAtMs: Date.now() });
    return openLive({
      open: () => new WebSocket(`${scheme}://${location.host}/api/live`),
      since: () => following.get().picture.number,
      // As it was told: of what changed since by time alone, nothing was.
      asOf: () => new Date(clock.get().platformMs).toISOString(),
      thin: thinLine.get,
      onFrame,
      onClosed: () => hearing.set({ ...hearing.get(), connected: false }),
      onNotLetIn: () => void askWhetherStillIn(),
      onSignedOut: signedOut,
    });
  }

  /** The sign-in may have ended while there was no line. */
  async function askWhetherStillIn(): Promise<void> {
    try {
      await unwrap(api.GET("/api/me"));
    } catch (error) {
      if (!stopped && error instanceof Refused && error.status === 401) signedOut();
    }
  }

  function take(next: Following): void {
    following.set(next);
    const heard = hearing.get();
    const { number } = next.picture;
    hearing.set({
      ...heard,
      number,
      head: Math.max(heard.head, number),
      awaiting: next.awaiting,
    });
    if (next.awaiting) void fetchSnapshot();
  }

  function onFrame(frame: Frame): void {
    switch (frame.type) {
      case "ready":
        clock.set(anchored(frame.clock, Date.now()));
        hearing.set(onReady(hearing.get(), frame.number, Date.now(), frame.positions_every_ms));
        break;
      case "heartbeat":
        clock.set(anchored(frame.clock, Date.now()));
        beat.set(frame);
        onBeat(frame.number);
        break;
      case "pulse":
        onBeat(frame.number);
        break;
      case "entries":
        take(onEntries(following.get(), frame.entries));
        break;
      case "resync":
        take(onResync(following.get()));
        break;
      case "positions":
        for (const fix of frame.fixes) moved.set(fix.id, fix);
        for (const id of frame.gone) moved.set(id, null);
        drawing ??= requestAnimationFrame(draw);
        break;
      case "expected":
        expected.set(
          new Map([...expected.get(), ...frame.times.map((time) => [time.id, time] as const)]),
        );
        break;
    }
  }

  function onBeat(head: number): void {
    hearing.set({ ...hearing.get(), connected: true, head, heardAtMs: Date.now() });
  }

  function draw(): void {
    drawing = null;
    const next = new Map(positions.get());
    for (const [id, fix] of moved) {
      if (fix === null) next.delete(id);
      else next.set(id, fix);
    }
    moved = new Map();
    positions.set(next);
  }

  function look(): void {
    socket?.look();
  }

  return {
    watch: (watched) => socket?.watch(watched),
    stop() {
      stopped = true;
      if (drawing !== null) cancelAnimationFrame(drawing);
      removeEventListener("online", look);
      document.removeEventListener("visibilitychange", look);
      unheard();
      socket?.stop();
      hearing.set({ ...hearing.get(), connected: false });
    },
  };
}
