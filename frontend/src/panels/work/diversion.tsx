/** Sending a deployment to another incident: proposed by the lead, who may take it back; consented by the owner. */

import { write } from "@/api/client";
import type { FullDeployment } from "@/api/types";
import { useActing } from "@/data/acting";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { casesOf, type Hands } from "@/state/deployment-steps";
import { usePicture } from "@/state/hooks";
import type { Picture } from "@/state/picture";
import { isActive } from "@/state/scene";
import { useAct } from "@/ui/act";
import { ActingLine } from "@/ui/acting-line";
import { needText } from "@/ui/coverage";
import { Trouble } from "@/ui/trouble";
import type { WorkAct } from "./acts";

interface Props {
  work: FullDeployment;
  hands: Hands;
  onDo: (act: WorkAct) => void;
}

export function Diversion({ work, hands, onDo }: Props) {
  const picture = usePicture();
  const { busy, error, act } = useAct();
  const aims = casesOf(picture, work, hands);
  const worst = aims.find(({ phase }) => phase === "distress");
  const acting = useActing(work.divert ? work.divert.incident_id : worst?.id);
  const leads = work.lead_party === hands.party && (hands.coordinates || acting);
  const answers = work.divert !== null && work.party === hands.party && hands.watches;
  if (work.ship_id || !isActive(work)) return null;
  return (
    <>
      {work.divert && (
        <span className="alert">
          {formWords.divert.proposed(aimText(picture, work.divert), work.divert.reason)}
        </span>
      )}
      {answers && (
        <>
          <button
            type="button"
            className="main"
            disabled={busy}
            onClick={() =>
              act((key) =>
                write(key, "POST", "/api/deployments/{deployment_id}/consent-divert", {
                  path: { deployment_id: work.id },
                }),
              )
            }
          >
            {formWords.divert.consent}
          </button>
          <button type="button" onClick={() => onDo("decline-divert")}>
            {formWords.divert.decline}
          </button>
        </>
      )}
      {leads && acting && <ActingLine />}
      {leads && !work.divert && aims.length > 0 && (
        <button type="button" onClick={() => onDo("divert")}>
          {formWords.divert.title}
        </button>
      )}
      {leads && work.divert && (
        <button type="button" onClick={() => onDo("withdraw-divert")}>
          {formWords.divert.withdraw}
        </button>
      )}
      <Trouble error={error} />
    </>
  );
}

/** The case, and the need as far as it was asked of those who see this. */
function aimText(picture: Picture, divert: NonNullable<FullDeployment["divert"]>): string {
  const need = [...picture.request.values()]
    .flatMap(({ needs }) => needs)
    .find(({ id }) => id === divert.need_id);
  const reference = picture.incident.get(divert.incident_id)?.reference ?? words.unknown;
  return need ? `${reference} (${needText(need)})` : reference;
}
