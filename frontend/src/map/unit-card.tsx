/** The card of one unit: what it is, whose, where it is and since when, its work, what it takes. */

import type { AssetType, Deployment, Position } from "@/api/types";
import { age, courseText, minutes, notations, utc } from "@/geo/format";
import { lonLat } from "@/geo/lonlat";
import { capabilityText } from "@/i18n/capability-text";
import { unitCard as said } from "@/i18n/en-unit-card";
import { helpWords } from "@/i18n/help-words";
import { mapWords } from "@/i18n/picture-words";
import { registerWords } from "@/i18n/register-words";
import { arriving } from "@/state/arriving";
import { heardOf, mayTellOf } from "@/state/heard-fix";
import { useExpected, useMe, useNames, useNow, usePicture } from "@/state/hooks";
import { measured } from "@/state/measuring";
import { opened, selected } from "@/state/pointing";
import { candidates, type SceneUnit, soonest } from "@/state/scene";
import { eyeOf, sight } from "@/state/sight";
import { useStore } from "@/state/store";
import { AtWork } from "@/ui/arrival-time";
import { Fact, Facts } from "@/ui/facts";
import { figuresOf, reachOf } from "@/ui/figure-run";
import { Hearing } from "@/ui/hearing";
import { Link } from "@/ui/link";
import { placeInList } from "@/ui/not-soonest";
import { PersonsOf } from "@/ui/persons-of";
import { DoubtRulings, DoubtWords } from "@/ui/position-doubt";
import { landingOf, peopleOf } from "@/ui/unit-figures";
import { ageStep, mayLieNm } from "./age";
import { type CardPlace, MapCard, Notations } from "./card-frame";
import { coarseOf } from "./seen";

interface Props extends CardPlace {
  readonly unit: SceneUnit;
  /** Of the catalogue; undefined until that is read. */
  readonly type: AssetType | undefined;
}

