/** The closed case whose panel is open, to be seen on the map meanwhile; null: none is. */

import type { FullIncident } from "@/api/types";
import { createStore } from "./store";

export const closedCase = createStore<FullIncident | null>(null);
