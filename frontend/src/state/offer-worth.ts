/**
 * Offers to a case that ring: sooner than what is tasked, or filling a gap, as the server
 * has it (`sar/requests/offer_worth.py`; `tests/vectors/offers.json` holds both to it). Pure.
 */

import { TRAITS } from "@/api/traits";
import type { Deployment, ExpectedTime, FullDeployment, Offer } from "@/api/types";
import { comesMs } from "./arriving";
import type { Picture } from "./picture";
import { isAsking } from "./request-states";

/** Times in one unit from one instant; null: none is known. */
export interface UnitOffered {
  readonly comes: number | null;
  readonly persons: number;
  /** The number that its need lacks; null: it is for no need. */
  readonly missing: number | null;
}

export interface UnitTasked {
  readonly is_there: boolean;
  readonly comes: number | null;
  readonly persons: number;
  readonly room: number;
}

export interface HelpSoFar {
  readonly tasked: readonly UnitTasked[];
  readonly needs: readonly { readonly of_persons: boolean; readonly missing: number }[];
  /** The most people whom nobody has found yet; null: nobody knows how many. */
  readonly outstanding: number | null;
}

export function isWorthARing(offered: readonly UnitOffered[], soFar: HelpSoFar): boolean {
  return offered.some((one) => isSooner(one, soFar.tasked) || fills(one, soFar));
}

function isSooner(one: UnitOffered, tasked: readonly UnitTasked[]): boolean {
  const rivals = tasked.filter((other) => other.persons > 0 || one.persons === 0);
  if (rivals.some((other) => other.is_there)) return false;
  const times = rivals.flatMap(({ comes }) => (comes === null ? [] : [comes]));
  return times.length === 0 || one.comes === null || one.comes < Math.min(...times);
}

function fills(one: UnitOffered, { tasked, needs, outstanding }: HelpSoFar): boolean {
  if (one.missing !== null) return one.missing > 0;
  const brings = one.persons > 0;
  if (needs.some((need) => need.missing > 0 && need.of_persons === brings)) return true;
  const room = tasked.reduce((sum, other) => sum + other.room, 0);
  return brings && (outstanding === null || outstanding > room);
}

type Times = ReadonlyMap<string, ExpectedTime> | undefined;

/** Whether the offer to one's own case rings now. */
export function ringsNow(offer: Offer, picture: Picture, times: Times): boolean {
  const { incident_id: id } = offer;
  const incident = picture.incident.get(id ?? "");
  if (!id || incident?.view !== "full") return true;
  const needs = new Map(
    [...picture.request.values()]
      .filter((request) => request.incident_id === id && isAsking(request))
      .flatMap((request) => request.needs.filter((need) => !need.withdrawn_at && need.coverage))
      .map((need) => [
        need.id,
        { of_persons: need.unit === "persons", missing: need.coverage?.missing ?? 0 },
      ]),
  );
  const offered = offer.items.map((item) => ({
    comes: comesMs(times?.get(item.id), item.promised_at),
    persons: item.persons,
    missing: needs.get(item.need_id ?? "")?.missing ?? null,
  }));
  const tasked = [...picture.deployment.values()]
    .filter((work): work is FullDeployment => work.incident_id === id && isPromised(work))
    .map((work) => ({
      is_there: !TRAITS[work.state].before_scene,
      comes: comesMs(times?.get(work.id), work.promised_at),
      persons: work.persons,
      // Beside people who are not counted nobody has room for sure.
      room: work.uncounted_aboard ? 0 : Math.max(0, work.persons - work.aboard),
    }));
  const outstanding = incident.people?.outstanding_max ?? null;
  return isWorthARing(offered, { tasked, needs: [...needs.values()], outstanding });
}

const isPromised = (work: Deployment) =>
  work.view === "full" && TRAITS[work.state].counts === "promised";
