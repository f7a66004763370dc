/** The map: where everything is, how old that is, and who is on the way. */

import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import { type RefObject, Suspense, useEffect, useLayoutEffect, useRef, useState } from "react";
import { ddm, utc } from "@/geo/format";
import { type LonLat, lonLat } from "@/geo/lonlat";
import { measure } from "@/i18n/en-measure";
import { pastMap } from "@/i18n/en-past-map";
import { mapWords } from "@/i18n/picture-words";
import { useLiveness, useMe } from "@/state/hooks";
import { measured, toggleMeasuring } from "@/state/measuring";
import { palette } from "@/state/palette";
import { pastShown } from "@/state/past-shown";
import { opened, type Pointed, picking, sketch, typedPlace } from "@/state/pointing";
import { useRoute } from "@/state/route";
import { sight } from "@/state/sight";
import { useStore } from "@/state/store";
import { useKey, useKeyEverywhere } from "@/ui/keys";
import { later, loadAhead } from "@/ui/later";
import { Opening } from "@/ui/opening";
import { textScale } from "@/ui/text-scale";
import { assemble } from "./assemble";
import { showsFinerCoast } from "./basemap/source";
import {
  bestOutside,
  casesOutside,
  firstBounds,
  incidentBounds,
  placeBounds,
  regionBounds,
  sketchBounds,
  typedBounds,
  zoneBounds,
} from "./camera";
import { Card, Heard } from "./cards";
import { followCoast } from "./coast";
import { coloursOf } from "./colours";
import { type Engine, startEngine, viewportOf } from "./engine";
import { followFloatingParts } from "./floating-parts";
import { followReach } from "./isochrones";
import { LayerList, ReachLegend } from "./layer-list";
import { bearing, NearThings } from "./near";
import { Picking } from "./picking";
import { listen } from "./pointer";
import { scaleAt, scaleName } from "./scale-bar";
import { followSeaWays } from "./sea-ways";
import { coarseNm, incidentAt, type Seen } from "./seen";
import { shown } from "./shown";
import { followTracks } from "./track-cache";

const Measure = later(() => import("./measure"));
const SightPanel = later(() => import("./sight-panel"));
const VesselLine = later(() => import("./vessel-line"));

/** Until the snapshot says where one's own waters are. */
const FIRST = { center: [13, 36] as [number, number], zoom: 3.2 };

/** The map is told of every change; what stands around it follows this often. */
const AROUND_EVERY_MS = 200;

export default function LiveMap() {
  const box = useRef<HTMLDivElement>(null);
  const [broken, setBroken] = useState(false);
  const [bare, setBare] = useState(false);
  const [seen, setSeen] = useState<Seen | null>(null);
  const [entered, setEntered] = useState(false);
  const [pointer, setPointer] = useState<LonLat | null>(null);
  const [over, setOver] = useState<Pointed | null>(null);
  const engine = useEngine(box, {
    onSeen: setSeen,
    onPointer: setPointer,
    onOver: setOver,
    onBroken: setBroken,
    onBare: setBare,
  });
  const me = useMe();
  const fit = () => {
    const bounds =
      seen && (openBounds(seen) ?? placeBounds(seen.typed) ?? regionBounds(seen, me.centre_id));
    if (bounds) engine.current?.fit(bounds, { atOnce: false });
  };
  // A line that breaks later takes no card from the map.
  useEffect(() => void loadAhead(), []);
  useFirstView(engine, seen);
  useBestInView(engine, seen);
  useSketchView(engine);
  useTypedView(engine);
  useKeyEverywhere("m", () => {
    setEntered(true);
    engine.current?.map.getCanvas().focus();
  });
  useKey("f", fit);
  useKey("z", toggleMeasuring);
  const measuring = useStore(measured) !== null;
  const sighting = useStore(sight) !== null;
  const past = useStore(pastShown);
  const withVessels = useStore(shown, ({ vessels }) => vessels);
  if (broken)
    return (
      <section className="map" aria-label={mapWords.title}>
        <p className="empty">{mapWords.failed}</p>
      </section>
    );
  return (
    <section
      className={past ? "map past" : "map"}
      aria-label={mapWords.title}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setEntered(false);
      }}
    >
      <div className="map-canvas" ref={box} />
      <Stale />
      {past && <Past atMs={past.atMs} />}
      <Note bare={bare} seen={seen} />
      <Picking engine={engine} />
      {seen && (entered || measuring) && <NearThings seen={seen} over={setOver} />}
      {seen && !past && (
        <Card seen={seen} over={over} leave={() => setOver(null)} engine={engine} />
      )}
      <Heard />
      <div className="map-acts">
        <button
          type="button"
          aria-label={mapWords.nearer}
          onClick={({ nativeEvent }) =>
            engine.current?.map.zoomIn({}, { originalEvent: nativeEvent })
          }
        >
          +
        </button>
        <button
          type="button"
          aria-label={mapWords.farther}
          onClick={({ nativeEvent }) =>
            engine.current?.map.zoomOut({}, { originalEvent: nativeEvent })
          }
        >
          −
        </button>
        <button type="button" onClick={fit}>
          {mapWords.fit} <kbd>F</kbd>
        </button>
        <button type="button" aria-pressed={measuring} onClick={toggleMeasuring}>
          {measure.button} <kbd>Z</kbd>
        </button>
        <LayerList />
      </div>
      {measuring && (
        <Opening about="measure" meanwhile={null}>
          <Measure engine={engine} pointer={pointer} />
        </Opening>
      )}
      {sighting && seen && (
        <Opening about="sight" meanwhile={null}>
          <SightPanel engine={engine} seen={seen} />
        </Opening>
      )}
      <ReachLegend />
      {!past && withVessels && (
        <Suspense fallback={null}>
          <VesselLine engine={engine} />
        </Suspense>
      )}
      {seen && <Foot seen={seen} pointer={pointer} />}
    </section>
  );
}

