/** The requests of a case: what was asked of whom, how much is covered, and asking for more. */

import { Suspense } from "react";
import type { FullIncident } from "@/api/types";
import { formWords } from "@/i18n/form-words";
import { useMay, useMe, usePicture } from "@/state/hooks";
import { go } from "@/state/route";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { RequestCard } from "../request/card";

const Unasked = later(() => import("./unasked"));

export default function Needs({ incident }: { incident: FullIncident }) {
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const requests = [...usePicture().request.values()]
    .filter((request) => request.incident_id === incident.id)
    .sort((one, other) => (one.id < other.id ? 1 : -1));
  const worked = watches && incident.state !== "closed";
  const mayAsk = worked && incident.lead.party === me.party;
  const ask = () => go(`/incidents/${incident.id}/ask`);
  useKey("enter", mayAsk ? ask : null);
  return (
    <div className="stack">
      {mayAsk && (
        <div>
          <button type="button" className="main" onClick={ask}>
            {formWords.asking.title} <kbd>↵</kbd>
          </button>
        </div>
      )}
      {worked && !mayAsk && (
        <>
          <div>
            <button type="button" onClick={ask}>
              {formWords.asking.hail}
            </button>
          </div>
          <Suspense fallback={null}>
            <Unasked incident={incident} withoutOffers />
          </Suspense>
        </>
      )}
      {requests.length === 0 && (
        <p className="muted">
          {formWords.asking.empty}{" "}
          {mayAsk && <span className="by-key">{formWords.asking.emptyKeys}</span>}
        </p>
      )}
      {requests.map((request) => (
        <RequestCard key={request.id} request={request} />
      ))}
    </div>
  );
}