export default function UnitCard({ unit, type, ...frame }: Props) {
  const { close } = frame;
  const now = useNow();
  const { view, party, position, deployment, thing } = unit;
  return (
    <MapCard title={said.title(view.name)} party={party} name={view.name} {...frame}>
      <p>
        {[type?.name ?? view.type, view.callsign && `${said.callsign} ${view.callsign}`]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <Ready unit={unit} now={now} />
      {deployment ? <Work work={deployment} now={now} /> : <InList id={unit.id} />}
      {close && thing === "asset" && position && (
        <DoubtRulings
          id={unit.id}
          name={view.name}
          isOwn={"own" in view && view.own}
          position={position}
          now={now}
        />
      )}
      <Facts>
        <Fact name={said.place}>
          <Place unit={unit} now={now} />
        </Fact>
        <Fact name={said.going}>{position && goingOf(position)}</Fact>
        <Fact name={said.people}>{figuresOf(peopleOf(unit, type))}</Fact>
        <Fact name={said.speed}>{reachOf(unit, type)}</Fact>
        <Fact name={registerWords.types.needsToLand}>{type && figuresOf(landingOf(type))}</Fact>
        <Fact name={said.able}>{type?.capabilities.map(capabilityText).join(", ")}</Fact>
        <Fact name={said.notice}>{!deployment && noticeOf(unit)}</Fact>
        <Fact name={said.mmsi}>{view.mmsi}</Fact>
        <Fact name={said.source}>{position?.source}</Fact>
      </Facts>
      <Under unit={unit} />
      {close && (
        <div className="row">
          {thing === "asset" && <Link href={`/assets/${unit.id}`}>{said.page}</Link>}
          <SightButton unit={unit} />
          <HeardButton unit={unit} />
        </div>
      )}
    </MapCard>
  );
}

/** The card gives way to it: both would not stand on a phone. */
function SightButton({ unit: { thing, id, view, position, point } }: { unit: SceneUnit }) {
  if (!point) return null;
  const look = () => {
    sight.set({
      unit: { thing, id },
      place: lonLat(point),
      name: view.name,
      coarseNm: coarseOf(position),
      eyeM: eyeOf(thing, view.kind),
      targetM: 0,
      means: "eye",
    });
    measured.set(null);
    selected.set(opened.get());
  };
  return (
    <button type="button" onClick={look}>
      {mapWords.sight.button}
    </button>
  );
}

/** Not for somebody who may not say where it is. */
function HeardButton({ unit: { thing, id, view } }: { unit: SceneUnit }) {
  const { party, roles } = useMe();
  if (!mayTellOf(thing, "own" in view && view.own, roles)) return null;
  const reporter = "reported_by" in view && view.reported_by !== party ? view.reported_by : null;
  return (
    <button type="button" onClick={() => heardOf.set({ thing, id, name: view.name, reporter })}>
      {registerWords.assets.positionHeard}
    </button>
  );
}

function Ready({ unit: { view }, now }: { unit: SceneUnit; now: number }) {
  if (!("readiness" in view) || !view.readiness) return null;
  const until = view.readiness_until ? utc(Date.parse(view.readiness_until), now) : "";
  return (
    <p className={view.readiness === "available" ? "muted" : "alert"}>
      {registerWords.assets.readinessNow(
        registerWords.readiness[view.readiness],
        until,
        view.readiness_reason ?? "",
      )}
    </p>
  );
}

/** Its place among those that could come to the case that is open. */
function InList({ id }: { id: string }) {
  const { party } = useMe();
  const listed = { candidates: useStore(candidates), soonest: useStore(soonest) };
  const line = placeInList(id, listed, party);
  return line && <p>{line}</p>;
}

/** Its task, and the time at which it is there. */
function Work({ work, now }: { work: Deployment; now: number }) {
  const { incident } = usePicture();
  const arrival = arriving(work, useExpected(work.id));
  const of = incident.get(work.incident_id ?? "");
  return (
    <div className="stack tight">
      <span className="row">
        <span className="tag">{helpWords.workState[work.state]}</span>
        {of && <Link href={`/incidents/${of.id}`}>{said.work(of.reference)}</Link>}
      </span>
      <AtWork work={work} arrival={arrival} now={now} />
      <Hearing work={work} now={now} />
      <PersonsOf work={work} />
    </div>
  );
}

function Place({ unit, now }: { unit: SceneUnit; now: number }) {
  const { position, point, shownAt, deployment } = unit;
  if (!position)
    return (
      <span className="stack tight">
        <Instead unit={unit} />
        {point && shownAt === "base" && <Notations lines={notations(point, 0)} />}
      </span>
    );
  const atMs = Date.parse(position.at);
  const present = deployment ? mayLieNm(position, now, deployment) : position.uncertainty_nm;
  const off = Math.max(position.precision_nm, present);
  const old = ageStep(position, now, deployment).lastKnown;
  return (
    <span className="stack tight">
      <DoubtWords position={position} now={now} />
      <Notations lines={notations(position.point, coarseOf(position))} />
      {off >= 0.1 && (
        <span>
          {(deployment ? said.withinNow : said.within)(
            off < 10 ? off.toFixed(1) : String(Math.round(off)),
          )}
        </span>
      )}
      <span className={old ? "alert" : ""}>
        {old && `${said.lastKnown}, `}
        {said.told(utc(atMs, now), age(now - atMs))}
      </span>
      {position.delay_minutes > 0 && (
        <span className="muted">{said.late(minutes(position.delay_minutes))}</span>
      )}
      {position.implausible && <span className="tag alert">{said.implausible}</span>}
    </span>
  );
}

/** The place at which it is shown, as it has told none. */
function Instead({ unit: { view, shownAt, deployment } }: { unit: SceneUnit }) {
  const { asset } = usePicture();
  const work = deployment?.view === "brief" ? null : deployment;
  const carrier = asset.get(work?.carrier_asset_id ?? "");
  const base = "base_name" in view ? (view.base_name ?? "") : "";
  const text = {
    fix: "",
    carrier: said.atCarrier(carrier?.name ?? ""),
    scene: said.atScene,
    base: said.atBase(base),
  }[shownAt];
  return <span className="alert">{text}</span>;
}

/** The article under which another party's unit is seen, or who has told of a ship. */
function Under({ unit: { view } }: { unit: SceneUnit }) {
  const nameOf = useNames();
  if ("reported_by" in view)
    return (
      <p className="muted">
        {said.reported(nameOf(view.reported_by))}
        {view.doubts.length > 0 && <span className="alert"> {said.doubts}</span>}
      </p>
    );
  const { granted_by: by } = view;
  const words = registerWords.assets;
  if (by?.agreement)
    return <p className="muted">{words.granted(by.agreement, by.article ?? "")}</p>;
  return by?.incident_id ? <p className="muted">{words.grantedIncident}</p> : null;
}

function goingOf({ course_deg, speed_kn }: Position): string {
  const course = course_deg === null ? "" : courseText(course_deg);
  return said.goes(course, speed_kn === null ? "" : `${speed_kn.toFixed(1)} kn`);
}

function noticeOf({ view }: SceneUnit): string {
  if (!("notice" in view) || !view.notice) return "";
  const { day_minutes, night_minutes, at_sea_minutes } = view.notice;
  return registerWords.assets.noticeOf(
    minutes(day_minutes),
    minutes(night_minutes),
    minutes(at_sea_minutes),
  );
}
