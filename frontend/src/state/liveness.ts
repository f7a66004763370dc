/** The liveness of the picture on this screen. Pure. */

/** Heartbeats come every 5 s. After a silence as long as this the screen is no longer green. */
export const QUIET_MS = 10_000;
/** The longest silence before it says NOT LIVE; satellite links stall for a while. */
export const SILENCE_MS = 45_000;

export interface Hearing {
  /** The socket is open and has said `ready`. */
  readonly connected: boolean;
  /** A snapshot is on its way. */
  readonly awaiting: boolean;
  /** The last entry applied here, and the last there is as far as the server has said. */
  readonly number: number;
  readonly head: number;
  /** Real time of the last heartbeat or `ready`. */
  readonly heardAtMs: number;
  /** A position is told no more often than this, as the server said. */
  readonly everyMs: number;
  /** The number of times the line has come back; null: it has not come yet. */
  readonly returns: number | null;
}

/** The server has said `ready`, up to which number, at this real time. */
export function onReady(
  hearing: Hearing,
  head: number,
  heardAtMs: number,
  everyMs: number,
): Hearing {
  const returns = hearing.returns === null ? 0 : hearing.returns + 1;
  return { ...hearing, connected: true, head, heardAtMs, everyMs, returns };
}

export type Liveness = "live" | "quiet" | "catching_up" | "not_live";

export function liveness(hearing: Hearing, nowMs: number): Liveness {
  if (nowMs - hearing.heardAtMs > SILENCE_MS) return "not_live";
  const upToDate = hearing.connected && !hearing.awaiting && hearing.number >= hearing.head;
  if (!upToDate) return "catching_up";
  return nowMs - hearing.heardAtMs < QUIET_MS ? "live" : "quiet";
}
