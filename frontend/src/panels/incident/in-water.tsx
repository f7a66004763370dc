/** People are in the water: since when, and what is known of how long they live. */

import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";

/** Once somebody has said that people are in the water. */
export default function InWater({ incident, now }: { incident: FullIncident; now: number }) {
  const { in_water, immersion } = incident;
  if (!in_water) return null;
  const at = (time: string | null) => (time ? utc(Date.parse(time), now) : "");
  return (
    <>
      <p className="strong distress">
        {formWords.water.since(at(in_water.since), in_water.source)} · {formWords.water.without}
      </p>
      {immersion && (
        <p className="muted">
          {formWords.water.with(at(immersion.least_at), at(immersion.most_at), immersion.source)}
        </p>
      )}
    </>
  );
}
