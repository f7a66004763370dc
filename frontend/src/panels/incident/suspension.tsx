/** A suspended search: why, who was told, when it is looked at again. */

import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { useNow } from "@/state/hooks";

const said = formWords.suspension;

export default function Suspension({ incident }: { incident: FullIncident }) {
  const now = useNow(30_000);
  const { state, suspension: has, look_again_at: again } = incident;
  if (state !== "suspended" || (!has && !again)) return null;
  return (
    <div className="card call stack tight">
      {has && (
        <p>
          <strong>{said.stands(said.grounds[has.ground])}</strong>{" "}
          {has.told ? said.toldOf(has.told) : said.nobodyTold}{" "}
          {has.second && said.seconded(has.second)}
        </p>
      )}
      {again &&
        (Date.parse(again) <= now ? (
          <p className="strong distress">{said.due(utc(Date.parse(again), now))}</p>
        ) : (
          <p>{said.next(utc(Date.parse(again), now))}</p>
        ))}
    </div>
  );
}
