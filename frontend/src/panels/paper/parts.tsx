/** The parts of a case on paper. */

import type { Deployment, FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { searchAreas } from "@/i18n/en-search-areas";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { laneWords } from "@/i18n/picture-words";
import { registerWords } from "@/i18n/register-words";
import { areasText } from "@/state/area-text";
import { arriving } from "@/state/arriving";
import { expected } from "@/state/desk";
import { foundText } from "@/state/found-text";
import { useNow } from "@/state/hooks";
import type { Picture } from "@/state/picture";
import { smcOf } from "@/state/smc";
import { useStore } from "@/state/store";
import { NeedCard } from "@/ui/coverage";
import { Fact, Facts as FactList } from "@/ui/facts";
import { conditionsText, driftText, landedText } from "../incident/condition-texts";
import { placeLines, pobText } from "../incident/fact-lines";
import { onSceneLines } from "../incident/on-scene";

const said = registerWords.paper;

/** With its day: paper outlives it. */
export const stamp = (atMs: number) => utc(atMs, 0);

export function Facts({ incident }: { incident: FullIncident }) {
  const now = useNow(5_000);
  const { source } = incident;
  const place = placeLines(incident, now, stamp);
  const involved = incident.involved
    .map(({ party, since }) => `${party} ${stamp(Date.parse(since))}`)
    .join(", ");
  return (
    <>
      <h2>{said.facts}</h2>
      <FactList>
        <Fact name={said.opened}>{stamp(Date.parse(incident.opened_at))}</Fact>
        <Fact name={formWords.situation.lead}>{smcOf(incident).name}</Fact>
        {onSceneLines(incident, stamp).map(([name, text]) => (
          <Fact key={name} name={name}>
            {text}
          </Fact>
        ))}
        <Fact name={searchAreas.title}>{areasText(incident)}</Fact>
        <Fact name={said.sameEvent}>
          {incident.event?.cases
            .slice(1)
            .map(({ reference, party, smc }) =>
              [reference ?? party, smc?.name].filter(Boolean).join(", "),
            )
            .join("; ")}
        </Fact>
        <Fact name={formWords.situation.situation}>{words.situation[incident.situation]}</Fact>
        <Fact name={said.datum}>
          {place?.now ?? words.incident.noDatum}
          {place?.set && `; ${place.set}`}
        </Fact>
        <Fact name={formWords.situation.driftName}>{driftText(incident)}</Fact>
        <Fact name={formWords.situation.pob}>{pobText(incident)}</Fact>
        <Fact name={formWords.people.found}>
          {incident.people
            ? foundText(incident, true)
            : formWords.people.byLead(incident.lead.name)}
        </Fact>
        <Fact name={formWords.uncounted.fact}>
          {incident.people?.uncounted.map(({ name }) => name).join(", ")}
        </Fact>
        <Fact name={formWords.uncounted.landedFact}>
          {landedText(incident.people?.uncounted_delivered ?? [])}
        </Fact>
        <Fact name={formWords.situation.object}>{incident.object_class}</Fact>
        <Fact name={formWords.situation.conditions}>{conditionsText(incident)}</Fact>
        <Fact name={formWords.situation.reported}>{source.who}</Fact>
        <Fact name={formWords.situation.callBack}>{source.call_back}</Fact>
        <Fact name={formWords.situation.channel}>{source.channel}</Fact>
        <Fact name={formWords.situation.involved}>{involved}</Fact>
      </FactList>
      {incident.description && <p className="words">{incident.description}</p>}
    </>
  );
}

interface Listed {
  incident: FullIncident;
  picture: Picture;
}

export function Needs({ incident, picture, now }: Listed & { now: number }) {
  const requests = [...picture.request.values()].filter(
    (request) => request.incident_id === incident.id && request.state !== "draft",
  );
  if (requests.length === 0) return null;
  return (
    <>
      <h2>{said.needs}</h2>
      <ul className="stack tight">
        {requests.map((request) => (
          <li key={request.id}>
            <strong>
              {request.reference} · {helpWords.requestState[request.state]}
            </strong>
            {request.needs
              .filter(({ withdrawn_at }) => !withdrawn_at)
              .map((need) => (
                <NeedCard key={need.id} need={need} now={now} incident={incident} />
              ))}
          </li>
        ))}
      </ul>
    </>
  );
}

export function Deployments({ incident, picture }: Listed) {
  const works = [...picture.deployment.values()].filter(
    ({ incident_id }) => incident_id === incident.id,
  );
  const times = useStore(expected);
  const time = (at: string | null) => (at ? stamp(Date.parse(at)) : "");
  /** The time at which it is expected, and as of when: paper does not change. */
  const due = (work: Deployment) => {
    const arrival = arriving(work, times.get(work.id));
    if (arrival.kind === "overdue") return laneWords.overdue;
    if (arrival.kind !== "expected") return "";
    return said.asOf(stamp(arrival.atMs), stamp(arrival.asOfMs));
  };
  return (
    <>
      <h2>{said.deployments}</h2>
      {works.length === 0 ? (
        <p>{said.noDeployments}</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{said.unit}</th>
              <th scope="col">{said.party}</th>
              <th scope="col">{said.state}</th>
              <th scope="col">{said.promised}</th>
              <th scope="col">{said.expected}</th>
              <th scope="col">{said.arrived}</th>
              <th scope="col">{said.persons}</th>
            </tr>
          </thead>
          <tbody>
            {works.map((work) => (
              <tr key={work.id}>
                <td>
                  {work.name}
                  {work.quantity > 1 && ` ×${work.quantity}`}
                </td>
                <td>{work.party ?? words.ship}</td>
                <td>{helpWords.workState[work.state]}</td>
                <td>{work.view === "full" && time(work.promised_at)}</td>
                <td>{due(work)}</td>
                <td>{work.view === "full" && time(work.arrived_at)}</td>
                <td>
                  {work.view === "full" &&
                    `${work.aboard} / ${work.recovered} / ${work.delivered} / ${work.dead}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
