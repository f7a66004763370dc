/** Alarms that are silent: told at the desk that is quiet, and to whom it does not hear. */

import { write } from "@/api/client";
import type { Muting } from "@/api/types";
import { utc } from "@/geo/format";
import { alarmWords } from "@/i18n/alarm-words";
import { useMay, useMe, useNames, useNow, usePicture } from "@/state/hooks";
import { isQuiet } from "@/state/mutings";
import { useAct } from "./act";
import { Trouble } from "./trouble";

const said = alarmWords.muting;

/** All that are silent now, above the list of cases. */
export default function SilentAlarms() {
  const me = useMe();
  const now = useNow();
  const quiet = [...usePicture().muting.values()].filter((muting) => isQuiet(muting, now));
  return quiet.map((muting) => (
    <div key={muting.id} className="panel-head">
      {muting.party === me.party ? <OwnMuting muting={muting} /> : <MutedThere muting={muting} />}
    </div>
  ));
}

/** The own party's: whoever watches lets them ring again. */
export function OwnMuting({ muting }: { muting: Muting }) {
  const now = useNow(5_000);
  const nameOf = useNames();
  const watches = useMay("watch_officer", "coordinator");
  const { busy, error, act } = useAct();
  const end = () =>
    act((key) =>
      write(key, "POST", "/api/mutings/{muting_id}/end", { path: { muting_id: muting.id } }),
    );
  return (
    <div className="stack tight">
      <div className="row apart nowrap">
        <span className="muted" title={muting.reason}>
          {said.own(nameOf(muting.of_party), utc(Date.parse(muting.until_at), now))}
        </span>
        {watches && (
          <button type="button" disabled={busy} onClick={end}>
            {said.end}
          </button>
        )}
      </div>
      <Trouble error={error} />
    </div>
  );
}

/** Another party's of one's own requests: it does not hear, and is called. */
export function MutedThere({ muting }: { muting: Muting }) {
  const now = useNow(5_000);
  const party = useNames()(muting.party);
  return <p className="alert">{said.there(party, utc(Date.parse(muting.until_at), now))}</p>;
}
