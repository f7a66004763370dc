/** One ready-made text of a case, as it stands now, to be copied. */

import { readText, type TextOptions } from "@/api/incidents";
import type { TextKind } from "@/api/types";
import { usePicture, useTouched } from "@/state/hooks";
import { StandingText } from "@/ui/standing-text";

interface Props {
  incidentId: string;
  kind: TextKind;
  centreId: string | null;
  options?: TextOptions;
}

export default function ReadyText({ incidentId, kind, centreId, options = {} }: Props) {
  const touched = useTouched(incidentId);
  const { request, deployment } = usePicture();
  return (
    <StandingText
      about={`${incidentId} ${kind} ${centreId} ${JSON.stringify(options)}`}
      version={touched}
      basis={[request, deployment]}
      read={(signal) => readText(incidentId, kind, { centreId, ...options }, signal)}
    />
  );
}
