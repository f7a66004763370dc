/** In distress no able unit is tasked: the soonest, whom to ask, and why there is none. */

import { useState } from "react";
import { write } from "@/api/client";
import type { FirstUnit, FullIncident, Request } from "@/api/types";
import { uuid7 } from "@/api/uuid7";
import type { Fetched } from "@/data/fetched";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { firstUnit as said } from "@/i18n/en-one-word";
import { formWords } from "@/i18n/form-words";
import { askedForPeople } from "@/state/asked-for-people";
import { askFor, saidNeed } from "@/state/case-need";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { soonestText } from "@/state/soonest-text";
import { useAct } from "@/ui/act";
import { FormDialog } from "@/ui/form";
import { useKey } from "@/ui/keys";
import { Opening } from "@/ui/opening";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";

interface Props {
  incident: FullIncident;
  found: Fetched<FirstUnit | null>;
}

export default function Untasked({ incident, found }: Props) {
  const me = useMe();
  if (!incident.untasked || incident.lead.party !== me.party) return null;
  return <Card incident={incident} found={found} untasked={incident.untasked} />;
}

interface CardProps extends Props {
  untasked: NonNullable<FullIncident["untasked"]>;
}

function Card({ incident, found, untasked }: CardProps) {
  const { id } = incident;
  const [telling, setTelling] = useState(false);
  const picture = usePicture();
  const { party } = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const now = useNow(30_000);
  const { busy, error, act } = useAct();
  const at = (time: string) => utc(Date.parse(time), now);
  const asked = [...picture.request.values()].filter(
    (one) => one.incident_id === id && one.party === party,
  );
  const { value, error: unread } = found;
  const ask = value?.ask ?? [];
  const need = value && saidNeed(value.people, said.what, incident.people);
  const asks = watches && ask.length > 0;
  const open = askedForPeople(asked, id, party);
  const send = () => act((key) => request(key, id, open, ask, need?.quantity ?? 1), found.again);
  useKey("q", asks && !busy ? send : null);
  const { no_able: none } = untasked;
  const over = Date.parse(none?.again_at ?? untasked.due_at) <= now;
  return (
    <section
      className={over ? "card call stack tight" : "card stack tight"}
      aria-label={said.title}
    >
      <h2>{said.title}</h2>
      <p className={over ? "strong distress" : undefined}>{said.nobody(at(untasked.since))}</p>
      <p className="muted">
        {none
          ? said.said(none.reason, at(none.at), at(none.again_at))
          : said.due(at(untasked.due_at))}
      </p>
      {value && (
        <p>
          {value.soonest ? (
            <>
              {said.first} <strong>{soonestText(value.soonest)}</strong>{" "}
              {value.acknowledged && <span className="muted">{said.knows}</span>}
            </>
          ) : (
            said.none
          )}
        </p>
      )}
      {!value && <p className="muted">{unread ? said.failed : words.loading}</p>}
      {asks && (
        <>
          <p className="muted">{said.proposal}</p>
          <ul className="stack tight">
            {ask.map(({ centre, unit }) => (
              <li key={centre.id}>
                <PartyTag code={centre.party} /> {said.line(centre.name, soonestText(unit))}
              </li>
            ))}
          </ul>
        </>
      )}
      <Trouble error={error} />
      {watches && (
        <div className="row">
          {asks && (
            <button type="button" className="main" disabled={busy} onClick={send}>
              {busy ? formWords.form.sending : said.ask(ask.length)} <kbd>Q</kbd>
            </button>
          )}
          <button type="button" onClick={() => askFor(id, need, uuid7())}>
            {said.hail}
          </button>
          <button type="button" onClick={() => setTelling(true)}>
            {said.noAble}
          </button>
        </div>
      )}
      <Opening about={telling ? id : null}>
        {telling && <NoAble incident={incident} onDone={() => setTelling(false)} />}
      </Opening>
    </section>
  );
}

/** The centres shown are asked, and nobody else: in a request for room that lacks some still, or in one of
 * its own. */
function request(
  key: string,
  incidentId: string,
  open: Request | undefined,
  ask: FirstUnit["ask"],
  quantity: number,
) {
  const to = ask.map(({ centre }) => centre.id);
  if (open) {
    const needs = open.needs.filter(({ withdrawn_at }) => !withdrawn_at).map(unchanged);
    return write(key, "POST", "/api/requests/{request_id}/amend", {
      path: { request_id: open.id },
      version: open.version,
      body: { reason: said.reason, needs, to },
    });
  }
  const need = { id: uuid7(), what: said.what, unit: "persons" as const, quantity };
  return write(key, "POST", "/api/requests", {
    body: { id: key, incident_id: incidentId, message: "", needs: [need], to, open: true },
  });
}

const unchanged = (need: Request["needs"][number]) => ({
  id: need.id,
  what: need.what,
  kinds: need.kinds,
  types: need.types,
  capabilities: need.capabilities,
  quantity: need.quantity,
  unit: need.unit,
  from_at: need.from_at,
  by_at: need.by_at,
  until_at: need.until_at,
});

function NoAble({ incident, onDone }: { incident: FullIncident; onDone: () => void }) {
  return (
    <FormDialog
      title={`${said.noAbleTitle}: ${incident.reference}`}
      draft={`no-able.${incident.id}`}
      focused
      fields={[{ name: "reason", label: words.why, kind: "prose", required: true }]}
      main={words.send}
      send={(typed, key) =>
        write(key, "POST", "/api/incidents/{incident_id}/no-able-unit", {
          path: { incident_id: incident.id },
          body: { reason: typed.text("reason") },
        })
      }
      onDone={onDone}
    />
  );
}
