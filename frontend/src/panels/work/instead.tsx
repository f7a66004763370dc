/** The other units that could be there sooner than one that runs late. */

import { api, unwrap } from "@/api/client";
import type { FullDeployment, Match } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { comesMs } from "@/state/arriving";
import { useExpected, usePicture, useTouched } from "@/state/hooks";
import { Link } from "@/ui/link";

const said = formWords.arrival;
const EACH_MS = 60_000;
const FEW = 20;
const CANNOT = new Set<Match["verdict"]>(["not_available", "not_permitted", "not_suited"]);

interface Props {
  requestId: string;
  needId: string;
  work: FullDeployment;
  now: number;
}

export default function Instead({ requestId, needId, work, now }: Props) {
  const touched = useTouched(requestId);
  const comes = comesMs(useExpected(work.id), work.promised_at) ?? Number.MAX_VALUE;
  const engaged = useEngaged();
  const { value } = useFetched(
    `${requestId} ${needId}`,
    `${touched} ${Math.floor(now / EACH_MS)}`,
    (signal) =>
      unwrap(
        api.GET("/api/requests/{request_id}/matches", {
          params: { path: { request_id: requestId }, query: { need_id: needId, limit: FEW } },
          signal,
        }),
      ),
  );
  const sooner = value?.items.find(
    ({ asset_id, ship_id, time, verdict }) =>
      time !== null &&
      !CANNOT.has(verdict) &&
      !engaged.has(asset_id ?? ship_id ?? "") &&
      Date.parse(time.eta_at) < comes,
  );
  if (!value) return null;
  return (
    <small>
      {sooner?.time
        ? said.sooner(
            sooner.name,
            sooner.party ?? words.ship,
            utc(Date.parse(sooner.time.eta_at), now),
          )
        : said.nobodySooner}{" "}
      <Link href={`/incidents/${work.incident_id}/ask`}>{said.whoElse}</Link>
    </small>
  );
}

/** Units at work here or anywhere that the party knows of. */
function useEngaged(): ReadonlySet<string> {
  const { deployment } = usePicture();
  return new Set(
    [...deployment.values()].map(({ asset_id, ship_id }) => asset_id ?? ship_id ?? ""),
  );
}
