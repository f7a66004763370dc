/** The liveness of the picture on this screen. Pure. */

/** Longest silence of heartbeats (they come every 25 s) before the screen says NOT LIVE. */
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
}

export type Liveness = "live" | "catching_up" | "not_live";

export function liveness(hearing: Hearing, nowMs: number): Liveness {
  if (nowMs - hearing.heardAtMs > SILENCE_MS) return "not_live";
  const upToDate = hearing.connected && !hearing.awaiting && hearing.number >= hearing.head;
  return upToDate ? "live" : "catching_up";
}
