/** The alarms of a case that stood when somebody opened it: those alone are taken up by opening. */

import { createContext, useMemo } from "react";
import type { Incident } from "@/api/types";

type Alarms = ReadonlySet<string>;

export const StoodAtOpening = createContext<Alarms>(new Set());

/** The same as long as the case is on screen, whatever is raised meanwhile. */
export function useStood(id: string, incident: Incident | null): Alarms {
  const isThere = incident !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it was when the case came on screen
  return useMemo(
    () => new Set(incident?.view === "full" ? incident.alarms.map((alarm) => alarm.id) : []),
    [id, isThere],
  );
}
