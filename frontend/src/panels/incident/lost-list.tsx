/** The list of the missing and the dead: who took it by counts, or until when an authority is to. */

import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { useMe, useNow, usePicture } from "@/state/hooks";

const said = formWords.lost;

interface Counted {
  readonly missing_min: number;
  readonly missing_max: number | null;
  readonly dead: number;
}

function counts({ missing_min: least, missing_max: most, dead }: Counted): string {
  const some = least === 0 || least === most ? String(most) : `${least}–${most}`;
  return said.counts(most === null ? said.atLeast(least) : some, dead);
}

export default function LostList({ incident }: { incident: FullIncident }) {
  const now = useNow(30_000);
  const me = useMe();
  const focal = usePicture().party.get(me.party)?.focal_point;
  const { lost_list: has } = incident;
  if (!has) return null;
  const { due_at: due, taken } = has;
  const time = (at: string) => utc(Date.parse(at), now);
  const over = due !== null && Date.parse(due) <= now;
  return (
    <section className="card call stack tight" aria-label={said.title}>
      <h2>{said.title}</h2>
      <p>
        <strong>{counts(has)}</strong>
      </p>
      {taken && (
        <p>
          {said.taken(taken.authority, taken.function, time(taken.at), taken.channel)}
          {due && ` ${said.before(counts(taken))}`}
        </p>
      )}
      {due && (
        <>
          <p className={over ? "strong distress" : ""}>
            {over ? said.over(time(due)) : said.due(time(due))}
          </p>
          {over && <p>{focal ? said.call(focal.office, focal.contact) : said.callMinistry}</p>}
        </>
      )}
    </section>
  );
}
