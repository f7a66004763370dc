/** The positions that were reported of a case, the latest first. */

import type { FullIncident } from "@/api/types";
import { readPositions } from "@/api/whereabouts";
import { useFetched } from "@/data/fetched";
import { ddm, utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { useNow, useTouched } from "@/state/hooks";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";

export default function Positions({ incident }: { incident: FullIncident }) {
  const touched = useTouched(incident.id);
  const now = useNow(60_000);
  const { value, error } = useFetched(
    incident.id,
    `${incident.positions_reported} ${touched}`,
    (signal) => readPositions(incident.id, signal),
  );
  const shown = value?.toReversed() ?? incident.latest_positions;
  return (
    <section className="stack tight">
      <h2>{formWords.situation.positions(incident.positions_reported)}</h2>
      <Trouble error={error} />
      {shown.length === 0 && <p className="muted">{formWords.situation.noPosition}</p>}
      <ul className="timeline">
        {shown.map((position) => (
          <li key={position.id}>
            <span>{utc(Date.parse(position.at), now)}</span>
            <span>
              <strong>{ddm(position.point)}</strong> ±{position.error_nm} nm · {position.source}{" "}
              <PartyTag code={position.by_party} />
              {position.doppler && ` · ${formWords.situation.doppler(position.doppler)}`}
              {position.probability != null && ` ${Math.round(position.probability * 100)} %`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
