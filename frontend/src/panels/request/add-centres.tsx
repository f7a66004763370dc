/** Asking one more centre for the same needs. */

import { amendRequest } from "@/api/requests";
import type { Need, Request } from "@/api/types";
import { words } from "@/i18n";
import { useMe, usePicture } from "@/state/hooks";
import { FormDialog } from "@/ui/form";

/** The need as it stands, for an amendment that leaves it alone. */
function unchanged(need: Need) {
  const { id, what, kinds, types, capabilities, quantity, unit, from_at, by_at, until_at } = need;
  return { id, what, kinds, types, capabilities, quantity, unit, from_at, by_at, until_at };
}

export function AddCentres({ request, onDone }: { request: Request; onDone: () => void }) {
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
          label: words.field.toCentre,
          kind: "choice",
          required: true,
          options: centres.map(
            (centre) =>
              [
                centre.id,
                `${centre.name} (${centre.party})${centre.listed ? `, ${words.ask.byVoice}` : ""}`,
              ] as const,
          ),
        },
        { name: "reason", label: words.why, kind: "prose", required: true },
      ]}
      main={words.send}
      send={(typed, key) =>
        amendRequest(key, request.id, request.version, {
          reason: typed.text("reason"),
          needs: request.needs.filter((need) => !need.withdrawn_at).map(unchanged),
          to: [typed.text("to")],
        })
      }
      onDone={onDone}
    />
  );
}
