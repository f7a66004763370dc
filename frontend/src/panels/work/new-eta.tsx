/** The dialog of another promise: when a unit that is still to come will be at the scene. */

import { write } from "@/api/client";
import type { FullDeployment } from "@/api/types";
import { formWords } from "@/i18n/form-words";
import { arriving } from "@/state/arriving";
import { isLate } from "@/state/duties";
import { useExpected, useNow } from "@/state/hooks";
import { Promised, When } from "@/ui/arrival-time";
import { FormDialog } from "@/ui/form";
import { PROMISED } from "./promised";

interface Props {
  work: FullDeployment;
  onDone: () => void;
}

/** The time is typed: what is expected stands beside it, and is nobody's word. */
export function NewEta({ work, onDone }: Props) {
  return (
    <FormDialog
      title={`${formWords.step.promise}: ${work.name}`}
      draft={`step-promise.${work.id}.${work.version}`}
      focused
      fields={[
        {
          ...PROMISED,
          required: true,
          wide: true,
          hint: formWords.form.newPromiseHint,
          note: () => <SoFar work={work} />,
        },
        { name: "note", label: formWords.field.note, kind: "prose" },
      ]}
      main={formWords.step.promise}
      send={(typed, key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/{action}", {
          path: { deployment_id: work.id, action: "promise" },
          body: { promised_at: typed.at("promised", "future"), note: typed.text("note") },
        })
      }
      onDone={onDone}
    />
  );
}

/** The arrival that is expected, and the one promised so far. */
function SoFar({ work }: { work: FullDeployment }) {
  const now = useNow();
  const arrival = arriving(work, useExpected(work.id));
  return (
    <span className="stack tight">
      <When arrival={arrival} now={now} late={isLate(work)} />
      <Promised at={work.promised_at} arrival={arrival} now={now} />
    </span>
  );
}
