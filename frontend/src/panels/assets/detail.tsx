/** One asset: what is known of it, what its own party can do with it, where it has been. */

import { useState } from "react";
import { readTrack } from "@/api/assets";
import { write } from "@/api/client";
import type { Asset, Position } from "@/api/types";
import { useAssetType } from "@/data/asset-types";
import { useFetched } from "@/data/fetched";
import { age, dayTime, ddm, minutes, utc } from "@/geo/format";
import { words } from "@/i18n";
import { capabilityText } from "@/i18n/capability-text";
import { unitCard } from "@/i18n/en-unit-card";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { registerWords } from "@/i18n/register-words";
import { positions } from "@/state/desk";
import type { FleetRow } from "@/state/fleet";
import { mayTellOf } from "@/state/heard-fix";
import { useMe, usePicture } from "@/state/hooks";
import { go } from "@/state/route";
import { useStore } from "@/state/store";
import { Fact, Facts } from "@/ui/facts";
import { figuresOf, reachOf } from "@/ui/figure-run";
import { FormDialog } from "@/ui/form";
import { landingNeeds } from "@/ui/landing-needs";
import { later } from "@/ui/later";
import { Opening } from "@/ui/opening";
import { PartyTag } from "@/ui/party";
import { DoubtRulings, DoubtWords, doubtText, ReceivedWords } from "@/ui/position-doubt";
import { Sure } from "@/ui/sure";
import { Trouble } from "@/ui/trouble";
import { peopleOf } from "@/ui/unit-figures";
import { EditAsset } from "./asset-form";
import { READY_OPTIONS, READY_TONE, type Readiness, readyText } from "./readiness";

const PositionHeard = later(() => import("@/ui/position-heard"));

const said = registerWords.assets;
const TRACK_LIMIT = 200;

interface Props {
  row: FleetRow;
  now: number;
  registers: boolean;
}

export function Detail({ row: { asset, work }, now, registers }: Props) {
  const { readiness, readiness_until } = asset;
  const { roles } = useMe();
  const [written, setWritten] = useState(0);
  const fix = useStore(positions, (all) => all.get(asset.id));
  const until = readiness_until ? utc(Date.parse(readiness_until), now) : "";
  return (
    <section className="stack" aria-label={asset.name}>
      <div className="row apart">
        <h2>
          {asset.name} · {helpWords.kind[asset.kind]}
        </h2>
        <PartyTag code={asset.party} />
      </div>
      {readiness && (
        <p className={work ? "muted" : READY_TONE[readiness]}>
          {said.readinessNow(
            readyText(readiness, work !== null),
            until,
            asset.readiness_reason ?? "",
          )}
        </p>
      )}
      {asset.own && (
        <div className="row">
          {registers && <Acts asset={asset} />}
          {mayTellOf("asset", asset.own, roles) && (
            <Heard asset={asset} onHeard={() => setWritten(written + 1)} />
          )}
          {fix && (
            <DoubtRulings
              id={asset.id}
              name={asset.name}
              isOwn={asset.own}
              position={fix}
              now={now}
              onRuled={() => setWritten(written + 1)}
            />
          )}
        </div>
      )}
      <About asset={asset} work={work} now={now} />
      {work && (
        <p>
          {said.task}: {helpWords.workState[work.state]}
        </p>
      )}
      <Track asset={asset} now={now} written={written} />
    </section>
  );
}

function Acts({ asset }: { asset: Asset }) {
  const [doing, setDoing] = useState<"readiness" | "edit" | "retire" | null>(null);
  const done = () => setDoing(null);
  return (
    <>
      <button type="button" onClick={() => setDoing("readiness")}>
        {said.setReadiness} <kbd>R</kbd>
      </button>
      <button type="button" onClick={() => setDoing("edit")}>
        {said.edit}
      </button>
      <button type="button" className="grave" onClick={() => setDoing("retire")}>
        {said.retire}
      </button>
      {doing === "readiness" && <SayReadiness asset={asset} onDone={done} />}
      {doing === "edit" && <EditAsset asset={asset} onDone={done} />}
      {doing === "retire" && (
        <Sure
          title={`${said.retire}: ${asset.name}`}
          main={said.retire}
          act={(key) =>
            write(key, "POST", "/api/assets/{asset_id}/retire", {
              path: { asset_id: asset.id },
              version: asset.version ?? 0,
            })
          }
          onDone={() => go("/assets")}
          onCancel={done}
        >
          <p>{said.retireSure(asset.name)}</p>
        </Sure>
      )}
    </>
  );
}

/** For the watch and the registrars: the position of an own unit, heard by voice. */
function Heard({ asset, onHeard }: { asset: Asset; onHeard: () => void }) {
  const [opens, setOpens] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpens(true)}>
        {said.positionHeard}
      </button>
      <Opening about={opens ? asset.id : null}>
        {opens && (
          <PositionHeard
            about={{ thing: "asset", id: asset.id, name: asset.name, reporter: null }}
            onWritten={onHeard}
            onDone={() => setOpens(false)}
          />
        )}
      </Opening>
    </>
  );
}

function SayReadiness({ asset, onDone }: { asset: Asset; onDone: () => void }) {
  return (
    <FormDialog
      title={`${said.setReadiness}: ${asset.name}`}
      draft={`readiness.${asset.id}.${asset.version}`}
      fields={[
        {
          name: "readiness",
          label: said.ready,
          kind: "choice",
          required: true,
          options: READY_OPTIONS,
          initial: asset.readiness ?? "available",
        },
        {
          name: "until",
          label: said.until,
          kind: "future",
          hint: formWords.ask.byHint,
          initial: dayTime(asset.readiness_until),
        },
        { name: "reason", label: words.why, kind: "line", initial: asset.readiness_reason ?? "" },
        { name: "at_sea", label: said.atSea, kind: "check", initial: asset.at_sea ? "yes" : "" },
      ]}
      main={formWords.form.save}
      send={(typed, key) =>
        write(key, "POST", "/api/assets/{asset_id}/readiness", {
          path: { asset_id: asset.id },
          body: {
            readiness: typed.text("readiness") as Readiness,
            until: typed.at("until", "future"),
            reason: typed.text("reason"),
            at_sea: typed.checked("at_sea"),
          },
        })
      }
      onDone={onDone}
    />
  );
}

