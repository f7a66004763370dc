/** The requests that belong to no case: those to answer, one's own, and those that are over. */

import "../registers.css";
import { useState } from "react";
import { cursorOf } from "@/api/client";
import { readWithoutCase } from "@/api/requests";
import type { Request } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { dated } from "@/geo/format";
import { words } from "@/i18n";
import { withoutCase as said } from "@/i18n/en-without-case";
import { helpWords } from "@/i18n/help-words";
import { useMay, useMe, usePicture } from "@/state/hooks";
import { isAsking } from "@/state/request-states";
import { go } from "@/state/route";
import { needText } from "@/ui/coverage";
import { ExerciseTag } from "@/ui/exercise";
import { useKey } from "@/ui/keys";
import { Link } from "@/ui/link";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";

export default function WithoutCase() {
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const { request } = usePicture();
  const [cursor, turn] = useState<string | null>(null);
  const live = [...request.values()].filter(({ incident_id }) => !incident_id);
  const version = live.map(({ id, version, state }) => `${id} ${version} ${state}`).join();
  const { value, error, busy } = useFetched(`without-case ${cursor}`, version, (signal) =>
    readWithoutCase(cursor, signal),
  );
  const ids = new Set(live.map(({ id }) => id));
  const over = (value?.items ?? []).filter(({ id }) => !ids.has(id));
  const next = cursorOf(value?.next);
  const ask = () => go("/requests/new");
  useKey("enter", watches ? ask : null);
  const newest = live.sort((one, other) => (one.id < other.id ? 1 : -1));
  const asked = newest.filter((one) => one.party !== me.party && isAsking(one));
  const own = newest.filter((one) => one.party === me.party);
  return (
    <div className="page stack">
      <h1>{said.title}</h1>
      <p className="muted">{said.about}</p>
      {watches && (
        <div>
          <button type="button" className="main" onClick={ask}>
            {said.ask} <kbd>↵</kbd>
          </button>
        </div>
      )}
      <Requests title={said.asked} requests={asked} />
      <Requests title={said.own} requests={own} />
      <Requests title={said.over} requests={over} />
      <Trouble error={error} />
      {!value && busy && <p className="empty">{words.loading}</p>}
      <div className="row">
        {cursor && (
          <button type="button" onClick={() => turn(null)}>
            {said.latest}
          </button>
        )}
        {next && (
          <button type="button" onClick={() => turn(next)}>
            {said.earlier}
          </button>
        )}
      </div>
    </div>
  );
}

function Requests({ title, requests }: { title: string; requests: readonly Request[] }) {
  return (
    <section className="stack tight" aria-label={title}>
      <h2>{title}</h2>
      {requests.length === 0 && <p className="muted">{said.none}</p>}
      <ul className="stack tight">
        {requests.map((request) => (
          <li key={request.id}>
            <Line request={request} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ request }: { request: Request }) {
  const { id, reference, centre, state, situation, opened_at, needs } = request;
  return (
    <article className="card stack tight">
      <div className="row apart">
        <span className="row">
          <Link href={`/requests/${id}`} className="strong">
            {reference}
          </Link>
          <ExerciseTag about={request} />
          <PartyTag code={centre.party} /> {centre.name}
        </span>
        <span className="tag">{helpWords.requestState[state]}</span>
      </div>
      <span>
        {needs
          .filter(({ withdrawn_at }) => !withdrawn_at)
          .map(needText)
          .join("; ")}
      </span>
      <span className="muted">
        {words.situation[situation]} · {opened_at ? said.sent(dated(opened_at)) : said.drafted}
      </span>
    </article>
  );
}
