/** The people of a case whom others than its units found, entry by entry, as the involved read. */

import type { FullIncident } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { useNow } from "@/state/hooks";
import { PartyTag } from "@/ui/party";
import { shown } from "./act-shape";

const said = formWords.foundByOthers;

export type FoundEntry = NonNullable<FullIncident["found_by_others"]>[number];

/** `On shore: 80 alive, Steccato`; who is not told of is not none. */
export function entryText({ by, alive, dead, aboard, place }: FoundEntry): string {
  const counts = [alive !== null && said.alive(alive), dead !== null && said.dead(dead)];
  const numbers = counts.filter(Boolean).join(", ") || said.untold;
  return [`${by}: ${numbers}`, aboard && said.aboardStill, place].filter(Boolean).join(", ");
}

interface Filling {
  was: FoundEntry;
  write: (change: Draft) => void;
}

/** One key fills in what the chosen entry says, so that a correction changes only what is wrong. */
function FillIn({ was, write }: Filling) {
  const { by, alive, dead, aboard, place, source } = was;
  const told = { by, place, source, alive: shown(alive), dead: shown(dead) };
  return (
    <button type="button" onClick={() => write({ ...told, aboard: aboard ? "yes" : "" })}>
      {said.fill}
    </button>
  );
}

export const fillsIn =
  (entries: readonly FoundEntry[]) =>
  ({ corrects }: Draft, write: (change: Draft) => void) => {
    const was = entries.find((entry) => entry.id === corrects);
    return was ? <FillIn was={was} write={write} /> : null;
  };

export function FoundByOthers({ incident }: { incident: FullIncident }) {
  const now = useNow(60_000);
  const entries = incident.found_by_others ?? [];
  if (entries.length === 0) return null;
  return (
    <section className="stack tight" aria-label={said.title}>
      <h2>{said.title}</h2>
      <ul className="timeline">
        {entries.map((entry) => (
          <li key={entry.id}>
            <span>{utc(Date.parse(entry.at), now)}</span>
            <span className="words">
              <PartyTag code={entry.party} /> <strong>{entryText(entry)}</strong>{" "}
              <span className="muted">({entry.source})</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
