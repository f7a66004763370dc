/** Names of places on the coast, each from its zoom on; read once, after all that is urgent. */

import { createStore } from "@/state/store";
import { persistent } from "@/ui/later";
import file from "./names/places.json?url";
import { at, type Drawn, drawn } from "./seen";

interface File {
  readonly places: readonly (readonly [name: string, lon: number, lat: number, zoom: number])[];
}

export const placeNames = createStore<readonly Drawn[]>([]);

/** The file's places as features; of two alike each has an id of its own. */
export function namesOf({ places }: File): Drawn[] {
  return places.map(([name, lon, lat, zoom], n) =>
    drawn(`place ${n}`, at([lon, lat]), { name, zoom }),
  );
}

let asked = false;

/** Begin, unless it has begun. */
export function readPlaceNames(): void {
  if (asked) return;
  asked = true;
  const read = persistent(async () => {
    const answer = await fetch(file);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return namesOf((await answer.json()) as File);
  });
  void read().then(placeNames.set, () => {
    asked = false;
  });
}