/** An area that is being written is brought into view, unless it is pointed out on the map itself. */
function useSketchView(engine: RefObject<Engine | null>): void {
  const written = useStore(sketch);
  const corners = JSON.stringify(written.map(({ corners }) => corners));
  useEffect(() => {
    const areas = sketch.get();
    const bounds = areas.some(({ corners }) => corners.length > 2) && sketchBounds(areas);
    if (bounds && corners && !picking.get()) engine.current?.fit(bounds, { atOnce: true });
  }, [corners, engine]);
}

/** A position that is being typed is brought into view. */
function useTypedView(engine: RefObject<Engine | null>): void {
  const typed = useStore(typedPlace);
  const [lon, lat] = typed?.point ?? [];
  useEffect(() => {
    const map = engine.current?.map;
    if (!map || lon === undefined || lat === undefined || picking.get()) return;
    const bounds = typedBounds({ typed: { point: [lon, lat], name: "" }, view: viewportOf(map) });
    if (bounds) engine.current?.fit(bounds, { atOnce: true });
  }, [lon, lat, engine]);
}

interface EngineHeard {
  onSeen(seen: Seen): void;
  onPointer(at: LonLat | null): void;
  onOver(pointed: Pointed | null): void;
  onBroken(broken: boolean): void;
  onBare(bare: boolean): void;
}

/** Starts the engine once, keeps its palette, and stops it with the component. */
function useEngine(
  box: RefObject<HTMLDivElement | null>,
  on: EngineHeard,
): RefObject<Engine | null> {
  const engine = useRef<Engine | null>(null);
  const chosen = useStore(palette);
  const tiles = useRef(useMe().map_tiles);
  const heard = useRef(on);
  // With the component: a key pressed for the map before it was there finds it.
  useLayoutEffect(() => {
    if (!box.current) return;
    const { onSeen, onPointer, onOver, onBroken, onBare } = heard.current;
    let started: Engine;
    try {
      started = startEngine(box.current, coloursOf(palette.get()), FIRST, tiles.current);
    } catch {
      onBroken(true);
      return;
    }
    engine.current = started;
    const canvas = started.map.getCanvas();
    canvas.setAttribute("aria-label", mapWords.about);
    let latest: Seen | null = null;
    let told: ReturnType<typeof setTimeout> | null = null;
    const tell = () => {
      told = null;
      if (latest) onSeen(latest);
    };
    const ends = [
      assemble({
        ...started,
        show: (seen) => {
          latest = seen;
          started.show(seen);
          told ??= setTimeout(tell, AROUND_EVERY_MS);
        },
      }),
      followCoast(started.map, onBare),
      followFloatingParts(box.current),
      followTracks(),
      followReach(),
      followSeaWays(() => latest),
      () => clearTimeout(told ?? undefined),
    ];
    listen(started.map, {
      moved: onPointer,
      over: onOver,
      thing: (id) => latest?.units.find((unit) => unit.id === id)?.thing ?? "asset",
      coarseNm: (pointed) => (latest ? coarseNm(latest, pointed) : 0),
    });
    return () => {
      for (const end of ends) end();
      started.stop();
      engine.current = null;
    };
  }, [box]);
  useEffect(() => engine.current?.paint(coloursOf(chosen)), [chosen]);
  return engine;
}

const openBounds = (seen: Seen) => incidentBounds(seen) ?? zoneBounds(seen);

