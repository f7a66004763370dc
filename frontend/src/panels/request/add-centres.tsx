/** Asking one more centre for the same needs. */

import { write } from "@/api/client";
import type { Request } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { unchanged } from "@/state/asking";
import { useMe, useNow, usePicture } from "@/state/hooks";
import { mutes } from "@/state/mutings";
import { FormDialog } from "@/ui/form";
import { MutedThere } from "@/ui/muting-line";

export default function AddCentres({ request, onDone }: { request: Request; onDone: () => void }) {
  const me = useMe();
  const asked = new Set(request.addressees.map(({ centre }) => centre.id));
  const centres = [...usePicture().centre.values()].filter(
    (centre) => centre.party !== me.party && !centre.retired_at && !asked.has(centre.id),
  );
  return (
    <FormDialog
      title={`${helpWords.request.addCentres}: ${request.reference}`}
      draft={`centres.${request.id}`}
      fields={[
        {
          name: "to",
          label: formWords.field.toCentre,
          kind: "choice",
          required: true,
          note: (typed) => <Silent request={request} to={typed.to} />,
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

/** Below the choice, where the centre's party does not hear what it is asked. */
function Silent({ request, to }: { request: Request; to: string | undefined }) {
  const picture = usePicture();
  const now = useNow(5_000);
  const centre = picture.centre.get(to ?? "");
  const muting = centre && mutes(picture, request, centre.party, now);
  return muting ? <MutedThere muting={muting} /> : null;
}
