/** The things whose positions the screen wants to hear: set by the map and the open incident. */

import { createStore } from "@/state/store";
import type { Watched } from "./frames";

export const EVERYWHERE = [-180, -90, 180, 90] as const;

export const watching = createStore<Watched>({ positions: null, incidents: [] });
