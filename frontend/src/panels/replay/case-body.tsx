/** The case as it was: told in the words of the case of now, and what is not known of it. */

import type { PastCase } from "@/api/types";
import { age, ddm, utc } from "@/geo/format";
import { replay as said } from "@/i18n/en-replay";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { ClearanceTag } from "@/panels/clearance";
import { intoOf } from "@/panels/clearance/into";
import { CaseHead } from "@/panels/incident/case-head";
import { Facts, Needs } from "@/panels/paper/parts";
import { InstantShown, PictureShown } from "@/state/hooks";
import { partyName } from "@/state/party-name";
import type { PastShown } from "@/state/past-shown";
import { microsOf } from "@/state/replay";
import { isActive } from "@/state/scene";
import { caseThen } from "@/state/then-picture";
import { PartyTag } from "@/ui/party";
import { PersonsOf } from "@/ui/persons-of";
import { instantText } from "./instant-text";

interface Props {
  readonly answer: PastCase;
  readonly shown: PastShown;
}

export function CaseThenBody({ answer, shown }: Props) {
  const incident = caseThen(shown);
  return (
    <InstantShown value={shown.atMs}>
      <PictureShown value={shown.picture}>
        <Doubts answer={answer} />
        {incident && (
          <>
            <CaseHead incident={incident} />
            <Facts incident={incident} />
            <Needs incident={incident} picture={shown.picture} now={shown.atMs} />
            <Offers shown={shown} />
            <Units answer={answer} shown={shown} />
            <Clearances shown={shown} />
            <p className="muted">{said.notTold}</p>
          </>
        )}
      </PictureShown>
    </InstantShown>
  );
}

const full = (at: string) => instantText(microsOf(at) ?? 0);

/** Everything that the record leaves open, before anything else is read. */
function Doubts({ answer }: { answer: PastCase }) {
  const { known, first_told_at: first, whole, unsure } = answer;
  return (
    <>
      {known !== "known" && (
        <p className="card call" role="status">
          {said.known[known]} {known === "not_yet" && first && said.firstTold(full(first))}
        </p>
      )}
      {!whole && <p className="alert strong">{said.notWhole}</p>}
      {unsure.length > 0 && (
        <ul className="alert">
          {unsure.map(({ thing, id, told_at }) => (
            <li key={id}>{said.unsure(nameOf(answer, thing, id), full(told_at))}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function nameOf(answer: PastCase, thing: string, id: string): string {
  const what = said.thing[thing] ?? said.unnamed;
  const rows = [...answer.request, ...answer.deployment];
  const row = rows.find((one) => one.id === id);
  const name = row?.reference ?? row?.name;
  return typeof name === "string" ? `${what} (${name})` : what;
}

function Offers({ shown: { picture } }: { shown: PastShown }) {
  const offers = [...picture.offer.values()];
  if (offers.length === 0) return null;
  return (
    <section className="stack tight">
      <h2>{said.offers}</h2>
      <ul className="stack tight">
        {offers.map((offer) => (
          <li key={offer.id} className="row apart">
            <span className="row">
              <PartyTag code={offer.party} /> {offer.centre.name}:{" "}
              <strong>{offer.items.map(({ name }) => name).join(", ")}</strong>
            </span>
            <span className="tag">{helpWords.offerState[offer.state]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Units({ answer, shown }: Props) {
  const works = [...shown.picture.deployment.values()];
  const working = works.filter(isActive);
  const over = works.filter((work) => !isActive(work));
  const time = (at: string | null) => (at ? utc(Date.parse(at), shown.atMs) : "");
  const place = (id: string | null | undefined) => {
    const position = shown.positions.get(id ?? "");
    if (position) {
      const atMs = Date.parse(position.at);
      const before = age(shown.atMs - atMs);
      return said.position(ddm(position.point), utc(atMs, shown.atMs), before);
    }
    const unplaced = answer.unplaced.find((one) => one.id === id);
    return unplaced ? said.why[unplaced.why] : "";
  };
  return (
    <section className="stack tight">
      <h2>{said.units}</h2>
      {answer.whole_from && <p className="alert">{said.thinned(full(answer.whole_from))}</p>}
      {works.length === 0 && <p>{said.noUnits}</p>}
      <ul className="stack tight">
        {[...working, ...over].map((work) => (
          <li key={work.id} className="stack tight">
            <span className="row apart">
              <span className="row">
                <PartyTag code={work.party ?? null} /> <strong>{work.name}</strong>
                {work.quantity > 1 && ` ×${work.quantity}`}
              </span>
              <span className="tag">{helpWords.workState[work.state]}</span>
            </span>
            {work.view === "full" && (
              <span className="muted">
                {[
                  work.promised_at && said.promised(time(work.promised_at)),
                  work.left_at && said.left(time(work.left_at)),
                  work.arrived_at && said.arrived(time(work.arrived_at)),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            )}
            <PersonsOf work={work} />
            <span className="muted">{place(work.asset_id ?? work.ship_id)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Clearances({ shown: { picture, atMs } }: { shown: PastShown }) {
  const clearances = [...picture.clearance.values()];
  if (clearances.length === 0) return null;
  const { line, noticeLine } = formWords.clearance;
  return (
    <section className="stack tight">
      <h2>{said.clearances}</h2>
      <ul className="stack tight">
        {clearances.map((clearance) => (
          <li key={clearance.id} className="row apart">
            <span>
              <strong>{clearance.name}</strong>{" "}
              {(clearance.mode === "notify" ? noticeLine : line)(
                intoOf(clearance, partyName(picture, clearance.territory)),
              )}
            </span>
            <ClearanceTag clearance={clearance} now={atMs} />
          </li>
        ))}
      </ul>
    </section>
  );
}
