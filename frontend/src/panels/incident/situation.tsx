/** The situation of a case: who reported, where it is, who leads, what can be done with it. */

import { Suspense, useState } from "react";
import type { FullIncident } from "@/api/types";
import { useActing } from "@/data/acting";
import { utc } from "@/geo/format";
import { presentOf } from "@/geo/present";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { numbersOf } from "@/state/callee";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { smcOf } from "@/state/smc";
import { ActingLine } from "@/ui/acting-line";
import { Fact, Facts } from "@/ui/facts";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Opening } from "@/ui/opening";
import { PartyTag } from "@/ui/party";
import type { CaseAct } from "./act-shape";
import { conditionsText, driftText, landedText } from "./condition-texts";
import { pobText } from "./fact-lines";
import { useFirstUnit } from "./first-unit";
import { onSceneLines } from "./on-scene";
import { craftText, routeText } from "./route-text";

const Assessment = later(() => import("./assessment"));
const Bearing = later(() => import("./bearing"));
const NextCall = later(() => import("./next-call"));
const OneWord = later(() => import("./one-word"));
const OwnersDuty = later(() => import("./owners-duty"));
const UnnamedWords = later(() => import("./unnamed-words"));
const Untasked = later(() => import("./untasked"));
const Unasked = later(() => import("./unasked"));
const Acted = later(() => import("./acted"));
const CaseAlarms = later(() => import("./case-alarms"));
const CouldCome = later(() => import("./could-come"));
const Coordination = later(() => import("./coordination"));
const Handover = later(() => import("./handover"));
const LostList = later(() => import("./lost-list"));
const Links = later(() => import("./links"));
const Place = later(() => import("./place"));
const WatersAt = later(() => import("@/ui/waters"));
const Positions = later(() => import("./positions"));
const RegionsTold = later(() => import("./regions-told"));
const SearchAreas = later(() => import("./search-areas"));
const SmcByVoice = later(() => import("./smc-by-voice"));
const Suspension = later(() => import("./suspension"));
const Survivors = later(() => import("./survivors"));
const Texts = later(() => import("./texts"));
const ToCall = later(() => import("./to-call"));
const ToTell = later(() => import("./to-tell"));
/** The keys of the acts that have one. */
const KEYS: Partial<Record<CaseAct, string>> = {
  position: "R",
  authority: "O",
  phase: "5",
  pob: "6",
  conditions: "7",
};
/** They go on where the numbers of the case's parts end. */
const NUMBERED = ["phase", "pob", "conditions"] as const satisfies readonly CaseAct[];
const CaseDialog = later(() => import("./acts"));

