/** The record's entries of a case, read on from the last one known whenever there are more. */

import { useRef } from "react";
import { entriesAbout } from "@/api/record";
import type { Entry } from "@/api/types";
import { following } from "@/state/desk";
import { ERASURES } from "@/state/following";
import { useTouched } from "@/state/hooks";
import { useStore } from "@/state/store";
import { type Fetched, useFetched } from "./fetched";

interface Known {
  /** The case, and what makes its entries be read anew. */
  readonly basis: string;
  readonly entries: readonly Entry[];
}

const NONE: readonly Entry[] = [];

export function useCaseEntries(incidentId: string): Fetched<readonly Entry[]> {
  const touched = useTouched(incidentId);
  const erased = useTouched(ERASURES);
  // An erasure takes words out of entries that are known already: then all are read again, and
  // where one may have been missed.
  const about = `${incidentId} ${erased}`;
  const missed = useStore(following, ({ renewed }) => renewed);
  const basis = `${about} ${missed}`;
  const known = useRef<Known>({ basis, entries: NONE });
  return useFetched(about, touched, async (signal) => {
    const before = known.current.basis === basis ? known.current.entries : NONE;
    const more = await entriesAbout(incidentId, before.at(-1)?.number ?? 0, signal);
    const entries = more.length > 0 ? [...before, ...more] : before;
    known.current = { basis, entries };
    return entries;
  });
}
