/** One lane: what a candidate or a deployed unit does from now on, as spans of time. Pure. */

import type { Asset, FullDeployment, Match, Matches, Verdict } from "@/api/types";
import type { Pointed } from "@/state/pointing";
import { matchId } from "@/state/scene";

const MINUTE_MS = 60_000;

export type SpanKind = "notice" | "clearance" | "under_way" | "on_scene" | "overdue";

export interface Span {
  readonly kind: SpanKind;
  readonly fromMs: number;
  /** null: no end is known. */
  readonly toMs: number | null;
}

export interface Lane {
  readonly key: string;
  /** What is hovered and chosen with it, on the map too. */
  readonly pointed: Pointed;
  readonly party: string | null;
  readonly name: string;
  readonly kind: "candidate" | "deployment";
  readonly verdict: Verdict | null;
  readonly state: FullDeployment["state"] | null;
  readonly spans: readonly Span[];
  /** When it is there, or was; null: nobody has said. */
  readonly arrivesMs: number | null;
  readonly arrived: boolean;
  /** Early and late, 10 % and 90 %. */
  readonly bandMs: readonly [early: number, late: number] | null;
  /** Which need it is for; null: that which is being asked about now. */
  readonly needId: string | null;
  /** How much of that need it covers, in the need's own unit. */
  readonly covers: number;
  readonly late: boolean;
}

/** A ranked candidate; null when its time is not known. */
export function candidateLane(match: Match, { asked_at, need }: Matches): Lane | null {
  const { time, band_minutes: band, rank } = match;
  if (!time || rank === null) return null;
  const from = Date.parse(asked_at);
  const after = (minutes: number) => from + minutes * MINUTE_MS;
  const notice = after(time.notice_minutes);
  const cleared = after(Math.max(time.notice_minutes, time.clearance_minutes ?? 0));
  const arrives = after(time.total_minutes);
  const stays = match.on_scene_minutes;
  const thing = match.asset_id ? "asset" : "ship";
  return {
    key: `candidate-${matchId(match)}`,
    pointed: { thing, id: matchId(match) },
    party: match.party,
    name: match.name,
    kind: "candidate",
    verdict: match.verdict,
    state: null,
    spans: told([
      { kind: "notice", fromMs: from, toMs: notice },
      { kind: "clearance", fromMs: notice, toMs: cleared },
      { kind: "under_way", fromMs: cleared, toMs: arrives },
      {
        kind: "on_scene",
        fromMs: arrives,
        toMs: stays === null ? null : arrives + stays * MINUTE_MS,
      },
    ]),
    arrivesMs: arrives,
    arrived: false,
    bandMs: band && [after(band.p10), after(band.p90)],
    needId: null,
    covers: match.covers,
    late: need.by_at !== null && arrives > Date.parse(need.by_at),
  };
}

const WAITING = new Set<FullDeployment["state"]>(["committed", "mobilising", "hailed"]);
const THERE = new Set<FullDeployment["state"]>([
  "on_scene",
  "refuelling",
  "loaded",
  "delivered",
  "embarked",
]);

/**
 * A deployment: its notice counts from its commitment, until it is said to have left; when it left
 * is taken to be the end of the notice, or now if that is sooner.
 */
export function deploymentLane(
  deployment: FullDeployment,
  { nowMs, asset, by }: { nowMs: number; asset: Asset | null; by: ReadonlyMap<string, number> },
): Lane {
  const { state, need_id } = deployment;
  const byMs = by.get(need_id ?? "") ?? null;
  const from = Date.parse(deployment.from_at);
  const eta = at(deployment.eta_at);
  const arrived = at(deployment.arrived_at);
  const released = THERE.has(state) || arrived === null ? null : Date.parse(deployment.updated_at);
  const arrives = arrived ?? eta;
  const ready = from + noticeMinutes(asset) * MINUTE_MS;
  const waiting = WAITING.has(state);
  const leaves = waiting ? Math.max(ready, Math.min(nowMs, eta ?? nowMs)) : Math.min(ready, nowMs);
  const until = Math.min(leaves, arrives ?? leaves);
  const overdue = arrived === null && eta !== null && eta < nowMs;
  const thing = deployment.asset_id ? "asset" : "ship";
  return {
    key: `deployment-${deployment.id}`,
    pointed: { thing, id: deployment.asset_id ?? deployment.ship_id ?? deployment.id },
    party: deployment.party,
    name: deployment.name,
    kind: "deployment",
    verdict: null,
    state,
    spans: told([
      { kind: "notice", fromMs: from, toMs: until },
      { kind: "under_way", fromMs: until, toMs: arrives },
      ...(overdue ? [{ kind: "overdue" as const, fromMs: eta, toMs: nowMs }] : []),
      ...(arrives !== null && !overdue
        ? [
            {
              kind: "on_scene" as const,
              fromMs: arrives,
              toMs: released ?? at(deployment.until_at),
            },
          ]
        : []),
    ]),
    arrivesMs: arrives,
    arrived: arrived !== null,
    bandMs: null,
    needId: deployment.need_id,
    covers: deployment.persons || deployment.quantity,
    late: overdue || (byMs !== null && arrives !== null && arrives > byMs),
  };
}

function noticeMinutes(asset: Asset | null): number {
  if (!asset?.notice) return 0;
  return asset.at_sea ? asset.notice.at_sea_minutes : asset.notice.day_minutes;
}

const at = (text: string | null): number | null => (text === null ? null : Date.parse(text));

/** Spans that take time; one without an end is kept. */
const told = (spans: readonly Span[]): Span[] =>
  spans.filter(({ fromMs, toMs }) => toMs === null || toMs > fromMs);
