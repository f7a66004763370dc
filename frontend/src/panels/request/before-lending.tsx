/** The facts to weigh before units are offered: cover at home without them, and the terms. */

import { isUnreachable } from "@/api/refused";
import { readHomeCover, readOfferTerms, readUnaskedTerms } from "@/api/requests";
import type { HomeCount, HomeCover, HomePlace, OfferBody, OfferedTerms } from "@/api/types";
import type { Fetched } from "@/data/fetched";
import { useRefreshed } from "@/data/refreshed";
import { minutes, utc } from "@/geo/format";
import { lending as said } from "@/i18n/en-lending";
import { ownAnswers } from "@/state/duties";
import { useMe, useNames, useNow, usePicture } from "@/state/hooks";
import { AsOf } from "@/ui/as-of";
import { Trouble } from "@/ui/trouble";
import "./before-lending.css";
import { isGone, namedEach, namedOnce } from "./lent";
import { idOf, isCoarse, isOwn, type OfferAbout } from "./offer-about";

interface Props {
  about: OfferAbout;
  /** All that goes, what carries it too. */
  lent: OfferBody["items"];
}

export default function BeforeLending({ about, lent }: Props) {
  const { party } = useMe();
  if (lent.length === 0) return null;
  return (
    <div className="before-lending">
      <Home about={about} lent={lent} />
      {!isOwn(about, party) && <Terms about={about} lent={lent} />}
    </div>
  );
}

function Home({ about, lent }: Props) {
  const { asset, deployment, offer } = usePicture();
  const asked = namedEach(lent);
  const requestId = about.asked ? about.request.id : null;
  const { value, error, busy } = useRefreshed(
    // Another choice is another question: the figures of the one before would mislead.
    `home ${idOf(about)} ${asked.join()}`,
    "",
    [asset, deployment, offer],
    (signal) => readHomeCover(asked, requestId, signal),
  );
  return (
    <section className="stack tight" aria-label={said.home} aria-busy={busy}>
      <h2>{said.home}</h2>
      {!value && busy && <p role="status">{said.looking}</p>}
      {!value && error !== null && <p className="alert">{said.unknown}</p>}
      {!value && !isUnreachable(error) && <Trouble error={error} />}
      {value && <Covered cover={value} asked={about.asked} error={error} />}
    </section>
  );
}

interface CoveredProps {
  cover: HomeCover;
  asked: boolean;
  error: Fetched<unknown>["error"];
}

function Covered({ cover, asked, error }: CoveredProps) {
  const { asset } = usePicture();
  const { places, not_counted, without_place, counted_by } = cover;
  const names = not_counted.map((id) => asset.get(id)?.name ?? "?").join(", ");
  const atMs = Math.min(...places.map(({ as_of }) => Date.parse(as_of)));
  const offered = Math.max(
    0,
    ...places.flatMap(({ within }) => within.map(({ after }) => after.offered)),
  );
  return (
    <>
      {places.map((place) => (
        <AtHome key={place.asset_ids.join()} place={place} asked={asked} />
      ))}
      {places.length === 0 && !names && <p className="muted">{said.nowhere}</p>}
      {offered > 0 && <p className="alert">{said.offered(offered)}</p>}
      {names && <p className="alert">{said.notCounted(names)}</p>}
      {places.length > 0 && (
        <>
          <AsOf atMs={atMs} error={error} />
          <p className="muted">
            {counted_by}
            {without_place > 0 && ` ${said.withoutPlace(without_place)}`}
          </p>
        </>
      )}
    </>
  );
}

