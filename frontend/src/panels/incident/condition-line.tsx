/** Conditions and drift behind the persons on board, in the head of a case: loaded after that. */

import type { FullIncident } from "@/api/types";
import { conditionsText, driftText } from "./condition-texts";

export default function ConditionLine({ incident }: { incident: FullIncident }) {
  return [conditionsText(incident), driftText(incident)].map((text) => text && ` · ${text}`);
}