function About({ asset, work, now }: Pick<FleetRow, "asset" | "work"> & { now: number }) {
  const { centre } = usePicture();
  const type = useAssetType(asset.type);
  const fix = useStore(positions, (all) => all.get(asset.id));
  const unit = { thing: "asset", view: asset, position: fix ?? null, deployment: work } as const;
  const { notice, granted_by } = asset;
  const noticed =
    notice &&
    said.noticeOf(
      minutes(notice.day_minutes),
      minutes(notice.night_minutes),
      minutes(notice.at_sea_minutes),
    );
  const under = granted_by?.agreement
    ? said.granted(granted_by.agreement, granted_by.article ?? "")
    : granted_by?.incident_id && said.grantedIncident;
  return (
    <>
      <Facts>
        <Fact name={said.typed}>
          {asset.type}
          {type && ` · ${type.name}`}
        </Fact>
        <Fact name={unitCard.people}>{figuresOf(peopleOf({ view: asset }, type))}</Fact>
        <Fact name={unitCard.speed}>{reachOf(unit, type)}</Fact>
        <Fact name={said.place}>
          {fix &&
            said.position(
              ddm(fix.point),
              utc(Date.parse(fix.at), now),
              age(now - Date.parse(fix.at)),
            )}
          {fix && (
            <span className="stack tight">
              <DoubtWords position={fix} now={now} />
            </span>
          )}
        </Fact>
        <Fact name={said.base}>
          {[asset.base_name, asset.base && ddm(asset.base)].filter(Boolean).join(" · ")}
        </Fact>
        <Fact name={said.centre}>{centre.get(asset.centre_id)?.name}</Fact>
        <Fact name={said.notice}>{noticed}</Fact>
        <Fact name={registerWords.types.capabilities}>
          {type?.capabilities.map(capabilityText).join(", ")}
        </Fact>
        <Fact name={registerWords.types.needsToLand}>{type && landingNeeds(type).join(", ")}</Fact>
        <Fact name={said.callsign}>{asset.callsign}</Fact>
        <Fact name={said.mmsi}>{asset.mmsi}</Fact>
        <Fact name={said.imo}>{asset.imo}</Fact>
        <Fact name={said.icao24}>{asset.icao24}</Fact>
        <Fact name={said.tracker}>{asset.tracker_id}</Fact>
        {(asset.own || asset.sensors) && (
          <>
            <Fact name={said.service}>
              {asset.service ? said.services[asset.service] : said.notSaid}
            </Fact>
            <Fact name={said.armed}>
              {asset.armed == null ? said.notSaid : said.armedSaid[asset.armed ? "yes" : "no"]}
            </Fact>
            <Fact name={said.sensors}>
              {asset.sensors?.map((sensor) => said.sensor[sensor]).join(", ")}
            </Fact>
          </>
        )}
        <Fact name={said.quantity}>{(asset.quantity ?? 1) > 1 && asset.quantity}</Fact>
        <Fact name={said.verified}>
          {asset.verified_at && utc(Date.parse(asset.verified_at), now)}
        </Fact>
        <Fact name={said.note}>{asset.note}</Fact>
      </Facts>
      {under && <p className="muted">{under}</p>}
    </>
  );
}

/** A point that is doubted, with the reason; beside it when it was received, if that was later. */
function PointDoubt({ fix, now }: { fix: Position; now: number }) {
  const doubted = fix.implausible ? said.implausible : fix.doubt && said.suspectPoint;
  return (
    <span className="stack tight">
      {doubted && (
        <span className="alert">
          {doubted}
          {fix.doubt && `: ${doubtText(fix.doubt)}`}
        </span>
      )}
      <ReceivedWords position={fix} now={now} />
    </span>
  );
}

/** Its track stands on the map as well, as of the chosen one; `written`: so many were added here. */
function Track({ asset, now, written }: { asset: Asset; now: number; written: number }) {
  const seen = asset.own || asset.level === "position";
  const track = useFetched(asset.id, `${seen} ${written}`, async (signal) =>
    seen ? await readTrack(asset.id, TRACK_LIMIT, signal) : null,
  );
  if (!seen) return <p className="muted">{said.trackNotSeen}</p>;
  const fixes = [...(track.value?.positions ?? [])].reverse();
  return (
    <details>
      <summary>
        {said.track}
        {track.value && ` · ${said.fixes(fixes.length, track.value.more)}`}
      </summary>
      <Trouble error={track.error} />
      {track.value && fixes.length === 0 && <p className="muted">{said.noTrack}</p>}
      {track.value?.whole_from && (
        <p className="muted">{said.thinned(utc(Date.parse(track.value.whole_from), now))}</p>
      )}
      <ol className="timeline">
        {fixes.map((fix) => (
          <li key={`${fix.at} ${fix.source}`}>
            <span>{utc(Date.parse(fix.at), now)}</span>
            <span>
              {ddm(fix.point)}
              {fix.speed_kn !== null &&
                ` · ${said.moving(fix.course_deg === null ? "" : `${Math.round(fix.course_deg)}°`, fix.speed_kn.toFixed(1))}`}
              <PointDoubt fix={fix} now={now} />
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