/** Looks at one's own waters first, then at each incident or agreement that is opened. */
function useFirstView(engine: RefObject<Engine | null>, seen: Seen | null): void {
  const me = useMe();
  const open = useStore(opened);
  const shown = useRef<string | null>(null);
  const loaded = (seen?.picture.centre.size ?? 0) > 0;
  const fits = open?.thing === "incident" || open?.thing === "agreement";
  const openId = fits ? open.id : null;
  useEffect(() => {
    if (!seen || !loaded || !engine.current) return;
    // What stands around the map follows later than what was opened; it may have no place yet.
    const bounds = openId && openId !== shown.current && openBounds({ ...seen, opened: open });
    if (bounds) {
      engine.current.fit(bounds, { atOnce: shown.current === null });
      shown.current = openId;
    } else if (shown.current === null) {
      const bounds = sketchBounds(seen.sketch) ?? placeBounds(seen.typed) ?? firstBounds(seen, me);
      if (bounds) engine.current.fit(bounds, { atOnce: true });
      shown.current = "";
    }
  }, [engine, seen, loaded, open, openId, me]);
}

/**
 * Once help is asked for, the best candidates come into view with the first list, and with the
 * first one for other kinds or types; if somebody has moved the map, it stays where it is.
 */
function useBestInView(engine: RefObject<Engine | null>, seen: Seen | null): void {
  const route = useRoute();
  const asking = route.name === "ask" ? route.id : null;
  const state = useRef<{ about: string | null; moves: number; shownFor: string }>({
    about: null,
    moves: 0,
    shownFor: "",
  });
  useEffect(() => {
    state.current = { about: asking, moves: engine.current?.moves() ?? 0, shownFor: "" };
  }, [engine, asking]);
  useEffect(() => {
    if (!seen?.candidates || seen.candidates.incidentId !== state.current.about) return;
    const { kinds, types } = seen.candidates.matches.need;
    const wanted = [seen.candidates.incidentId, ...kinds, ...types].join(" ");
    if (wanted === state.current.shownFor) return;
    state.current.shownFor = wanted;
    const bounds = incidentBounds(seen);
    if (engine.current?.moves() === state.current.moves && bounds)
      engine.current.fit(bounds, { atOnce: false });
  }, [engine, seen]);
}

/** A line about things that somebody looks for here, and that the map does not show. */
function Note({ bare, seen }: { bare: boolean; seen: Seen | null }) {
  const me = useMe();
  if (bare)
    return (
      <p className="map-note alert" role="status">
        {mapWords.bare}
      </p>
    );
  if (!seen) return null;
  const [best, cases] = [bestOutside(seen), casesOutside(seen, me)];
  if (best === 0 && cases === 0) return null;
  return (
    <p className="map-note" role="status">
      {best > 0 ? mapWords.bestOutside(best) : mapWords.casesOutside(cases)}
    </p>
  );
}

/** A stale picture must never look live. */
function Stale() {
  const { state } = useLiveness();
  if (state !== "not_live") return null;
  return (
    <div className="map-stale" aria-hidden="true">
      {mapWords.notLive}
    </div>
  );
}

/** A past picture must never be taken for that of now. */
function Past({ atMs }: { atMs: number }) {
  return (
    <div className="map-past">
      <p>
        <strong>{pastMap.mark}</strong> {pastMap.notNow(utc(atMs, 0))}
      </p>
      <small>{pastMap.about}</small>
    </div>
  );
}

/** Scale, the place of the pointer, which coast ways by sea go by, and whose shapes these are. */
function Foot({ seen, pointer }: { seen: Seen; pointer: LonLat | null }) {
  const { map_tiles: tiles } = useMe();
  const { south, north, zoom } = seen.view;
  const scale = scaleAt((south + north) / 2, zoom, textScale());
  const open = incidentAt(seen);
  const [course, distance] =
    pointer && open?.point
      ? bearing(
          lonLat(open.point),
          pointer,
          coarseNm(seen, { thing: "incident", id: open.incident.id }),
        )
      : ["", ""];
  return (
    <div className="map-foot">
      <div className="map-here">
        <span
          className="map-scale"
          ref={(bar) => bar?.style.setProperty("width", `${scale.widthPx}px`)}
        >
          {scaleName(scale.nm)}
        </span>
        {pointer && (
          <span>
            {ddm({ type: "Point", coordinates: [pointer[0], pointer[1]] })}
            {open?.point && ` · ${mapWords.from(course, distance, open.incident.reference)}`}
          </span>
        )}
        {showsFinerCoast(seen.view) && <span className="map-finer">{mapWords.finer}</span>}
      </div>
      <span className="map-credit">
        {[tiles?.credit, mapWords.credit].filter(Boolean).join(" · ")}
      </span>
    </div>
  );
}
