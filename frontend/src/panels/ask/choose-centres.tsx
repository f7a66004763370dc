/** The addressees of a request: other parties' centres, those with the soonest help first. */

import type { Centre, Matches } from "@/api/types";
import { minutes } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { bestOf } from "@/state/asking";
import { useMe, useNow, usePicture } from "@/state/hooks";
import { whyKept } from "@/state/kept-from";
import { mutes } from "@/state/mutings";
import { MutedThere } from "@/ui/muting-line";
import { PartyTag } from "@/ui/party";
import { useMoved } from "./moved";

/** Brings the list into view, where whoever asks has chosen none of it, its first choice focused. */
export function askForCentre(form: HTMLFormElement | null): void {
  const list = form?.querySelector("fieldset.centres");
  list?.scrollIntoView({ block: "center" });
  list?.querySelector<HTMLElement>("input:enabled")?.focus({ preventScroll: true });
}

interface Props {
  /** Null: it is for no case. */
  incidentId: string | null;
  matches: Matches | null;
  to: readonly string[];
  onChange: (to: string[]) => void;
}

export function Centres({ incidentId, matches, to, onChange }: Props) {
  const me = useMe();
  const picture = usePicture();
  const now = useNow(5_000);
  const moved = useMoved(matches?.asked_at ?? "");
  const rank = (centre: Centre) => bestOf(matches, centre.party)?.rank ?? Number.MAX_VALUE;
  const centres = [...picture.centre.values()]
    .filter((centre) => centre.party !== me.party && !centre.retired_at)
    .sort((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1));
  return (
    <fieldset className="centres">
      <legend className="strong">{formWords.ask.centres}</legend>
      <ul className={`choices${moved}`}>
        {centres.map((centre) => {
          const best = bestOf(matches, centre.party);
          const asked = { party: me.party, incident_id: incidentId };
          const muting = mutes(picture, asked, centre.party, now);
          const kept = whyKept(picture.incident.get(incidentId ?? ""), centre.party);
          return (
            <li key={centre.id}>
              <label className="choice">
                <input
                  type="checkbox"
                  checked={to.includes(centre.id)}
                  disabled={kept !== undefined && !to.includes(centre.id)}
                  onChange={() =>
                    onChange(
                      to.includes(centre.id)
                        ? to.filter((id) => id !== centre.id)
                        : [...to, centre.id],
                    )
                  }
                />
                <PartyTag code={centre.party} /> {centre.name}
                <span className="muted">
                  {centre.listed
                    ? formWords.ask.byVoice
                    : best?.time && formWords.ask.best(best.name, minutes(best.time.total_minutes))}
                </span>
              </label>
              {kept !== undefined && <p className="problem">{formWords.ask.kept(kept)}</p>}
              {muting && to.includes(centre.id) && <MutedThere muting={muting} />}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
