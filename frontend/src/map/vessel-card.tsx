/** The card of a vessel off the air: what it tells of itself, of when, and who hears it. */

import { useEffect, useState } from "react";
import { api, unwrap, write } from "@/api/client";
import { Refused } from "@/api/refused";
import type { HeardVessel, Match } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { age, courseText, minutes, notations, utc } from "@/geo/format";
import { lonLat } from "@/geo/lonlat";
import { vesselStatus } from "@/i18n/en-unit-states";
import { vessels as said } from "@/i18n/en-vessels";
import { useMay, useNames, useNow, usePicture } from "@/state/hooks";
import { candidates, soonest } from "@/state/scene";
import { useStore } from "@/state/store";
import { useAct } from "@/ui/act";
import { Fact, Facts } from "@/ui/facts";
import { later } from "@/ui/later";
import { Trouble } from "@/ui/trouble";
import { ageStep } from "./age";
import { type CardPlace, MapCard, Notations } from "./card-frame";
import type { SeenVessel } from "./seen";
import { vesselsHeard, vesselTrack } from "./vessels-heard";

const VesselDoubts = later(() => import("./vessel-doubts"));

export default function VesselCard({
  vessel,
  ...where
}: CardPlace & { readonly vessel: SeenVessel }) {
  const { id, name } = vessel.view;
  // Read again with the picture, so that the card grows no older than the sign.
  const version = useStore(vesselsHeard)?.found;
  const { value, error } = useFetched(id, version, (signal) =>
    unwrap(api.GET("/api/vessels/{vessel_id}", { params: { path: { vessel_id: id } }, signal })),
  );
  const gone = error instanceof Refused && error.status === 404;
  const title = value?.name ?? (value ? `MMSI ${value.mmsi}` : name);
  return (
    <MapCard title={said.title(title)} party={null} tag={said.tag} name={title} {...where}>
      <p className="muted">{said.about}</p>
      {gone ? <p className="alert">{said.gone}</p> : <Trouble error={error} />}
      {value && !gone && <Told vessel={value} stays={where.close !== null} />}
    </MapCard>
  );
}

function Told({ vessel, stays }: { vessel: HeardVessel; stays: boolean }) {
  const now = useNow(5_000);
  const nameOf = useNames();
  const { status, shared_by: by } = vessel;
  const last = ageStep(vessel, now).lastKnown;
  const grave = status === "aground" || status === "not_under_command";
  return (
    <>
      <Facts>
        <Fact name={said.place}>
          <span className="stack tight">
            <Notations lines={notations(vessel.point, 0)} />
            <span className={last ? "alert" : ""}>{toldOf(vessel, now)}</span>
            {(vessel.doubt || vessel.doubted_at) && <VesselDoubts vessel={vessel} now={now} />}
          </span>
        </Fact>
        <Fact name={said.status}>
          {status && <span className={grave ? "alert" : ""}>{vesselStatus[status]}</span>}
        </Fact>
        <Fact name={said.going}>{goingOf(vessel)}</Fact>
        <Fact name={said.kind}>{vessel.ship_type_words}</Fact>
        <Fact name={said.size}>{said.sizeOf(vessel.length_m, vessel.beam_m)}</Fact>
        <Fact name={said.draught}>{vessel.draught_m && said.metres(vessel.draught_m)}</Fact>
        <Fact name={said.mmsi}>{vessel.mmsi}</Fact>
        <Fact name={said.imo}>{vessel.imo}</Fact>
        <Fact name={said.callsign}>{vessel.callsign}</Fact>
        <Fact name={said.feed}>
          {said.feedOf(nameOf(vessel.party), vessel.feed)}
          {by?.agreement && `, ${said.sharedBy(by.agreement, by.article ?? "")}`}
        </Fact>
      </Facts>
      {vessel.told_at && (
        <p className="muted">{said.particulars(utc(Date.parse(vessel.told_at), now))}</p>
      )}
      {vessel.ship_id && <p>{said.ship}</p>}
      {stays && <Track vessel={vessel} now={now} />}
      {stays && !vessel.ship_id && <Hail id={vessel.id} />}
    </>
  );
}

function toldOf({ at }: HeardVessel, now: number): string {
  const atMs = Date.parse(at);
  return said.told(utc(atMs, now), age(now - atMs));
}

function goingOf({ course_deg, speed_kn }: HeardVessel): string {
  return [
    course_deg !== null && courseText(course_deg),
    speed_kn !== null && `${speed_kn.toFixed(1)} kn`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Its track is drawn when it is asked for, and goes with the card. */
function Track({ vessel, now }: { readonly vessel: HeardVessel; readonly now: number }) {
  const { id, track, point } = vessel;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!shown) return;
    vesselTrack.set({ id, line: [...track.map((one) => lonLat(one.point)), lonLat(point)] });
    return () => vesselTrack.set(null);
  }, [shown, id, track, point]);
  const [first, last] = [track[0], track.at(-1)];
  if (!first || !last || track.length < 2) return <p className="muted">{said.shortTrack}</p>;
  return (
    <>
      <div className="row">
        <button type="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? said.noTrack : said.track}
        </button>
      </div>
      {shown && (
        <p className="muted">
          {said.tracked(utc(Date.parse(first.at), now), utc(Date.parse(last.at), now))}
        </p>
      )}
      {shown && track.some(({ doubt }) => doubt) && (
        <VesselDoubts vessel={vessel} now={now} ofTrack />
      )}
    </>
  );
}

/** The case and the candidate, where matching has offered it. */
function useOffered(id: string): { incidentId: string; match: Match } | null {
  const [asked, few] = [useStore(candidates), useStore(soonest)];
  const lists = [
    asked && { incidentId: asked.incidentId, matches: asked.matches.items },
    few && { incidentId: few.incidentId, matches: few.best },
  ];
  for (const list of lists) {
    const match = list?.matches.find(
      ({ ship_id, verdict }) => ship_id === id && verdict === "hail",
    );
    if (list && match) return { incidentId: list.incidentId, match };
  }
  return null;
}

function Hail({ id }: { id: string }) {
  const offered = useOffered(id);
  const may = useMay("watch_officer", "coordinator");
  const { incident } = usePicture();
  const { busy, error, act } = useAct();
  const [done, setDone] = useState(false);
  const of = incident.get(offered?.incidentId ?? "");
  if (done) return <p role="status">{said.hailed}</p>;
  if (!offered || !of || !may) return null;
  const hail = () =>
    act(
      (key) =>
        write(key, "POST", "/api/incidents/{incident_id}/ships", {
          path: { incident_id: offered.incidentId },
          body: { id: key, ship_id: id },
        }),
      () => setDone(true),
    );
  const { time } = offered.match;
  return (
    <div className="stack tight">
      <Trouble error={error} />
      {time && <p>{said.offered(minutes(time.total_minutes))}</p>}
      <div className="row">
        <button type="button" disabled={busy} onClick={hail}>
          {said.hail(of.reference)}
        </button>
      </div>
    </div>
  );
}
