/** The other authorities that have a case, or had it, each with its contact and its clock. */

import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { assessment as said } from "@/i18n/en-assessment";

type Authority = FullIncident["other_authorities"][number];

interface Props {
  incident: FullIncident;
  now: number;
}

export function Authorities({ incident, now }: Props) {
  return incident.other_authorities.map((one) =>
    one.ended_at ? (
      <p key={one.name} className="muted">
        {said.hasNoMore(one.name, utc(Date.parse(one.ended_at), now))} {one.ended_why}
      </p>
    ) : (
      <Standing key={one.name} one={one} alone={incident.untasked !== null} now={now} />
    ),
  );
}

/** `alone`: no unit or ship that takes people aboard is tasked here. */
function Standing({ one, alone, now }: { one: Authority; alone: boolean; now: number }) {
  const at = (time: string) => utc(Date.parse(time), now);
  const { contact_at: contact, due_at: due, in_distress: urgent } = one;
  const isOver = due !== null && Date.parse(due) <= now;
  return (
    <p>
      <strong>{said.has(one.name, [one.function, one.unit].filter(Boolean).join(", "))}</strong>{" "}
      {one.unit_comes && said.comes[one.unit_comes](one.unit)} {said.hasSince(at(one.since))}{" "}
      {contact ? (
        said.contact(at(contact))
      ) : (
        <strong className={urgent ? "distress" : "alert"}>{said.unconfirmed}</strong>
      )}{" "}
      {one.heard}{" "}
      {isOver ? (
        <strong className="distress">
          {said.noNews(at(contact ?? one.told_at))} {urgent && said.mayNotCome(alone)}
        </strong>
      ) : (
        due && said.news(at(due))
      )}{" "}
      {one.source && <span className="muted">({one.source})</span>}
    </p>
  );
}
