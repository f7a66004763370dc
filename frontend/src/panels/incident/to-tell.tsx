/**
 * The things to be told of a case: the next SITREP, of which a closed one has none any more but the
 * last word, and who does not know yet that it is over.
 */

import { readDueTexts } from "@/api/incidents";
import type { FullIncident } from "@/api/types";
import { useRefreshed } from "@/data/refreshed";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { calledAs } from "@/state/callee";
import { useNow, usePicture, useTouched } from "@/state/hooks";
import { PartyTag } from "@/ui/party";

const said = formWords.text;

export default function ToTell({ incident }: { incident: FullIncident }) {
  const touched = useTouched(incident.id);
  const { centre } = usePicture();
  const now = useNow(60_000);
  const { value } = useRefreshed(incident.id, touched, [incident.version], (signal) =>
    readDueTexts(incident.id, signal),
  );
  if (!value) return null;
  const { sitrep, untold, ships } = value;
  const at = sitrep?.due_at && utc(Date.parse(sitrep.due_at), now);
  const why = sitrep?.causes.map((cause) => said.cause[cause]).join(", ");
  return (
    <>
      {sitrep && at && incident.state !== "closed" && (
        <p className="muted">
          {why ? said.due(sitrep.number, at, why) : said.next(sitrep.number, at)}
        </p>
      )}
      {untold.length > 0 && (
        <section className="card call stack tight" aria-label={said.untold}>
          <strong>{said.untold}</strong>
          <ul className="plain">
            {untold.map((one) => (
              <li key={one.id}>
                <PartyTag code={one.party} /> {calledAs(centre.get(one.id) ?? { name: one.name })}
              </li>
            ))}
          </ul>
          <p className="muted">{said.untoldAbout}</p>
        </section>
      )}
      {incident.state !== "open" && untold.length === 0 && sitrep?.number !== 1 && (
        <p className="muted">{said.allTold}</p>
      )}
      {ships.length > 0 && <p>{said.shipsTold(ships.join(", "))}</p>}
    </>
  );
}
