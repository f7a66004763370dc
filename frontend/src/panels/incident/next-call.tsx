/** The calls to the people in distress: the last, what was agreed, and when the next is due. */

import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";

const said = formWords.people;

export default function NextCall({ incident, now }: { incident: FullIncident; now: number }) {
  const { called_people: last, next_call_at: next } = incident;
  return (
    <>
      {last && (
        <small className="muted block">
          {said.last(utc(Date.parse(last.at), now), last.function, last.reached, last.agreed)}
        </small>
      )}
      {next &&
        (Date.parse(next) <= now ? (
          <strong className="distress block">{said.due(utc(Date.parse(next), now))}</strong>
        ) : (
          <small className="block">{said.nextAt(utc(Date.parse(next), now))}</small>
        ))}
    </>
  );
}
