/** A watch officer as coordinator: where no coordinator is signed in, in any phase. */

import { useEffect } from "react";
import { api, unwrap } from "@/api/client";
import { useMay, useMe, usePicture } from "@/state/hooks";
import { createStore, useStore } from "@/state/store";

/** A coordinator signs in or goes without an entry on the record: so it is asked for. */
const EVERY_MS = 15_000;

const acts = createStore(false);
let readers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

const read = () =>
  void unwrap(api.GET("/api/watch-acts")).then(
    (now) => acts.set(now.acts),
    () => {}, // without a line nothing is decided either
  );

/** Asked for by one timer as long as anybody reads it. */
function follow(): () => void {
  readers += 1;
  if (readers === 1) timer = setInterval(read, EVERY_MS);
  read();
  return () => {
    readers -= 1;
    if (readers === 0) clearInterval(timer);
  };
}

/** Whether one acts as coordinator of that case now, which is not closed; the server decides. */
export function useActing(incidentId: string | null | undefined): boolean {
  const incident = usePicture().incident.get(incidentId ?? "");
  const { centre_id } = useMe();
  const watches = useMay("watch_officer");
  const coordinates = useMay("coordinator");
  const asks = watches && !coordinates && incident?.view === "full" && incident.state !== "closed";
  // biome-ignore lint/correctness/useExhaustiveDependencies: at another centre it is another answer
  useEffect(() => (asks ? follow() : undefined), [asks, centre_id]);
  return useStore(acts) && asks;
}
