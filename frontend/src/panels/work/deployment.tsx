/** One deployment: where it stands, what may follow, and whether it is late. */

import { Suspense, useState } from "react";
import { write } from "@/api/client";
import { GRAVE } from "@/api/machines";
import type { Deployment, FullDeployment, PlainStep } from "@/api/types";
import { useActing } from "@/data/acting";
import { useAssetType } from "@/data/asset-types";
import { utc } from "@/geo/format";
import { hearing } from "@/i18n/en-hearing";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { ownerOf } from "@/state/callee";
import {
  isPlain,
  isUnlikely,
  mayCallAway,
  mayExtend,
  plainSteps,
  seldomFactsFor,
  stepsFor,
  takersOf,
} from "@/state/deployment-steps";
import { clock } from "@/state/desk";
import { isLate } from "@/state/duties";
import { isFollowed } from "@/state/followed";
import { useMay, useMe, useNames, usePicture } from "@/state/hooks";
import { pointsAt, useHovered } from "@/state/pointing";
import { isActive, isOfClosedCase, unitOf } from "@/state/scene";
import { useStore } from "@/state/store";
import { useAct } from "@/ui/act";
import { CallCentre } from "@/ui/call-centre";
import { Hearing } from "@/ui/hearing";
import { useHeldFocus } from "@/ui/held-focus";
import { later } from "@/ui/later";
import { Opening } from "@/ui/opening";
import { PartyTag } from "@/ui/party";
import { PersonsOf } from "@/ui/persons-of";
import { Trouble } from "@/ui/trouble";
import type { WorkAct } from "./acts";
import { Arrival } from "./arrival";
import { Diversion } from "./diversion";

const Clearance = later(() => import("./clearance"));
const Costs = later(() => import("./costs"));
const ToldDoubts = later(() => import("./told-doubts"));
const WorkDialog = later(() => import("./acts"));

export function DeploymentCard({ work, now }: { work: Deployment; now: number }) {
  const unit = unitOf(work);
  const nameOf = useNames();
  const pointed = useHovered(unit.thing) === unit.id;
  const held = useHeldFocus<HTMLElement>();
  return (
    <article
      className={pointed ? "card pointed" : "card"}
      aria-label={work.name}
      {...pointsAt(unit.thing, unit.id)}
      {...held}
    >
      <div className="row apart">
        <span className="row">
          <PartyTag code={work.party ?? null} /> <strong>{work.name}</strong>
          {work.quantity > 1 && ` ×${work.quantity}`}
          {work.view === "full" && work.hailed_by && (
            <span className="muted">{formWords.ask.hailedBy(nameOf(work.hailed_by))}</span>
          )}
        </span>
        <span className="tag">{helpWords.workState[work.state]}</span>
      </div>
      <Arrival work={work} now={now} />
      <div className="stack tight">
        <Hearing work={work} now={now} />
      </div>
      {work.view === "full" && <Full work={work} now={now} />}
      <Suspense fallback={null}>
        <Costs work={work} now={now} />
      </Suspense>
    </article>
  );
}

function Full({ work, now }: { work: FullDeployment; now: number }) {
  const me = useMe();
  const coordinator = useMay("coordinator");
  const acting = useActing(work.incident_id);
  const hands = {
    party: me.party,
    watches: useMay("watch_officer", "coordinator"),
    coordinates: coordinator || acting,
  };
  const { busy, error, act } = useAct();
  const picture = usePicture();
  const exercise = useStore(clock, (told) => told.exercise);
  const [doing, setDoing] = useState<WorkAct | null>(null);
  const gone = work.state === "recalled" || work.state === "unable";
  const missed = work.party !== me.party && (isLate(work) || gone);
  const take = (action: PlainStep) => {
    if (!isPlain(action)) setDoing(action);
    else
      act((key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/{action}", {
          path: { deployment_id: work.id, action },
          body: {},
        }),
      );
  };
  const closed = isOfClosedCase(work, picture);
  const asset = picture.asset.get(work.asset_id ?? "");
  const type = useAssetType(asset?.type ?? "");
  const unlikely = (action: PlainStep) => isUnlikely(action, work, asset, type);
  const steps = stepsFor(work, hands, closed);
  const seldom = closed ? [] : [...steps.filter(unlikely), ...seldomFactsFor(work, hands)];
  const uncounted = work.uncounted_aboard || work.uncounted_delivered;
  const stepButton = (action: PlainStep) => (
    <button
      key={action}
      type="button"
      className={GRAVE.has(action) ? "grave" : ""}
      disabled={busy}
      onClick={() => take(action)}
    >
      {formWords.step[action]}
    </button>
  );
  return (
    <>
      <div className="row apart">
        <span className="row">
          {work.until_at && isActive(work) && (
            <span className="muted">
              {helpWords.work.until(utc(Date.parse(work.until_at), now))}
            </span>
          )}
        </span>
        <PersonsOf work={work} />
      </div>
      {work.uncounted_aboard && <p className="strong distress">{formWords.uncounted.aboard}</p>}
      {work.uncounted_delivered && <p className="strong distress">{formWords.uncounted.landed}</p>}
      {work.reason && <p className="muted words">{work.reason}</p>}
      <Suspense fallback={null}>
        {work.doubts.length > 0 && <ToldDoubts doubts={work.doubts} now={now} />}
        <Clearance work={work} hands={hands} now={now} />
      </Suspense>
      {hands.watches && missed && <CallCentre id={ownerOf(work, picture)?.id} />}
      <Trouble error={error} />
      <div className="row">
        {steps.filter((action) => closed || !unlikely(action)).map(stepButton)}
        {takersOf(picture, work, hands).length > 0 && (
          <button type="button" onClick={() => setDoing("transfer")}>
            {formWords.step.transfer}
          </button>
        )}
        {hands.watches && isFollowed(work) && (
          <button type="button" onClick={() => setDoing("heard")}>
            {hearing.button}
          </button>
        )}
        {hands.watches && (
          <button type="button" onClick={() => setDoing("count")}>
            {formWords.step.count}
          </button>
        )}
        {hands.watches && (
          <button type="button" onClick={() => setDoing("lives")}>
            {formWords.step.lives}
          </button>
        )}
        {(work.recovered > 0 || uncounted) && hands.watches && (
          <button type="button" onClick={() => setDoing("headcount")}>
            {formWords.step.headcount}
          </button>
        )}
        {mayCallAway(picture, work, hands, { exercise }) && (
          <button type="button" className="grave" onClick={() => setDoing("call-away")}>
            {formWords.step["call-away"]}
          </button>
        )}
        {mayExtend(work, hands) && (
          <button type="button" onClick={() => setDoing("extend")}>
            {formWords.step.extend}
          </button>
        )}
        {hands.watches && plainSteps(work, hands, closed).length > 0 && (
          <button type="button" onClick={() => setDoing("late")}>
            {formWords.step.late}
          </button>
        )}
        <Diversion work={work} hands={hands} onDo={setDoing} />
      </div>
      {seldom.length > 0 && (
        <details>
          <summary>{formWords.seldomFacts}</summary>
          <div className="row">{seldom.map(stepButton)}</div>
        </details>
      )}
      <Opening about={doing}>
        {doing && <WorkDialog doing={doing} work={work} onDone={() => setDoing(null)} />}
      </Opening>
    </>
  );
}
