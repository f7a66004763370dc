/** The card of what is pointed at or chosen on the map, and the sheet that opens from it. */

import { type RefObject, Suspense } from "react";
import { lonLat } from "@/geo/lonlat";
import { heardOf } from "@/state/heard-fix";
import { opened, type Pointed, selected } from "@/state/pointing";
import { useStore } from "@/state/store";
import { later } from "@/ui/later";
import { Opening } from "@/ui/opening";
import type { Engine } from "./engine";
import { besideIt } from "./one-spot";
import { placeAt, type Seen, vesselAt } from "./seen";

const PlaceCard = later(() => import("./place-card"));
const PositionHeard = later(() => import("@/ui/position-heard"));
const UnitCard = later(() => import("./unit-card"));
const VesselCard = later(() => import("./vessel-card"));

/** The sign under the pointer, else the one that was chosen beside what is open. */
export function Card({
  seen,
  over,
  leave,
  engine,
}: {
  seen: Seen;
  over: Pointed | null;
  leave: () => void;
  engine: RefObject<Engine | null>;
}) {
  const chosen = useStore(selected);
  const open = useStore(opened);
  const beside = chosen?.id === open?.id ? null : chosen;
  const signAt = (on: Pointed | null) =>
    seen.units.find(({ id }) => id === on?.id) ?? placeAt(seen, on) ?? vesselAt(seen, on);
  const about = signAt(over) ?? signAt(beside);
  if (!about) return null;
  const { id } = about.view;
  const map = engine.current?.map;
  const onLeft =
    map && about.point && map.project([...lonLat(about.point)]).x < map.getCanvas().clientWidth / 2;
  // Chosen in the list of what is near it is pointed at there too: closed it is gone all the same.
  const close = () => {
    selected.set(opened.get());
    leave();
  };
  const where = {
    side: onLeft ? ("right" as const) : ("left" as const),
    close: id === beside?.id ? close : null,
    beside: about.point ? besideIt(seen, id, lonLat(about.point)) : [],
  };
  return (
    <Suspense fallback={null}>
      {"position" in about ? (
        <UnitCard key={id} unit={about} type={seen.types.get(about.view.type)} {...where} />
      ) : about.thing === "heard_vessel" ? (
        <VesselCard key={id} vessel={about} {...where} />
      ) : (
        <PlaceCard key={id} place={about} {...where} />
      )}
    </Suspense>
  );
}

/** The sheet of a position that was heard: it outlasts the card from which it was opened. */
export function Heard() {
  const about = useStore(heardOf);
  return (
    <Opening about={about?.id ?? null} meanwhile={null}>
      {about && <PositionHeard about={about} onDone={() => heardOf.set(null)} />}
    </Opening>
  );
}
