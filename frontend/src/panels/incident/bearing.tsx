/** Facts that bear on the assessment: help that is gone or refused, another authority. */

import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { assessment as said } from "@/i18n/en-assessment";
import { formWords } from "@/i18n/form-words";
import { useNow } from "@/state/hooks";
import { shipsToAsk } from "@/state/ships-to-ask";
import { Authorities } from "./authorities";

const { ships } = formWords;

export default function Bearing({ incident }: { incident: FullIncident }) {
  const now = useNow(30_000);
  const at = (time: string) => utc(Date.parse(time), now);
  const { units_gone: gone, refuses_help: refuses, other_authorities: have } = incident;
  const { coast, tow, ships_asked: asked } = incident;
  const askMs = shipsToAsk(incident, now);
  if (gone.length === 0 && !refuses && !have.length && !coast && !tow && !askMs) return null;
  return (
    <div className="card call stack tight">
      {gone.length > 0 && (
        <p className="strong distress">
          {gone.map(({ name, why, at: since }) => said.gone[why](name, at(since))).join(" ")}{" "}
          {said.goneSince(gone.length)}
        </p>
      )}
      {askMs && (
        <p>
          {askMs <= now ? (
            <strong className="alert">{ships.overdue(utc(askMs, now))}</strong>
          ) : (
            ships.due(utc(askMs, now))
          )}{" "}
          {asked && (
            <span className="muted">
              {ships.asked(asked.sources.map((one) => ships[one]).join(", "), at(asked.at))}{" "}
              {asked.heard}
            </span>
          )}
        </p>
      )}
      {tow && (
        <p className={tow.hazardous ? "distress" : undefined}>
          <strong>{said.tow(tow.unit, tow.persons, at(tow.at))}</strong> {tow.reason}
          {tow.hazardous && <> {tow.hazard}</>} <span className="muted">({tow.source})</span>
        </p>
      )}
      {coast && (
        <p className={Date.parse(coast.warn_at) <= now ? "strong distress" : undefined}>
          {said.coast(at(coast.about_at), coast.by_drift, coast.course_deg, coast.speed_kn)}{" "}
          <span className="muted">{said.coastRests(coast.position, at(coast.at))}</span>
        </p>
      )}
      {refuses && (
        <p>
          <strong>{said.refuses(at(refuses.since), refuses.source)}</strong> {refuses.duty}
        </p>
      )}
      <Authorities incident={incident} now={now} />
    </div>
  );
}
