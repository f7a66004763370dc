/** The line about the vessels off the air on the map: how many, of when, and what is amiss. */

import { type RefObject, useEffect } from "react";
import { utc, utcSeconds } from "@/geo/format";
import { vessels as said } from "@/i18n/en-vessels";
import { useNow } from "@/state/hooks";
import { opened, selected } from "@/state/pointing";
import { useStore } from "@/state/store";
import type { Engine } from "./engine";
import { EVERY_S, followVessels } from "./vessel-reading";
import { type VesselsHeard, vesselsHeard } from "./vessels-heard";

export default function VesselLine({ engine }: { engine: RefObject<Engine | null> }) {
  const heard = useStore(vesselsHeard);
  useEffect(() => {
    const map = engine.current?.map;
    const end = map && followVessels(map);
    return () => {
      end?.();
      if (selected.get()?.thing === "heard_vessel") selected.set(opened.get());
    };
  }, [engine]);
  return (
    <p className={`map-vessels${heard?.failed ? " alert" : ""}`} role="status">
      {heard ? <Told heard={heard} /> : said.reading}
    </p>
  );
}

function Told({ heard: { found, failed } }: { heard: VesselsHeard }) {
  const now = useNow();
  if (failed) return found.at ? said.notReadSince(utcSeconds(Date.parse(found.at))) : said.notRead;
  const youngest = found.latest_at ? utc(Date.parse(found.latest_at), now) : "";
  return (
    <>
      <strong>{said.inView(found.number, youngest)}</strong>{" "}
      <span className="muted">
        {said.readAt(utcSeconds(Date.parse(found.at)), EVERY_S)}
        {found.clusters.length > 0 && ` ${said.gathered}`}
      </span>
    </>
  );
}
