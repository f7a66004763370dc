/** In distress nobody able is tasked, and a unit of one's own could be: what binds unit and owner. */

import { useEffect } from "react";
import type { FullIncident } from "@/api/types";
import { assetTypes, followAssetTypes } from "@/data/asset-types";
import { ownersDuty as said } from "@/i18n/en-one-word";
import { useMe, usePicture } from "@/state/hooks";
import { idleAble } from "@/state/idle-able";
import { useStore } from "@/state/store";

export default function OwnersDuty({ incident }: { incident: FullIncident }) {
  const { party } = useMe();
  const { asset, deployment } = usePicture();
  const types = useStore(assetTypes);
  useEffect(followAssetTypes, []);
  if (incident.state !== "open" || !incident.untasked || incident.lead.party === party) return null;
  const idle = idleAble(asset.values(), deployment.values(), types);
  if (idle.length === 0) return null;
  return (
    <section className="card call stack tight" aria-label={said.title}>
      <p className="strong distress">{said.idle(idle.map(({ name }) => name))}</p>
      <p>{said.rule}</p>
      <p className="muted">{said.reading}</p>
    </section>
  );
}
