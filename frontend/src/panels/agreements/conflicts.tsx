/** Clauses of a text that conflict with what is in force, read before the text is confirmed. */

import { readConflicts } from "@/api/agreements";
import type { Conflict } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { dated } from "@/geo/format";
import { words } from "@/i18n";
import { registerWords } from "@/i18n/register-words";
import { usePicture } from "@/state/hooks";
import type { Version } from "@/state/standing";
import { Trouble } from "@/ui/trouble";

const said = registerWords.agreements.conflicts;

/** Read again whenever any agreement of the party changes. */
const useConflicts = ({ id }: Version) =>
  useFetched(id, usePicture().agreement, (signal) => readConflicts(id, signal));

/** All of them, each with what both clauses say. */
export function Conflicts({ version }: { version: Version }) {
  const { value, error } = useConflicts(version);
  if (!value) return error ? <Trouble error={error} /> : <p role="status">{words.loading}</p>;
  const { items, more, at } = value;
  if (items.length === 0) return <p className="muted">{said.none(dated(at))}</p>;
  return (
    <section className="card stack tight" aria-label={said.title}>
      <h3 className="alert">{said.title}</h3>
      <p className="muted">{said.about(dated(at))}</p>
      <ul className="stack">
        {items.map((one) => (
          <li
            key={`${one.clause.term_id} ${one.other.term_id} ${one.dimension}`}
            className="stack tight"
          >
            <One conflict={one} />
          </li>
        ))}
      </ul>
      {more > 0 && <p>{said.more(more)}</p>}
      <p>{said.mend}</p>
    </section>
  );
}

function One({ conflict }: { conflict: Conflict }) {
  const { clause, other, dimension, beside, between, between_more, says, other_says } = conflict;
  const pairs = between.map(({ grantor, grantee }) => said.pair(grantor, grantee));
  const named = said.clause(other.article, other.agreement, other.version);
  return (
    <>
      <p>
        <strong>{said.of(clause.article, said.dimension[dimension])}</strong>{" "}
        <span className="muted">
          {[...pairs, ...(between_more > 0 ? [said.morePairs(between_more)] : [])].join(", ")}
        </span>
      </p>
      <p className="words">{says}</p>
      <p className="words">
        <strong>{beside ? said.beside(named) : said.holds(named)}</strong> {other_says}
      </p>
    </>
  );
}

/** That there are some, where somebody is about to confirm or to propose. */
export function ConflictLine({ version }: { version: Version }) {
  const { value, error } = useConflicts(version);
  if (!value) return error ? <Trouble error={error} /> : <p role="status">{said.looking}</p>;
  return value.items.length > 0 ? <p className="alert">{said.some}</p> : null;
}