export default function SituationTab({ incident }: { incident: FullIncident }) {
  const [doing, setDoing] = useState<CaseAct | null>(null);
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const coordinates = useMay("coordinator");
  const acting = useActing(incident.id);
  const now = useNow(60_000);
  const present = presentOf(incident, now);
  const leads = incident.lead.party === me.party;
  const closed = incident.state === "closed";
  const { source } = incident;
  const { uncounted = [], uncounted_delivered: landed = [] } = incident.people ?? {};
  const acts: readonly (readonly [CaseAct, boolean])[] = [
    ["position", watches],
    ["called", watches && !closed && Boolean(source.call_back)],
    ["datum", watches && leads && !closed],
    ["route", watches && leads && !closed],
    ["phase", watches && leads && !closed],
    ["pob", watches && leads],
    ["water", watches && leads],
    ["found", watches],
    ["conditions", watches && leads && !closed],
    ["offices", watches && leads && !closed],
    ["channels", watches && leads && !closed],
    ["refusal", watches],
    ["tow", watches],
    ["ships", watches && (!incident.datum || incident.ask_ships_at !== null)],
    ["authority", watches],
    ["describe", watches && leads && !closed],
    ["lead", (coordinates || acting) && leads && !closed],
    ["voice", watches && !closed && (leads || incident.smc_by_voice !== null)],
    ["back", watches && leads && !closed && incident.smc_by_voice !== null],
    ["link", watches && leads],
    ["first", watches && leads && !closed && incident.datum !== null],
    ["keep", watches && leads && !closed],
    ["suspend", (coordinates || acting) && leads && incident.state === "open"],
    ["lost", watches && leads && isListed(incident)],
    ["reopen", watches && leads && incident.state !== "open"],
    ["close", (coordinates || acting) && leads && !closed],
  ];
  const firstUnit = useFirstUnit(incident);
  const couldCome = leads && incident.state === "open" && (
    <CouldCome key={incident.id} incident={incident} found={firstUnit} />
  );
  // Below distress one decides how bad it is before one asks who comes.
  const inDistress = incident.phase === "distress";
  const smc = smcOf(incident);
  const { centre } = usePicture();
  const [textsAsked, setTextsAsked] = useState(0);
  useKey("b", () => setTextsAsked(textsAsked + 1));
  useKey("r", watches ? () => setDoing("position") : null);
  useKey("o", watches ? () => setDoing("authority") : null);
  for (const act of NUMBERED) {
    const may = acts.some(([one, allowed]) => one === act && allowed);
    // biome-ignore lint/correctness/useHookAtTopLevel: NUMBERED never changes
    useKey(KEYS[act] ?? "", may ? () => setDoing(act) : null);
  }
  return (
    <div className="stack">
      {uncounted.length > 0 && (
        <p className="strong distress">
          {formWords.uncounted.units(uncounted.map(({ name }) => name).join(", "))}
        </p>
      )}
      {landed.length > 0 && (
        <p className="strong distress">{formWords.uncounted.landedBy(landedText(landed))}</p>
      )}
      <Suspense fallback={null}>
        <UnnamedWords
          incident={incident}
          onName={watches && leads && !closed ? () => setDoing("keep") : null}
        />
        <Untasked incident={incident} found={firstUnit} />
        <OwnersDuty incident={incident} />
        <CaseAlarms incident={incident} />
        <OneWord incident={incident} />
        <Suspension incident={incident} onLook={watches && leads ? () => setDoing("look") : null} />
        <SmcByVoice incident={incident} />
        <Handover incident={incident} />
        <LostList incident={incident} />
        <Acted incident={incident} />
        {inDistress && couldCome}
        {!leads && <Unasked incident={incident} />}
        <Assessment incident={incident} />
        {!inDistress && couldCome}
        <Bearing incident={incident} />
        <Coordination incident={incident} />
        <Links incident={incident} />
        <Place incident={incident} />
        {present && !closed && (
          <WatersAt
            at={present.now.point.coordinates}
            atMs={present.now.atMs}
            byLead={incident.territory_of}
          />
        )}
        <SearchAreas incident={incident} />
        {leads && <ToTell incident={incident} />}
      </Suspense>
      {closed && incident.heard_after_close_at && (
        <p className="strong distress">
          {formWords.doubt.afterClose(utc(Date.parse(incident.heard_after_close_at), now))}
        </p>
      )}
      <Suspense fallback={null}>
        <ToCall incident={incident} />
      </Suspense>
      <Facts>
        <Fact name={formWords.situation.reported}>{source.who}</Fact>
        <Fact name={formWords.situation.callBack}>
          {source.call_back && <strong>{source.call_back}</strong>}
          <Suspense fallback={null}>
            {(incident.called_people || incident.next_call_at) && (
              <NextCall incident={incident} now={now} />
            )}
          </Suspense>
        </Fact>
        <Fact name={formWords.situation.channel}>
          {[source.channel, source.language].filter(Boolean).join(", ")}
        </Fact>
        <Fact name={formWords.situation.pob}>
          {pobText(incident)}
          {incident.pob.source && <small className="muted"> ({incident.pob.source})</small>}
          {incident.pob.turned && (
            <p className="strong distress">
              {formWords.doubt.pob.turned(incident.pob.min ?? 0, incident.pob.max ?? 0)}
            </p>
          )}
          {incident.pob_doubts.map(({ code, persons, most }) => (
            <p key={code} className="strong distress">
              {formWords.doubt.pob[code](persons, most)}
            </p>
          ))}
        </Fact>
        {!leads && (
          <Fact name={formWords.people.found}>{formWords.people.byLead(incident.lead.name)}</Fact>
        )}
        <Fact name={formWords.situation.object}>{incident.object_class}</Fact>
        <Fact name={formWords.craft.craft}>{craftText(incident.craft)}</Fact>
        <Fact name={formWords.situation.situation}>{words.situation[incident.situation]}</Fact>
        <Fact name={formWords.situation.conditions}>
          {conditionsText(incident) || words.unknown}
          {incident.conditions.at && (
            <small className="muted"> {utc(Date.parse(incident.conditions.at), now)}</small>
          )}
        </Fact>
        <Fact name={formWords.situation.driftName}>{driftText(incident)}</Fact>
        <Fact name={formWords.act.route}>
          {incident.voyage && (
            <>
              {routeText(incident.voyage, now)}{" "}
              <small className="muted">({incident.voyage.source})</small>
            </>
          )}
        </Fact>
        <Fact name={formWords.situation.lead}>
          <PartyTag code={smc.party} /> {smc.name}
          {smc.party !== me.party && (
            <small className="muted block">{numbersOf(centre.get(smc.id))}</small>
          )}
        </Fact>
        {onSceneLines(incident, (atMs) => utc(atMs, now)).map(([name, text]) => (
          <Fact key={name} name={name}>
            {text}
          </Fact>
        ))}
      </Facts>
      {incident.description && <p className="words">{incident.description}</p>}
      {incident.asked_to_close && !incident.asked_to_close.id && (
        <p className="card call">
          {formWords.situation.secondNeeded(incident.asked_to_close.reason)}
        </p>
      )}
      <Suspense fallback={<p role="status">{words.loading}</p>}>
        <Survivors incident={incident} />
        <RegionsTold incident={incident} />
        <Positions incident={incident} />
      </Suspense>
      <section className="stack tight" aria-label={formWords.situation.acts}>
        <h2>{formWords.situation.acts}</h2>
        {acting && leads && <ActingLine />}
        <div className="row">
          {acts.map(
            ([act, allowed]) =>
              allowed && (
                <button key={act} type="button" onClick={() => setDoing(act)}>
                  {formWords.act[act]} {KEYS[act] && <kbd>{KEYS[act]}</kbd>}
                </button>
              ),
          )}
        </div>
      </section>
      <Suspense fallback={<p role="status">{words.loading}</p>}>
        <Texts incident={incident} asked={textsAsked} />
      </Suspense>
      <Opening about={doing}>
        {doing && <CaseDialog act={doing} incident={incident} onDone={() => setDoing(null)} />}
      </Opening>
    </div>
  );
}

/** Whether anybody is missing after the search, or dead. */
const isListed = ({ lost_list: list, people }: FullIncident) =>
  list !== null || (people?.dead ?? 0) > 0;
