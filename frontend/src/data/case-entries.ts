/** The record's entries of a case, read on from the last one known whenever there are more. */

import { useRef } from "react";
import { entriesAbout } from "@/api/record";
import type { Entry } from "@/api/types";
import { ERASURES } from "@/state/following";
import { useTouched } from "@/state/hooks";
import { type Fetched, useFetched } from "./fetched";

interface Known {
  readonly about: string;
  readonly entries: readonly Entry[];
}

const NONE: readonly Entry[] = [];

export function useCaseEntries(incidentId: string): Fetched<readonly Entry[]> {
  const touched = useTouched(incidentId);
  const erased = useTouched(ERASURES);
  // An erasure takes words out of entries that are known already: then all are read again.
  const about = `${incidentId} ${erased}`;
  const known = useRef<Known>({ about, entries: NONE });
  return useFetched(about, touched, async (signal) => {
    const before = known.current.about === about ? known.current.entries : NONE;
    const more = await entriesAbout(incidentId, before.at(-1)?.number ?? 0, signal);
    const entries = more.length > 0 ? [...before, ...more] : before;
    known.current = { about, entries };
    return entries;
  });
}
