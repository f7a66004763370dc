/** The cases that this desk has seen, and in which phase; kept for its person until sign-out. */

import { useEffect, useMemo } from "react";
import type { KnownCases } from "@/state/case-duties";
import { knownCases } from "@/state/desk";
import { useMe, usePicture } from "@/state/hooks";
import { knownNow } from "@/state/known-cases";
import { useOpened } from "@/state/pointing";
import { useKept } from "./kept-drafts";

const NONE: ReadonlySet<string> = new Set();

/** Keeps them, by one component alone; the returned function says that cases were seen here. */
export function useKnowing(): (ids: ReadonlySet<string>) => void {
  const picture = usePicture();
  const { party } = useMe();
  const [kept, keep] = useKept("cases", {});
  const cases = kept as KnownCases;
  const opened = useOpened("incident");
  const isThere = opened !== null && picture.incident.has(opened);
  const seen = (ids: ReadonlySet<string>) => {
    const next = knownNow(cases, picture, party, ids);
    if (next !== cases) keep(next);
  };
  const calm = useMemo(() => knownNow(cases, picture, party, NONE), [cases, picture, party]);
  useEffect(() => {
    knownCases.set(calm);
    if (calm !== cases) keep(calm);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is seen when it is opened alone; one that worsens while it stands open rings
  useEffect(() => {
    if (opened !== null && isThere) seen(new Set([opened]));
  }, [opened, isThere]);
  return seen;
}
