/** The addressees of a request: other parties' centres, those with the soonest help first. */

import type { Centre, Matches } from "@/api/types";
import { minutes } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { bestOf } from "@/state/asking";
import { useMe, usePicture } from "@/state/hooks";
import { PartyTag } from "@/ui/party";
import { useMoved } from "./moved";

interface Props {
  matches: Matches | null;
  to: readonly string[];
  onChange: (to: string[]) => void;
}

export function Centres({ matches, to, onChange }: Props) {
  const me = useMe();
  const moved = useMoved(matches?.asked_at ?? "");
  const rank = (centre: Centre) => bestOf(matches, centre.party)?.rank ?? Number.MAX_VALUE;
  const centres = [...usePicture().centre.values()]
    .filter((centre) => centre.party !== me.party)
    .sort((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1));
  return (
    <fieldset>
      <legend className="strong">{formWords.ask.centres}</legend>
      <ul className={`choices${moved}`}>
        {centres.map((centre) => {
          const best = bestOf(matches, centre.party);
          return (
            <li key={centre.id}>
              <label className="choice">
                <input
                  type="checkbox"
                  checked={to.includes(centre.id)}
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
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
