/** The waters that a place lies in, with whom to tell; without prejudice. */

import { readWaters } from "@/api/whereabouts";
import { useFetched } from "@/data/fetched";
import { ddm, utc } from "@/geo/format";
import { waters as said } from "@/i18n/en-limits";
import { usePicture } from "@/state/hooks";
import { partyName } from "@/state/party-name";
import { Trouble } from "./trouble";
import { whomToTell } from "./whom-to-tell";

interface Props {
  readonly at: readonly number[];
  /** The time of a place that drifts. */
  readonly atMs?: number;
  /** The State that one's own party, as lead, tells first: no word on whose waters these are. */
  readonly byLead?: string | null;
}

const ABOUT_DEG = 2;

/** A place that drifts is looked up anew every hundredth of a degree, and when limits change. */
export default function WatersAt({ at, atMs, byLead }: Props) {
  const picture = usePicture();
  const about = at.map((one) => one.toFixed(ABOUT_DEG)).join(" ");
  const { value, error } = useFetched(about, `${picture.limit.size}`, (signal) =>
    readWaters(at, signal),
  );
  const nameOf = (code: string) => partyName(picture, code);
  const whom = value && whomToTell(value, byLead);
  const told = whom && [...whom.centres, ...whom.parties.map(nameOf)];
  return (
    <section className="stack tight" aria-label={said.title}>
      <h2>{said.title}</h2>
      {atMs !== undefined && (
        <p className="muted">
          {said.presentAt(ddm({ type: "Point", coordinates: [...at] }), utc(atMs))}
        </p>
      )}
      <Trouble error={error} />
      {!value && !error && <p role="status">{said.loading}</p>}
      {byLead && <p className="strong">{said.lead(nameOf(byLead))}</p>}
      {value && (
        <>
          <p className={byLead ? "muted" : undefined}>
            {value.by === "not_determined" && !byLead ? (
              <strong>{value.sentence}</strong>
            ) : (
              value.sentence
            )}
          </p>
          {value.nearest && <p>{said.nearest(value.nearest.name, nameOf(value.nearest.party))}</p>}
          {told && told.length > 0 && <p>{said.tell(told.join(", "))}</p>}
          <p className="muted">{value.disclaimer}</p>
        </>
      )}
    </section>
  );
}
