/** The watch screen: what happens, where, what to do, who arrives when. */

import {
  lazy,
  type RefObject,
  Suspense,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { age } from "@/geo/format";
import { words } from "@/i18n";
import { PANELS, registersFor } from "@/panels";
import { Situation } from "@/panels/incident-list";
import { beat, clock, lapsed } from "@/state/desk";
import { useLiveness, useMe, usePicture, usePictured } from "@/state/hooks";
import { open, type Pointed, picking } from "@/state/pointing";
import { go, type Route, useRoute } from "@/state/route";
import { useStore } from "@/state/store";
import { useKey, useKeyThen } from "@/ui/keys";
import { later, loadAhead, persistent } from "@/ui/later";
import { Link } from "@/ui/link";
import { Opening } from "@/ui/opening";
import { Boundary } from "./boundary";
import { Top } from "./top";
import { Work } from "./work";

const KeySheet = later(() => import("./sheet"));

type Loaded = { default: React.ComponentType };

/** Map and lanes come after the text part; a build without them has no place for them. */
const loads = import.meta.glob<Loaded>(["../map/index.tsx", "../arrivals/index.tsx"]);
const part = (path: string) => (loads[path] ? lazy(persistent(loads[path])) : null);
const LiveMap = part("../map/index.tsx");
const Lanes = part("../arrivals/index.tsx");
/** It is on its way until something else takes its place. */
const Awaited = lazy(() => new Promise<Loaded>(() => {}));

/** Pressed before the map is there they are not lost: into it, to measure, what it shows. */
const MAP_KEYS = "mzl";

export function Desk() {
  const [sheet, setSheet] = useState(false);
  const route = useRoute();
  const { exercise } = useStore(clock);
  const asking = useStore(picking, (one) => one !== null);
  // Also where the map failed: nobody is held by it.
  useKey("escape", asking ? () => picking.set(null) : null);
  const main = useRef<HTMLElement>(null);
  const waiting = useRegisters(main);
  const ready = useReady();
  const about = useAbout(route);
  const played = usePlayed(route, about);
  const page = route.name === "panel" ? route.path : JSON.stringify(route);
  const shown = useRef(page);
  // Another page begins at its top.
  useLayoutEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    main.current?.scrollTo(0, 0);
    scrollTo(0, 0);
    // What had the focus went with the page before, is hidden while another comes, or led here.
    const had = document.activeElement;
    const led =
      had?.matches("[href]:not(main *)") && (had as HTMLAnchorElement).href === location.href;
    if (had === document.body || !had?.getClientRects().length || led)
      main.current?.focus({ preventScroll: true });
  }, [page]);
  const { thing, id } = about ?? {};
  useEffect(() => {
    open(thing && id ? { thing, id } : null);
  }, [thing, id]);
  return (
    <div className={`${deskClass(route)}${asking ? " picking" : ""}`}>
      <Top onKeys={() => setSheet(true)} />
      {(exercise || played) && <Ribbon />}
      <NotLive />
      <nav className="situation" aria-label={words.incidents.title}>
        <Boundary about="situation">
          <Situation />
        </Boundary>
      </nav>
      {LiveMap && (
        <div className="centre-map">
          <Boundary about="map">
            <Opening about="map" only={MAP_KEYS}>
              {ready ? <LiveMap /> : <Awaited />}
            </Opening>
          </Boundary>
        </div>
      )}
      <main className="work" ref={main} tabIndex={-1}>
        <Link href="/" className="back">
          {words.incidents.back}
        </Link>
        <Boundary about={JSON.stringify(route)}>
          <Opening about={JSON.stringify(route)}>
            <Work route={route} />
          </Opening>
        </Boundary>
      </main>
      {/* The place of sheets; see ui/dialog.tsx. */}
      <div className="beside" />
      {Lanes && ready && (
        <section className="lanes" aria-label={words.arrivals}>
          <Boundary about="lanes">
            <Suspense fallback={null}>
              <Lanes />
            </Suspense>
          </Boundary>
        </section>
      )}
      <Suspense fallback={null}>{waiting && <KeySheet />}</Suspense>
      <Opening about={sheet ? "sheet" : null} meanwhile={null}>
        {sheet && <KeySheet onClose={() => setSheet(false)} />}
      </Opening>
    </div>
  );
}

/** Once the picture is there; on a thin line text comes first, then the rest of it, then the map. */
function useReady(): boolean {
  const pictured = usePictured();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    if (pictured) loadAhead().finally(() => setReady(true));
  }, [pictured]);
  return ready;
}

const ROOM: Partial<Record<Route["name"], string>> = {
  ask: "asking",
  "new-request": "asking",
  replay: "register replay",
  panel: "register",
};

/** `deep`: a phone shows the page alone; some pages want more room. */
function deskClass({ name }: Route): string {
  const classes = ["desk", LiveMap && "mapped", name !== "home" && "deep", ROOM[name]];
  return classes.filter(Boolean).join(" ");
}

/** The page's subject: the incident, also by its request; the thing a register has opened. */
function useAbout(route: Route): Pointed | null {
  const picture = usePicture();
  if (route.name === "incident" || route.name === "ask" || route.name === "replay")
    return { thing: "incident", id: route.id };
  if (route.name === "clearance") {
    const id = picture.clearance.get(route.id)?.incident_id;
    return id && picture.incident.has(id) ? { thing: "incident", id } : null;
  }
  if (route.name === "request") {
    const id = picture.request.get(route.id)?.incident_id;
    return id ? { thing: "incident", id } : null;
  }
  if (route.name !== "panel") return null;
  const about = PANELS.find(({ path }) => path === route.path)?.about;
  return about && picture[about].has(route.rest) ? { thing: about, id: route.rest } : null;
}

/** Whether what is open is an exercise, which an installation for real cases may hold too. */
function usePlayed(route: Route, about: Pointed | null): boolean {
  const picture = usePicture();
  if (route.name === "request") return picture.request.get(route.id)?.exercise ?? false;
  if (route.name === "clearance") return picture.clearance.get(route.id)?.exercise ?? false;
  return about?.thing === "incident" && (picture.incident.get(about.id)?.exercise ?? false);
}

function Ribbon() {
  return (
    <aside className="ribbon" aria-label={words.exercise}>
      <strong>
        {words.exercise} <span aria-hidden="true">{`${words.exercise} ${words.exercise}`}</span>
      </strong>
    </aside>
  );
}

/** Across the screen: a stale picture must never look live, nor may anybody rely on alerts that do not leave. */
function NotLive() {
  const { state, silentMs } = useLiveness();
  const ended = useStore(lapsed);
  const alerts = useStore(beat)?.alerts;
  if (state === "not_live") {
    return (
      <div className="not-live" role="alert">
        {ended ? words.live.signedOut : words.live.warning(age(silentMs))}
      </div>
    );
  }
  if (alerts?.state !== "no_worker" && alerts?.state !== "failing") return null;
  return (
    <div className="not-live" role="alert">
      {words.live.alerts(alerts.failing.map((way) => words.way[way]).join(", "))}
    </div>
  );
}

/** `G` then a letter opens a register, which is gone on in; `/` the search. Whether one is awaited. */
function useRegisters(main: RefObject<HTMLElement | null>): boolean {
  const { roles } = useMe();
  useKey("/", () => go("/search"));
  return useKeyThen("g", (letter) => {
    const panel = registersFor(roles).find(({ key }) => key === letter);
    if (panel) {
      main.current?.focus({ preventScroll: true });
      go(panel.path);
    }
    return panel !== undefined;
  });
}
