/** The cases that are over, the latest first, found by words in their reference or title. */

import "./past.css";
import { type FormEvent, useLayoutEffect, useRef, useState } from "react";
import { cursorOf } from "@/api/client";
import { readPastCases } from "@/api/past-cases";
import type { FullIncident } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { dated } from "@/geo/format";
import { words } from "@/i18n";
import { registerWords } from "@/i18n/register-words";
import type { PanelProps } from "@/panels/panel";
import { go } from "@/state/route";
import { ExerciseTag } from "@/ui/exercise";
import { useKey } from "@/ui/keys";
import { Link } from "@/ui/link";
import { People } from "@/ui/people-line";
import { Trouble } from "@/ui/trouble";

const said = registerWords.past;

/** The words stand in the address, and behind them the cursor of a further page. */
export default function PastCases({ rest }: PanelProps) {
  const [asked = "", cursor = ""] = rest.split("/").map(decodeURIComponent);
  const found = useFetched(rest, 0, (signal) =>
    readPastCases(asked.trim(), cursor || null, signal),
  );
  const cases = (found.value?.items ?? []).filter((one) => one.view === "full");
  const next = cursorOf(found.value?.next);
  return (
    <div className="page">
      <h1>{said.title}</h1>
      <SearchForm key={asked} asked={asked.trim()} />
      <Trouble error={found.error} />
      {found.value === null && found.busy && <p className="empty">{words.loading}</p>}
      {found.value && cases.length === 0 && (
        <p className="empty">{asked.trim() ? said.none : said.nothing}</p>
      )}
      <ul className="stack tight">
        {cases.map((one) => (
          <li key={one.id}>
            <Case incident={one} />
          </li>
        ))}
      </ul>
      <div className="row">
        {cursor && (
          <button type="button" onClick={() => go(addressOf(asked, null))}>
            {said.latest}
          </button>
        )}
        {next && (
          <button type="button" onClick={() => go(addressOf(asked, next))}>
            {said.earlier}
          </button>
        )}
      </div>
    </div>
  );
}

function addressOf(asked: string, cursor: string | null): string {
  const behind = cursor === null ? "" : `/${encodeURIComponent(cursor)}`;
  if (!asked.trim() && !behind) return "/past";
  return `/past/${encodeURIComponent(asked.trim() || " ")}${behind}`;
}

function SearchForm({ asked }: { asked: string }) {
  const [typed, type] = useState(asked);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  useKey("/", () => input.current?.focus());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(addressOf(typed, null));
  };
  return (
    <search>
      <form className="row past-search" onSubmit={submit}>
        <label className="field">
          <span>{said.words}</span>
          <input
            ref={input}
            type="search"
            value={typed}
            onChange={(event) => type(event.target.value)}
          />
        </label>
        <button type="submit" className="main">
          {said.go}
        </button>
      </form>
    </search>
  );
}

function Case({ incident }: { incident: FullIncident }) {
  const { id, reference, title, phase, lead, opened_at, closed_at, outcome } = incident;
  return (
    <article className="card stack tight">
      <div className="row apart">
        <span className="row">
          <Link href={`/incidents/${id}`}>
            <strong>{reference}</strong>
          </Link>
          <ExerciseTag about={incident} />
          <span className="muted">{said.was(words.phase[phase])}</span>
        </span>
        <Link href={`/paper/${id}`}>
          {words.registers.paper} {reference}
        </Link>
      </div>
      <strong>{title}</strong>
      <People incident={incident} />
      <span className="muted">
        {said.span(dated(opened_at), closed_at ? dated(closed_at) : "")} ·{" "}
        {words.incidents.lead(lead.name)}
      </span>
      {outcome && <p className="words">{outcome}</p>}
    </article>
  );
}
