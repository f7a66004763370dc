/** A listed centre that leads by voice: who said so, what was heard last, and by when it is to be. */

import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { calledAs } from "@/state/callee";
import { useNow, usePicture } from "@/state/hooks";

const said = formWords.lead;

export default function SmcByVoice({ incident }: { incident: FullIncident }) {
  const now = useNow(30_000);
  const { centre } = usePicture();
  const { smc_by_voice: has } = incident;
  if (!has || incident.state === "closed") return null;
  const at = (time: string) => utc(Date.parse(time), now);
  const silent = Date.parse(has.due_at) <= now;
  return (
    <div className="card call stack tight">
      <p>
        <strong>{said.byVoice(has.centre.name, at(has.taken_at))}</strong>{" "}
        {said.spoke(has.function, has.heard, at(has.heard_at))}
      </p>
      <p>
        {silent ? (
          <strong className="distress">{said.silent(at(has.heard_at))}</strong>
        ) : (
          said.next(at(has.due_at))
        )}{" "}
        {calledAs(centre.get(has.centre.id) ?? has.centre)}
      </p>
      <p className="muted">
        {said.keeps(incident.lead.name)} {said.recorded(has.recorded_by, has.channel)}
      </p>
    </div>
  );
}
