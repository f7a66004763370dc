/** Puts together what the map is to show, and tells the engine whenever one part has changed. */

import { assetTypes, followAssetTypes } from "@/data/asset-types";
import { turned } from "@/geo/lonlat";
import type { Box } from "@/live/frames";
import { watching } from "@/live/watching";
import { closedCase } from "@/state/closed-case";
import { expected, following, nowMs, positions } from "@/state/desk";
import { measured } from "@/state/measuring";
import { type PastShown, pastShown } from "@/state/past-shown";
import { incidentsOf, unitsOf } from "@/state/placed";
import { hovered, opened, selected, sketch, typedPlace } from "@/state/pointing";
import { candidates, soonest } from "@/state/scene";
import { sight } from "@/state/sight";
import type { Engine } from "./engine";
import { viewportOf } from "./engine";
import { floatingParts } from "./floating-parts";
import { reach } from "./isochrones";
import { placeNames, readPlaceNames } from "./place-names";
import { seaWays } from "./sea-ways";
import type { Seen, Viewport } from "./seen";
import { openIncident } from "./seen";
import { shown } from "./shown";
import { tracks } from "./track-cache";
import { vesselsHeard, vesselTrack } from "./vessels-heard";

/** Ages are shown in minutes: this often is enough. */
const AGES_EVERY_MS = 5_000;
/** Positions are asked for somewhat beyond the edge, so that a small move shows no gap. */
const MARGIN = 0.25;

const minuteOf = (ms: number) => Math.floor(ms / 60_000);

/** Begin; returns how to end. */
export function assemble(engine: Engine): () => void {
  let seen: Seen = fresh();
  let past: Partial<Seen> | null = null;

  function fresh(): Seen {
    const { picture } = following.get();
    return {
      picture,
      incidents: incidentsOf(picture, nowMs()),
      closed: closedCase.get(),
      units: unitsOf(picture, positions.get(), nowMs()),
      types: assetTypes.get(),
      candidates: candidates.get(),
      soonest: soonest.get(),
      hovered: hovered.get(),
      opened: opened.get(),
      selected: selected.get(),
      tracks: tracks.get(),
      seaWays: seaWays.get(),
      expected: expected.get(),
      places: placeNames.get(),
      sketch: sketch.get(),
      typed: typedPlace.get(),
      measured: measured.get(),
      sight: sight.get(),
      shown: shown.get(),
      vessels: vesselsHeard.get(),
      vesselTrack: vesselTrack.get(),
      reach: reach.get(),
      nowMs: nowMs(),
      view: viewportOf(engine.map),
      floating: floatingParts.get(),
    };
  }

  function tell(change: Partial<Seen>): void {
    seen = { ...seen, ...change, ...past };
    engine.show(seen);
  }

  /** A case that is watched again stands in place of all that is live, until it is left. */
  function onPast(): void {
    const then = pastShown.get();
    past = then && ofThen(then);
    tell(fresh());
  }

  function onPicture(): void {
    const { picture } = following.get();
    if (picture === seen.picture) return;
    const before = seen.picture;
    const same = (["asset", "ship", "deployment"] as const).every(
      (thing) => before[thing] === picture[thing],
    );
    const units = same ? seen.units : unitsOf(picture, positions.get(), nowMs());
    tell({ picture, incidents: incidentsOf(picture, nowMs()), units });
  }

  function onPositions(): void {
    tell({ units: unitsOf(seen.picture, positions.get(), nowMs()) });
  }

  /** Cases are told by the minute, so between two minutes they stay the same. */
  function onTime(): void {
    const now = nowMs();
    const incidents =
      minuteOf(now) === minuteOf(seen.nowMs) ? seen.incidents : incidentsOf(seen.picture, now);
    tell({ nowMs: now, incidents });
  }

  function onMoved(): void {
    const view = viewportOf(engine.map);
    tell({ view });
    watch(view, openIncident(seen)?.incident.id ?? null);
  }

  function onOpened(): void {
    tell({ opened: opened.get() });
    watch(seen.view, openIncident(seen)?.incident.id ?? null);
  }

  const ends = [
    following.subscribe(onPicture),
    pastShown.subscribe(onPast),
    closedCase.subscribe(() => tell({ closed: closedCase.get() })),
    positions.subscribe(onPositions),
    assetTypes.subscribe(() => tell({ types: assetTypes.get() })),
    candidates.subscribe(() => tell({ candidates: candidates.get() })),
    soonest.subscribe(() => tell({ soonest: soonest.get() })),
    hovered.subscribe(() => tell({ hovered: hovered.get() })),
    opened.subscribe(onOpened),
    selected.subscribe(() => tell({ selected: selected.get() })),
    tracks.subscribe(() => tell({ tracks: tracks.get() })),
    seaWays.subscribe(() => tell({ seaWays: seaWays.get() })),
    expected.subscribe(() => tell({ expected: expected.get() })),
    placeNames.subscribe(() => tell({ places: placeNames.get() })),
    sketch.subscribe(() => tell({ sketch: sketch.get() })),
    typedPlace.subscribe(() => tell({ typed: typedPlace.get() })),
    measured.subscribe(() => tell({ measured: measured.get() })),
    sight.subscribe(() => tell({ sight: sight.get() })),
    shown.subscribe(() => tell({ shown: shown.get() })),
    vesselsHeard.subscribe(() => tell({ vessels: vesselsHeard.get() })),
    vesselTrack.subscribe(() => tell({ vesselTrack: vesselTrack.get() })),
    reach.subscribe(() => tell({ reach: reach.get() })),
    floatingParts.subscribe(() => tell({ floating: floatingParts.get() })),
    followAssetTypes(),
  ];
  const timer = setInterval(onTime, AGES_EVERY_MS);
  engine.map.on("moveend", onMoved);
  engine.map.on("resize", onMoved);
  engine.map.once("load", onMoved);
  engine.map.once("idle", readPlaceNames);
  onPast();
  return () => {
    clearInterval(timer);
    for (const end of ends) end();
  };
}

/** Everything that the map tells of an instant, as it was then; of the rest it tells nothing. */
function ofThen({ picture, positions, atMs }: PastShown): Partial<Seen> {
  return {
    picture,
    incidents: incidentsOf(picture, atMs),
    units: unitsOf(picture, positions, atMs),
    nowMs: atMs,
    closed: null,
    candidates: null,
    soonest: null,
    tracks: new Map(),
    seaWays: new Map(),
    expected: new Map(),
    sight: null,
    reach: null,
  };
}

/** Positions that the server should send: those in view, and of units of the open incident. */
function watch(view: Viewport, incidentId: string | null): void {
  const incidents = incidentId ? [incidentId] : [];
  const before = JSON.stringify(watching.get());
  const next = { positions: { bbox: watched(view) }, incidents };
  if (JSON.stringify(next) !== before) watching.set(next);
}

export function watched({ west, south, east, north }: Viewport, margin = MARGIN): Box {
  const [wide, high] = [(east - west) * margin, (north - south) * margin];
  const low = Math.max(-90, south - high);
  const top = Math.min(90, north + high);
  if (east - west + 2 * wide >= 360) return [-180, low, 180, top];
  return [turned(west - wide), low, turned(east + wide), top];
}
