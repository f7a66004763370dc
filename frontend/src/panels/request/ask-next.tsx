/** Asking the centres that are proposed next for the same needs; each may be left out. */

import { write } from "@/api/client";
import type { CentreRef, Request } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { unchanged } from "@/state/asking";
import { FormDialog } from "@/ui/form";

interface Props {
  request: Request;
  silent: string;
  next: readonly CentreRef[];
  onDone: () => void;
}

export default function AskNext({ request, silent, next, onDone }: Props) {
  return (
    <FormDialog
      title={formWords.alert.askTitle(request.reference)}
      draft={`next.${request.id}`}
      fields={[
        ...next.map((centre) => ({
          name: centre.id,
          label: `${centre.name} (${centre.party})${centre.listed ? `, ${formWords.ask.byVoice}` : ""}`,
          kind: "check" as const,
          initial: "yes",
        })),
        {
          name: "reason",
          label: words.why,
          kind: "prose",
          required: true,
          initial: formWords.alert.silent(silent),
        },
      ]}
      main={words.send}
      send={(typed, key) =>
        write(key, "POST", "/api/requests/{request_id}/amend", {
          path: { request_id: request.id },
          version: request.version,
          body: {
            reason: typed.text("reason"),
            needs: request.needs.filter((need) => !need.withdrawn_at).map(unchanged),
            to: next.filter(({ id }) => typed.checked(id)).map(({ id }) => id),
          },
        })
      }
      onDone={onDone}
    />
  );
}
