/** One ready-made text of a case, as it stands now, to be copied. */

import { readText } from "@/api/incidents";
import type { TextKind } from "@/api/types";
import { usePicture, useTouched } from "@/state/hooks";
import { StandingText } from "@/ui/standing-text";

interface Props {
  incidentId: string;
  kind: TextKind;
  centreId: string | null;
}

export default function ReadyText({ incidentId, kind, centreId }: Props) {
  const touched = useTouched(incidentId);
  const { request, deployment } = usePicture();
  return (
    <StandingText
      about={`${incidentId} ${kind} ${centreId}`}
      version={touched}
      basis={[request, deployment]}
      read={(signal) => readText(incidentId, kind, centreId, signal)}
    />
  );
}
