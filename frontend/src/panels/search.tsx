/** The record, searched by words, by a case's reference and by time, the newest first. */

import { type FormEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { EVERYTHING, searchRecord } from "@/api/record";
import type { Entry } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { dated, utc } from "@/geo/format";
import { parseTime } from "@/geo/typed-time";
import { words } from "@/i18n";
import { registerWords } from "@/i18n/register-words";
import type { PanelProps } from "@/panels/panel";
import { useNow, usePicture } from "@/state/hooks";
import { placeOf } from "@/state/places";
import { go } from "@/state/route";
import { useKey } from "@/ui/keys";
import { Link } from "@/ui/link";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";

const PAGE = 100;
const said = registerWords.search;

export interface Asked {
  readonly words: string;
  /** Instants as they were typed in full; empty: from the first, to the last. */
  readonly from: string;
  readonly until: string;
  /** An own number of the party; null: from the latest. */
  readonly before: number | null;
  /** Only entries after this own number; null: to the first. */
  readonly after: number | null;
}

/** The search stands in the address: `/search/<words>/<before number>/<from>/<until>/<after number>`. */
export default function Search({ rest }: PanelProps) {
  const asked = askedIn(rest);
  const { before } = asked;
  const found = useFetched(rest, 0, (signal) =>
    searchRecord(
      {
        words: asked.words,
        before: before ?? EVERYTHING.before,
        after: asked.after ?? EVERYTHING.after,
        fromMs: instantOf(asked.from),
        untilMs: instantOf(asked.until),
      },
      PAGE,
      signal,
    ),
  );
  const entries = found.value?.entries ?? [];
  const last = entries.at(-1);
  return (
    <div className="page">
      <h1>{said.title}</h1>
      <SearchForm key={rest} asked={asked} />
      <Trouble error={found.error} />
      {found.value === null && found.busy && <p className="empty">{words.loading}</p>}
      {found.value && entries.length === 0 && (
        <p className="empty">{rest ? said.none : said.nothing}</p>
      )}
      {last && (
        <p className="muted" role="status">
          {said.shown(entries[0]?.number ?? last.number, last.number, found.value?.number ?? 0)}
        </p>
      )}
      <ol className="timeline" aria-label={said.results}>
        {entries.map((entry) => (
          <Line key={entry.number} entry={entry} />
        ))}
      </ol>
      <div className="row">
        {before && (
          <button type="button" onClick={() => go(addressOf({ ...asked, before: null }))}>
            {said.latest}
          </button>
        )}
        {last && entries.length === PAGE && (
          <button type="button" onClick={() => go(addressOf({ ...asked, before: last.number }))}>
            {said.earlier}
          </button>
        )}
      </div>
    </div>
  );
}

const NONE = "-";

/** A hyphen stands for a part that is empty, so that another may follow it. */
const numberText = (number: number | null) => (number === null ? "" : String(number));

export function addressOf({ words: typed, before, from, until, after }: Asked): string {
  const parts = [typed.trim(), numberText(before), from, until, numberText(after)];
  const last = parts.findLastIndex((part) => part !== "");
  const path = parts.slice(0, last + 1).map((part) => `/${encodeURIComponent(part || NONE)}`);
  return `/search${path.join("")}`;
}

export function askedIn(rest: string): Asked {
  const [typed = "", before = "", from = "", until = "", after = ""] = rest
    .split("/")
    .map((part) => (part === NONE ? "" : decodeURIComponent(part)));
  return { words: typed, before: numberOf(before), from, until, after: numberOf(after) };
}

const numberOf = (text: string) => (text ? Number(text) : null);
const instantOf = (text: string) => (text ? Date.parse(text) : null);

function SearchForm({ asked }: { asked: Asked }) {
  const id = useId();
  const now = useNow(60_000);
  const [typed, type] = useState(asked.words);
  const [numbers, setNumbers] = useState({
    before: numberText(asked.before),
    after: numberText(asked.after),
  });
  const [span, setSpan] = useState({
    from: timeText(asked.from),
    until: timeText(asked.until),
  });
  const input = useRef<HTMLInputElement>(null);
  const focus = () => input.current?.focus();
  useLayoutEffect(() => input.current?.focus(), []);
  useKey("/", focus);
  const faulty = { before: isFaulty(numbers.before), after: isFaulty(numbers.after) };
  const unnumbered = faulty.before || faulty.after;
  const at = { from: readTime(span.from, now), until: readTime(span.until, now) };
  const unread = at.from === null || at.until === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (unnumbered || at.from === null || at.until === null) return;
    const before = numberOf(numbers.before.trim());
    const after = numberOf(numbers.after.trim());
    go(addressOf({ words: typed, before, from: at.from, until: at.until, after }));
  };
  const number = (name: "before" | "after") => (
    <label className="field">
      <span>{said[name]}</span>
      <input
        inputMode="numeric"
        value={numbers[name]}
        aria-invalid={faulty[name] || undefined}
        onChange={(event) => setNumbers({ ...numbers, [name]: event.target.value })}
      />
    </label>
  );
  const time = (name: "from" | "until") => (
    <div className="field">
      <label htmlFor={`${id}${name}`}>{name === "from" ? said.since : said.until}</label>
      <input
        id={`${id}${name}`}
        aria-describedby={`${id}${name}-hint`}
        value={span[name]}
        aria-invalid={at[name] === null || undefined}
        onChange={(event) => setSpan({ ...span, [name]: event.target.value })}
      />
      <small id={`${id}${name}-hint`} className="muted">
        {said.timeHint}
      </small>
    </div>
  );
  return (
    <search>
      <form className="stack" onSubmit={submit}>
        <div className="fields">
          <div className="field">
            <label htmlFor={`${id}words`}>{said.words}</label>
            <input
              id={`${id}words`}
              aria-describedby={`${id}words-hint`}
              ref={input}
              type="search"
              value={typed}
              onChange={(event) => type(event.target.value)}
            />
            <small id={`${id}words-hint`} className="muted">
              {said.hint}
            </small>
          </div>
          {number("before")}
          {number("after")}
          {time("from")}
          {time("until")}
        </div>
        {unnumbered && (
          <p className="distress" role="alert">
            {said.notNumber}
          </p>
        )}
        {unread && (
          <p className="distress" role="alert">
            {said.notTime}
          </p>
        )}
        <div className="row">
          <button type="submit" className="main">
            {said.go}
          </button>
        </div>
      </form>
    </search>
  );
}

const isFaulty = (number: string) => !/^([1-9]\d{0,14})?$/.test(number.trim());

/** Empty stays empty; null: it cannot be read. */
function readTime(text: string, now: number): string | null {
  if (text.trim() === "") return "";
  const atMs = parseTime(text, now, "past");
  return atMs === null ? null : new Date(atMs).toISOString();
}

const timeText = (instant: string) => (instant ? dated(instant) : "");

function Line({ entry }: { entry: Entry }) {
  const picture = usePicture();
  const { about, at, by } = entry;
  const place = about?.id ? placeOf(picture, about.thing, about.id) : null;
  const sentence = entry.sentence ?? said.erased;
  return (
    <li>
      <span>
        {words.live.number(entry.number)}
        <br />
        <span className="muted">{at && utc(Date.parse(at), 0)}</span>
      </span>
      <span className="words">
        {by?.party && <PartyTag code={by.party} />} {sentence}{" "}
        {place && (
          <Link href={place} aria-label={`${said.open} ${about?.reference}`}>
            {about?.reference || said.open}
          </Link>
        )}
      </span>
    </li>
  );
}
