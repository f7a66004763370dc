/** One agreement: its versions, what each says in words, who has signed, and what it shows whom. */

import { arrangementOf } from "@/api/agreements";
import type { Agreement } from "@/api/types";
import { dated } from "@/geo/format";
import { registerWords } from "@/i18n/register-words";
import { useMay, useMe, useNames } from "@/state/hooks";
import { go } from "@/state/route";
import {
  actsOn,
  missing,
  standingVersion,
  unsigned,
  type Version,
  waitsFor,
} from "@/state/standing";
import { Fact, Facts } from "@/ui/facts";
import { PartyTag } from "@/ui/party";
import { Acts } from "./acts";
import { Conflicts, useConflicts } from "./conflicts";
import { signatures, TONE } from "./labels";
import { Preview } from "./preview";

const said = registerWords.agreements;

export function Detail({ agreement, now }: { agreement: Agreement; now: number }) {
  const { party } = useMe();
  const first = unsigned(agreement) ?? standingVersion(agreement);
  const others = agreement.versions.filter(({ id }) => id !== first?.id);
  return (
    <section className="stack" aria-label={agreement.reference}>
      <div className="stack tight">
        <h2>{agreement.reference}</h2>
        <h3>{agreement.title}</h3>
        <div className="row">
          {agreement.parties.map((one) => (
            <PartyTag key={one} code={one} />
          ))}
        </div>
      </div>
      {waitsFor(agreement, party) && (
        <p className="call card" role="status">
          {said.yourTurn}
        </p>
      )}
      <Writing agreement={agreement} />
      {first && <OneVersion agreement={agreement} version={first} now={now} />}
      {others.length > 0 && (
        <details>
          <summary>{said.older(others.length)}</summary>
          <div className="stack">
            {others.map((version) => (
              <OneVersion key={version.id} agreement={agreement} version={version} now={now} />
            ))}
          </div>
        </details>
      )}
      <Preview agreement={agreement} />
    </section>
  );
}

/** To the form in which the text is written. */
function Writing({ agreement: { id, versions } }: { agreement: Agreement }) {
  const negotiates = useMay("negotiator");
  const drafted = versions.some(({ state }) => state === "draft");
  if (!negotiates) return null;
  return (
    <div className="row">
      <button type="button" onClick={() => go(`/agreements/${id}/edit`)}>
        {drafted ? said.draft.edit : said.draft.amend}
      </button>
      <button type="button" onClick={() => go(`/agreements/${id}/arrangement`)}>
        {said.arrangement.open}
      </button>
    </div>
  );
}

function AuthenticText({ authentic }: { authentic: Version["authentic"] }) {
  const say = said.authentic;
  if (!authentic) return <p className="muted">{`${say.title}: ${say.none}`}</p>;
  const { kind, languages, deposit, sha256, file_name } = authentic;
  const parts = [
    say.kind[kind],
    say.in(languages.join(", ")),
    deposit && say.deposit(deposit),
    sha256 && say.file(file_name, sha256),
  ].filter(Boolean);
  return (
    <p className="words">
      <strong>{say.title}</strong> {parts.join("; ")}. {say.prevails}
    </p>
  );
}

interface Props {
  agreement: Agreement;
  version: Version;
  now: number;
}

