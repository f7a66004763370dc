/** The sheet that passes a signal of distress on to another centre: it rings there from then on. */

import { write } from "@/api/client";
import type { DistressReport } from "@/api/types";
import { words } from "@/i18n";
import { distressSignals as said } from "@/i18n/en-distress-signals";
import { useNames, usePicture } from "@/state/hooks";
import { FormLater } from "@/ui/form-later";

export function PassOn({ report, onDone }: { report: DistressReport; onDone: () => void }) {
  const nameOf = useNames();
  // Where nothing can ring nobody is offered: a centre that has not joined is called.
  const centres = [...usePicture().centre.values()]
    .filter(({ id, listed, retired_at }) => !listed && !retired_at && id !== report.centre.id)
    .sort((one, other) => one.name.localeCompare(other.name));
  return (
    <FormLater
      title={said.passOnTitle}
      draft={`signal.pass.${report.id}`}
      fields={[
        {
          name: "centre",
          label: said.passOnTo,
          kind: "choice",
          required: true,
          options: centres.map(({ id, name, party }) => [id, `${name}, ${nameOf(party)}`] as const),
        },
        { name: "reason", label: words.why, kind: "prose", required: true },
      ]}
      main={said.passOnMain}
      send={(typed, key) =>
        write(key, "POST", "/api/distress-reports/{report_id}/pass-on", {
          path: { report_id: report.id },
          body: { centre_id: typed.text("centre"), reason: typed.text("reason") },
        })
      }
      onDone={onDone}
    >
      <p className="muted">{said.passOnAbout}</p>
    </FormLater>
  );
}
