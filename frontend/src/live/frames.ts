/** The frames of the live feed; see docs/live-protocol.md. */

import type { ClockView, Entry, ExpectedTime, Position } from "@/api/types";
import type { AlertsLeaving } from "@/state/desk";

export type Box = readonly [west: number, south: number, east: number, north: number];

export interface Watched {
  readonly positions: { readonly bbox: Box } | null;
  readonly incidents: readonly string[];
}

export type Frame =
  | { type: "ready"; number: number; clock: ClockView; positions_every_ms: number }
  | {
      type: "heartbeat";
      number: number;
      clock: ClockView;
      alerts: AlertsLeaving | null;
      watched: boolean | null;
    }
  | { type: "pulse"; number: number }
  | { type: "entries"; entries: Entry[] }
  | { type: "positions"; fixes: Position[]; gone: string[] }
  | { type: "expected"; times: ExpectedTime[] }
  | { type: "resync"; reason: string; number: number };

export const SIGNED_OUT = 4401;
