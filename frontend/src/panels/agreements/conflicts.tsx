/** Clauses of a text that conflict with what is in force or confirmed: read before it is confirmed,
 * and as long as it holds. */

import { readConflicts } from "@/api/agreements";
import type { Conflict, Conflicts as Found } from "@/api/types";
import { type Fetched, useFetched } from "@/data/fetched";
import { dated } from "@/geo/format";
import { words } from "@/i18n";
import { registerWords } from "@/i18n/register-words";
import { useNames, usePicture } from "@/state/hooks";
import type { Version } from "@/state/standing";
import { Trouble } from "@/ui/trouble";

const said = registerWords.agreements.conflicts;

/** Of a text that is not over; read once for all that show it, and again whenever any agreement of
 * the party changes. */
export function useConflicts({ id, state }: Version): Fetched<Found | null> {
  const { agreement } = usePicture();
  const open = state === "draft" || state === "proposed" || state === "in_force";
  return useFetched(`${id} ${open}`, open && agreement, (signal) =>
    open ? readConflicts(id, signal) : Promise.resolve(null),
  );
}

interface Props {
  found: Fetched<Found | null>;
}

/** All of them, each with what both clauses say. `agreed`: all have confirmed the text, and nothing
 * is said where there are none. */
export function Conflicts({ found: { value, error }, agreed }: Props & { agreed: boolean }) {
  if (agreed && !error && !value?.items.length && !isPartial(value)) return null;
  if (!value) return error ? <Trouble error={error} /> : <p role="status">{words.loading}</p>;
  const { items, more, at } = value;
  if (items.length === 0) {
    if (!isPartial(value)) return <p className="muted">{said.none(dated(at))}</p>;
    return (
      <section className="card stack tight" aria-label={said.notAll}>
        <h3 className="alert">{said.notAll}</h3>
        <p>{said.noneCompared}</p>
        <NotAll found={value} />
      </section>
    );
  }
  return (
    <section className="card stack tight" aria-label={said.title}>
      <h3 className="alert">{said.title}</h3>
      <p className="muted">
        {agreed ? said.aboutAgreed(dated(at)) : said.about(dated(at))} {said.which}
      </p>
      <ul className="stack">
        {items.map((one) => (
          <li
            key={`${one.clause.term_id} ${one.other.term_id} ${one.dimension}`}
            className="stack tight"
          >
            <One conflict={one} first={at} />
          </li>
        ))}
      </ul>
      {more > 0 && <p>{said.more(more)}</p>}
      <NotAll found={value} />
      <p>{said.mend}</p>
    </section>
  );
}

/** Whether some clauses were not compared: that there is no conflict is not known then. */
function isPartial(found: Found | null): boolean {
  return found !== null && (found.not_compared > 0 || found.looked_until !== null);
}

/** The sentences on what was not compared; nothing where all was. */
function NotAll({ found: { not_compared, looked_until } }: { found: Found }) {
  return (
    <>
      {not_compared > 0 && <p className="alert">{said.notCompared(not_compared)}</p>}
      {looked_until && <p className="alert">{said.lookedUntil(dated(looked_until))}</p>}
    </>
  );
}

function One({ conflict, first }: { conflict: Conflict; first: string }) {
  const { clause, other, dimension, beside, between, between_more, says, other_says } = conflict;
  const nameOf = useNames();
  const pairs = between.map(({ grantor, grantee }) => said.pair(nameOf(grantor), nameOf(grantee)));
  const named = said.clause(other.article, other.agreement, other.version);
  return (
    <>
      <p>
        <strong>{said.of(clause.article, said.dimension[dimension])}</strong>{" "}
        <span className="muted">
          {[
            ...pairs,
            ...(between_more > 0 ? [said.morePairs(between_more)] : []),
            ...(conflict.at === first ? [] : [said.laterAt(dated(conflict.at))]),
          ].join(", ")}
        </span>
      </p>
      <p className="words">{says}</p>
      <p className="words">
        <strong>{beside ? said.beside(named) : said.holds(named)}</strong> {other_says}
      </p>
    </>
  );
}

/** The line that there are some, or that not all was compared, where somebody is about to confirm or
 * to propose. */
export function ConflictLine({ found: { value, error } }: Props) {
  if (!value) return error ? <Trouble error={error} /> : <p role="status">{said.looking}</p>;
  return (
    <>
      {value.items.length > 0 && <p className="alert">{said.some}</p>}
      <NotAll found={value} />
    </>
  );
}
