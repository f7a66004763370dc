/** The record, searched by words or read by the party's own numbers, the newest first. */

import { type FormEvent, useLayoutEffect, useRef, useState } from "react";
import { readRecord } from "@/api/record";
import type { Entry } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { utc } from "@/geo/format";
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

/** The search stands in the address: `/search/<words>/<before number>`. */
export default function Search({ rest }: PanelProps) {
  const [asked = "", before] = rest.split("/").map(decodeURIComponent);
  const until = before ? Number(before) : Number.MAX_SAFE_INTEGER;
  const found = useFetched(`${asked}/${until}`, 0, (signal) =>
    readRecord(until, asked.trim(), PAGE, signal),
  );
  const entries = found.value?.entries ?? [];
  const last = entries.at(-1);
  return (
    <div className="page">
      <h1>{said.title}</h1>
      <SearchForm key={rest} asked={asked} before={before ?? ""} />
      <Trouble error={found.error} />
      {found.value === null && found.busy && <p className="empty">{words.loading}</p>}
      {found.value && entries.length === 0 && (
        <p className="empty">{asked || before ? said.none : said.nothing}</p>
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
          <button type="button" onClick={() => go(addressOf(asked, null))}>
            {said.latest}
          </button>
        )}
        {last && entries.length === PAGE && (
          <button type="button" onClick={() => go(addressOf(asked, last.number))}>
            {said.earlier}
          </button>
        )}
      </div>
    </div>
  );
}

/** A blank stands for no words, so that a number may follow it. */
export function addressOf(asked: string, before: number | null): string {
  const number = before === null ? "" : `/${before}`;
  if (!asked.trim() && !number) return "/search";
  return `/search/${encodeURIComponent(asked.trim() || " ")}${number}`;
}

function SearchForm({ asked, before }: { asked: string; before: string }) {
  const [typed, type] = useState(asked.trim());
  const [number, setNumber] = useState(before);
  const input = useRef<HTMLInputElement>(null);
  const focus = () => input.current?.focus();
  useLayoutEffect(() => input.current?.focus(), []);
  useKey("/", focus);
  const faulty = !/^([1-9]\d{0,14})?$/.test(number.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!faulty) go(addressOf(typed, number.trim() ? Number(number) : null));
  };
  return (
    <search>
      <form className="stack" onSubmit={submit}>
        <div className="fields">
          <label className="field">
            <span>{said.words}</span>
            <input
              ref={input}
              type="search"
              value={typed}
              placeholder={said.hint}
              onChange={(event) => type(event.target.value)}
            />
          </label>
          <label className="field">
            <span>{said.from}</span>
            <input
              inputMode="numeric"
              value={number}
              aria-invalid={faulty || undefined}
              onChange={(event) => setNumber(event.target.value)}
            />
          </label>
        </div>
        {faulty && (
          <p className="distress" role="alert">
            {said.notNumber}
          </p>
        )}
        <button type="submit" className="main">
          {said.go}
        </button>
      </form>
    </search>
  );
}

function Line({ entry }: { entry: Entry }) {
  const now = useNow(60_000);
  const picture = usePicture();
  const { about, at, by } = entry;
  const place = about?.id ? placeOf(picture, about.thing, about.id) : null;
  const sentence = entry.sentence ?? (entry.type === "Erased" ? said.erased : said.untold);
  return (
    <li>
      <span>
        {words.live.number(entry.number)}
        <br />
        <span className="muted">{at && utc(Date.parse(at), now)}</span>
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
