/** Asking one more centre for the same needs. */

import { write } from "@/api/client";
import type { Request } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { unchanged } from "@/state/asking";
import { useMe, usePicture } from "@/state/hooks";
import { FormDialog } from "@/ui/form";

export default function AddCentres({ request, onDone }: { request: Request; onDone: () => void }) {
  const me = useMe();
  const asked = new Set(request.addressees.map(({ centre }) => centre.id));
  const centres = [...usePicture().centre.values()].filter(
    (centre) => centre.party !== me.party && !asked.has(centre.id),
  );
  return (
    <FormDialog
      title={`${words.request.addCentres}: ${request.reference}`}
      draft={`centres.${request.id}`}
      fields={[
        {
          name: "to",
          label: formWords.field.toCentre,
          kind: "choice",
          required: true,
          options: centres.map(
            (centre) =>
              [
                centre.id,
                `${centre.name} (${centre.party})${centre.listed ? `, ${formWords.ask.byVoice}` : ""}`,
              ] as const,
          ),
        },
        { name: "reason", label: words.why, kind: "prose", required: true },
      ]}
      main={words.send}
      send={(typed, key) =>
        write(key, "POST", "/api/requests/{request_id}/amend", {
          path: { request_id: request.id },
          version: request.version,
          body: {
            reason: typed.text("reason"),
            needs: request.needs.filter((need) => !need.withdrawn_at).map(unchanged),
            to: [typed.text("to")],
          },
        })
      }
      onDone={onDone}
    />
  );
}
