/** The sheet of a word of a unit's crew: that it was heard, its fuel, when it is to speak again. */

import { write } from "@/api/client";
import type { FullDeployment } from "@/api/types";
import { hearing as said } from "@/i18n/en-hearing";
import { formWords } from "@/i18n/form-words";
import { FormDialog } from "@/ui/form";
import type { Field } from "@/ui/values";

const FIELDS: readonly Field[] = [
  { name: "at", label: said.at, kind: "past", hint: formWords.form.timeHint },
  { name: "said_by", label: said.by, kind: "line", hint: said.byHint },
  { name: "endurance", label: said.endurance, kind: "count", hint: said.enduranceHint },
  { name: "each", label: said.each, kind: "count", hint: said.eachHint },
  { name: "note", label: formWords.field.note, kind: "prose" },
];

export function HeardFrom({ work, onDone }: { work: FullDeployment; onDone: () => void }) {
  return (
    <FormDialog
      title={said.title(work.name)}
      draft={`heard-from.${work.id}`}
      fields={FIELDS}
      main={said.main}
      send={(typed, key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/heard", {
          path: { deployment_id: work.id },
          body: {
            at: typed.at("at", "past"),
            said_by: typed.text("said_by"),
            endurance_minutes: typed.number("endurance"),
            check_in_minutes: typed.number("each"),
            note: typed.text("note"),
          },
        })
      }
      onDone={onDone}
    />
  );
}
