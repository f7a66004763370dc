/** The costs of a unit's work by its terms: read when somebody opens it, between its two sides. */

import { useState } from "react";
import { Refused } from "@/api/refused";
import { readCosts } from "@/api/requests";
import type { Deployment, DeploymentCosts } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { dated } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useMe, useNames, usePicture, useTouched } from "@/state/hooks";
import { Trouble } from "@/ui/trouble";
import { daysLeft } from "./claim";

const said = formWords.costs;

interface Props {
  work: Deployment;
  now: number;
}

export default function Costs({ work, now }: Props) {
  const [open, setOpen] = useState(false);
  const wasPromised = usePromised(work);
  const rests = work.view === "full" ? work.terms.length > 0 : wasPromised;
  if (!work.party || !rests) return null;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{said.title}</summary>
      {open && <Read work={work} now={now} />}
    </details>
  );
}

/** Whether the work was promised to the own party, which may not lead any more. */
function usePromised({ asset_id, incident_id }: Deployment): boolean {
  const { party } = useMe();
  const { offer, request } = usePicture();
  return [...offer.values()].some(
    ({ state, to_party, items, incident_id: offered, request_id }) =>
      state === "accepted" &&
      to_party === party &&
      (offered ?? request.get(request_id ?? "")?.incident_id) === incident_id &&
      items.some((item) => item.asset_id === asset_id),
  );
}

function Read({ work, now }: Props) {
  const { value, error } = useFetched(work.id, useTouched(work.id), (signal) =>
    readCosts(work.id, signal),
  );
  if (value) return <Told costs={value} now={now} />;
  if (error instanceof Refused && error.status === 404)
    return <p className="muted">{said.ofOthers}</p>;
  return error ? <Trouble error={error} /> : <p role="status">{words.loading}</p>;
}

function Told({ costs, now }: { costs: DeploymentCosts; now: number }) {
  const { party } = useMe();
  const { clause, owner, owed, left_at, ended_at, claim_until } = costs;
  const nameOf = useNames();
  const payer = costs.payer && nameOf(costs.payer);
  const left = owner === party ? daysLeft(costs, now) : null;
  return (
    <div className="stack tight">
      <p className="words">
        {clause && <strong>{said.clause(clause.article, clause.agreement, clause.version)}</strong>}{" "}
        {costs.says}
      </p>
      {payer && (
        <>
          <p>
            <span className="tag">{costs.final ? said.final : said.present}</span>{" "}
            {owed === "nothing"
              ? said.nothing(payer, nameOf(owner), costs)
              : owed === "by_account"
                ? said.byAccount(payer, nameOf(owner), costs.counted_hours)
                : said.byRate(payer, nameOf(owner), costs)}
          </p>
          <p className="muted">
            {left_at
              ? said.worked(dated(left_at), ended_at ? dated(ended_at) : null)
              : said.notLeft}{" "}
            {costs.counted_by}
          </p>
          {claim_until && <p>{said.until(claim_until)}</p>}
          {left !== null && <p className="strong">{said.left(left)}</p>}
        </>
      )}
    </div>
  );
}
