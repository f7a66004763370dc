/** The texts of a report, as they came: fetched when they are opened, and kept nowhere. */

import "./text-look.css";
import { useState } from "react";
import { api, unwrap } from "@/api/client";
import type { DistressReport } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { utc } from "@/geo/format";
import { distressSignals } from "@/i18n/en-distress-signals";
import { useNow } from "@/state/hooks";
import { Trouble } from "@/ui/trouble";

const said = distressSignals.texts;

/** `open`: until they are opened or shut by hand. */
export function TextsAsTheyCame({ report, open }: { report: DistressReport; open: boolean }) {
  const [byHand, setByHand] = useState<boolean | null>(null);
  const opened = byHand ?? open;
  if (!report.has_texts) return null;
  return (
    <details
      open={opened}
      // What the page opened tells itself here too: no hand has done that.
      onToggle={({ currentTarget }) =>
        currentTarget.open !== opened && setByHand(currentTarget.open)
      }
    >
      <summary>{said.title}</summary>
      {opened && <Texts report={report} />}
    </details>
  );
}

function Texts({ report: { id, last_at } }: { report: DistressReport }) {
  const now = useNow(5_000);
  // A further text is told by the report's last time.
  const { value, error } = useFetched(id, last_at, (signal) =>
    unwrap(
      api.GET("/api/distress-reports/{report_id}/texts", {
        params: { path: { report_id: id } },
        signal,
      }),
    ),
  );
  return (
    <div className="stack tight">
      <Trouble error={error} />
      {!value && !error && <p className="muted">{said.reading}</p>}
      {value?.length === 0 && <p className="muted">{said.gone}</p>}
      {value?.map(({ at, source, text }) => (
        <div key={at}>
          <p className="muted">
            {said.came(utc(Date.parse(at), now), distressSignals.source[source])}
          </p>
          <pre className="text-as-it-came" dir="auto">
            {text}
          </pre>
        </div>
      ))}
    </div>
  );
}
