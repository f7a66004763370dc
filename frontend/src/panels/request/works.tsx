/** The units at work for a request that belongs to no case: no other page shows them. */

import type { Request } from "@/api/types";
import { withoutCase as said } from "@/i18n/en-without-case";
import { useNow, usePicture } from "@/state/hooks";
import { DeploymentCard } from "../work/deployment";

export default function Works({ request }: { request: Request }) {
  const now = useNow();
  const works = [...usePicture().deployment.values()].filter(
    (work) => work.view === "full" && work.request_id === request.id,
  );
  if (works.length === 0) return null;
  return (
    <section className="stack" aria-label={said.work}>
      <h2>{said.work}</h2>
      {works.map((work) => (
        <DeploymentCard key={work.id} work={work} now={now} />
      ))}
    </section>
  );
}