function OneVersion({ agreement, version, now }: Props) {
  const { party } = useMe();
  const negotiates = useMay("negotiator");
  const conflicts = useConflicts(version);
  const { number, state, note, terms, instruments, prevails_over } = version;
  return (
    <article className="card" aria-label={said.version(number, said.versionState[state])}>
      <div className="row apart">
        <strong>
          {said.version(number, "")}
          <span className={TONE[state]}>{said.versionState[state]}</span>
        </strong>
        <span className="muted">{signatures(version, missing(agreement, version))}</span>
      </div>
      <Turns version={version} now={now} />
      {negotiates && (
        <Acts
          agreement={agreement}
          version={version}
          conflicts={conflicts}
          acts={actsOn(agreement, version, party, now)}
        />
      )}
      {state !== "draft" && <Signed agreement={agreement} version={version} />}
      <Facts>
        <Fact name={said.valid}>
          {said.validFor(
            dated(version.valid_from),
            version.valid_until ? dated(version.valid_until) : "",
          )}
        </Fact>
        <Fact name={said.draftedBy}>{version.drafted_by}</Fact>
        <Fact name={said.prevails}>{prevails_over.join(", ")}</Fact>
        <Fact name={said.note}>{note}</Fact>
      </Facts>
      {state !== "ended" && state !== "suspended" && (
        <Conflicts found={conflicts} agreed={state === "in_force"} />
      )}
      <AuthenticText authentic={version.authentic} />
      <h3>{said.terms}</h3>
      <ol className="sentences">
        {terms.map(({ id, article, sentence, zone, zone_name }) => (
          <li key={id}>
            <strong>{article}</strong>
            <span className="words">
              {sentence}
              {zone && <span className="muted"> {said.zone(zone_name)}</span>}
            </span>
          </li>
        ))}
      </ol>
      <ArrangementWords agreement={agreement} version={version} />
      {instruments.length > 0 && (
        <>
          <h3>{said.instruments}</h3>
          <ul className="stack tight">
            {instruments.map(({ citation, binds, party: bound }) => (
              <li key={citation}>
                {citation}{" "}
                <span className="muted">
                  ({binds === "one" ? said.binds.one(bound ?? "") : said.binds[binds]})
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}

/** The words of its clauses that no field holds, and the whole as a text to take away. */
function ArrangementWords({ agreement, version }: { agreement: Agreement; version: Version }) {
  const say = said.arrangement;
  const { arrangement, arrangement_sha256, number } = version;
  return (
    <>
      {arrangement.length > 0 && (
        <details>
          <summary>{say.clauses(arrangement.length)}</summary>
          <ol className="sentences">
            {arrangement.map(({ clause, title, words: text }) => (
              <li key={clause}>
                <strong>
                  {clause}. {title}
                </strong>
                <span className="words">{text}</span>
              </li>
            ))}
          </ol>
          <p className="muted words">{say.wordsHash(arrangement_sha256 ?? "")}</p>
        </details>
      )}
      <p>
        <a href={arrangementOf(agreement.id, number)} download>
          {say.take(number)}
        </a>
      </p>
    </>
  );
}

/** Acts done to it, or to come. */
function Turns({ version, now }: { version: Version; now: number }) {
  const nameOf = useNames();
  const { suspended_at, suspended_by, suspensions, withdrawals, ended_at, end_reason } = version;
  const told = withdrawals.some(({ from_at }) => from_at === ended_at);
  const over = ended_at !== null && Date.parse(ended_at) <= now;
  return (
    <>
      {suspended_at && !over && (
        <p className="alert">{said.suspendedBy(nameOf(suspended_by ?? ""), dated(suspended_at))}</p>
      )}
      {!over &&
        suspensions.map(({ party, from_at, reason }) => (
          <p key={party} className="alert">
            {said.sharing(nameOf(party), dated(from_at), Date.parse(from_at) <= now, reason)}
          </p>
        ))}
      {withdrawals.map(({ party, from_at, reason }) => (
        <p key={party} className={over ? "muted" : "alert"}>
          {said.leaving(nameOf(party), dated(from_at), Date.parse(from_at) <= now, reason)}
        </p>
      ))}
      {ended_at && (
        <p className={over ? "muted" : "alert"}>
          {(over ? said.endedAt : said.endsAt)(dated(ended_at), told ? "" : end_reason)}
        </p>
      )}
    </>
  );
}

function Signed({ agreement, version }: { agreement: Agreement; version: Version }) {
  const at = new Map(version.signatures.map((one) => [one.party, one.at]));
  return (
    <ul className="row" aria-label={said.signatures}>
      {agreement.parties.map((party) => {
        const when = at.get(party);
        return (
          <li key={party} className="row">
            <PartyTag code={party} />
            <span className={when ? "good" : "alert"}>
              {when ? said.signedAt(dated(when)) : said.notSigned}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