function AtHome({ place, asked }: { place: HomePlace; asked: boolean }) {
  const { asset } = usePicture();
  const unit = asset.get(place.asset_ids[0] ?? "")?.name ?? "?";
  const base = place.name || said.baseOf(unit);
  const told = (text: string) => (place.at_least ? said.atLeast(text) : text);
  const serving = (count: HomeCount) => asked && ` (${count.serving} ${said.serving})`;
  return (
    <table className="table">
      <caption>{said.at(base)}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{said.now}</th>
          <th scope="col">{said.lent}</th>
        </tr>
      </thead>
      <tbody>
        {place.within.map(({ minutes: within, before, after }) => (
          <tr key={within}>
            <th scope="row">{said.within(minutes(within))}</th>
            <td>
              {told(said.count(before))}
              {serving(before)}
            </td>
            <td className={isGone(before, after) ? "distress strong" : "strong"}>
              {told(said.count(after))}
              {serving(after)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Terms({ about, lent }: Props) {
  const { agreement, incident } = usePicture();
  const now = useNow(30_000);
  const me = useMe();
  const ids = namedOnce(lent);
  const theCase = about.asked ? incident.get(about.request.incident_id ?? "") : about.incident;
  const known = !isCoarse(about);
  const { value, error, busy } = useRefreshed(
    `terms ${idOf(about)} ${ids.join()} ${known}`,
    "",
    [agreement, theCase],
    async (signal) => (known ? termsOf(about, ids, signal) : null),
  );
  const answer = about.asked ? ownAnswers(about.request, me.party)[0] : undefined;
  const due = answer?.answered_at ? null : answer?.answer_due_at;
  return (
    <section className="stack tight" aria-label={said.terms} aria-busy={busy}>
      <h2>{said.terms}</h2>
      {due && (
        <p>{said.answerBy(utc(Date.parse(due), now), answer?.limits.answer?.source ?? "")}</p>
      )}
      {!value && busy && known && <p role="status">{said.readingTerms}</p>}
      {!value && (error !== null || !known) && <p className="alert">{said.termsUnknown}</p>}
      {value && <Governing terms={value} />}
      {value && isUnreachable(error) && <AsOf atMs={Date.parse(value.as_of)} error={error} />}
    </section>
  );
}

const termsOf = (about: OfferAbout, ids: string[], signal: AbortSignal) =>
  about.asked
    ? readOfferTerms(about.request.id, ids, signal)
    : readUnaskedTerms(about.incident.id, ids, signal);

function Governing({ terms }: { terms: OfferedTerms }) {
  const { asset } = usePicture();
  const nameOf = useNames();
  const groups = new Map<string, OfferedTerms["assets"]>();
  for (const one of terms.assets) {
    const ruled = one.clauses.map(({ term_id, dimension }) => [term_id, dimension]);
    const key = JSON.stringify([ruled, one.examples, one.says]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].map(([key, alike]) => {
    const one = alike[0];
    if (!one) return null;
    const { clauses, costs_clause, examples, currency, payer, free_hours, claim_days } = one;
    const names = alike.map(({ asset_id }) => asset.get(asset_id)?.name ?? "?").join(", ");
    return (
      <div key={key} className="stack tight">
        {groups.size > 1 && <p className="strong">{names}</p>}
        {clauses.length === 0 && (
          <p>
            {said.noClause} {one.says}
          </p>
        )}
        {clauses.map(({ term_id, dimension, article, agreement, version, says }) => (
          <p key={`${term_id} ${dimension}`} className="words">
            <strong>{said.clause(article, agreement, version)}</strong> {says}
          </p>
        ))}
        {clauses.length > 0 && !costs_clause && <p>{one.says}</p>}
        {payer && (
          <p>
            {said.estimate(nameOf(payer))}{" "}
            {examples.map((example) => said.example(example.hours, example, currency)).join(" · ")}
            {free_hours !== "0" && ` · ${said.free(free_hours)}`}
            {claim_days !== null && ` · ${said.claim(claim_days)}`}
          </p>
        )}
        {payer && (
          <details>
            <summary>{said.counted}</summary>
            <p className="muted">{terms.counted_by}</p>
          </details>
        )}
      </div>
    );
  });
}
