/** The dialog before a unit is sent away from a case in distress: what is left, and why it goes. */

import { useState } from "react";
import { write } from "@/api/client";
import { readWithout } from "@/api/leaving";
import type { FullDeployment, SentAway } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { useFetched } from "@/data/fetched";
import { oneWord as said } from "@/i18n/en-one-word";
import { formWords } from "@/i18n/form-words";
import { deadAboard } from "@/state/deployment-steps";
import { FormDialog } from "@/ui/form";
import { Trouble } from "@/ui/trouble";
import type { Field } from "@/ui/values";

interface Props {
  doing: Exclude<SentAway["action"], "divert">;
  work: FullDeployment;
  onDone: () => void;
}

type Reason = keyof typeof said.reason;
const REASONS = Object.keys(said.reason) as Reason[];
/** The last able unit, or one beside which the others are next to nothing, goes at once on these. */
const URGENT: ReadonlySet<string> = new Set(["master_leaves", "second_distress", "crew_in_danger"]);

export default function SendAway({ doing, work, onDone }: Props) {
  const [now, setNow] = useState<Draft>({});
  const { value, error } = useFetched(`${work.id} ${doing}`, work.version, (signal) =>
    readWithout(work.id, doing, signal),
  );
  // What is left could not be told: the server asks for what it needs.
  const asked = value?.reason_needed ?? error !== null;
  const heard = (reason: string | undefined) => value?.waits === true && !URGENT.has(reason ?? "");
  const fields = (typed: Draft): Field[] => [
    ...(asked ? [WHY] : []),
    WHEN,
    { ...NOTE, required: typed.reason === "other" },
    ...(asked && heard(typed.reason) ? [HEARD] : []),
  ];
  if (value === null && error === null) return null;
  const waits = asked && heard(now.reason) && !now.second;
  return (
    <FormDialog
      title={`${formWords.step[doing]}: ${work.name}`}
      draft={`step-${doing}.${work.id}`}
      focused
      fields={fields}
      layout={({ typed, grid }) => (
        <>
          {value?.reason_needed && (
            <div className="stack tight">
              <p className="strong distress">{value.sentence}</p>
              <p>{value.waits ? said.lastOne : said.oneWord}</p>
            </div>
          )}
          {deadAboard(work) > 0 && (
            <p className="strong alert">
              {formWords.closing.carryingDead(work.name, deadAboard(work))}
            </p>
          )}
          {grid(fields(typed))}
        </>
      )}
      onTyped={setNow}
      main={waits ? said.askSecond : formWords.step[doing]}
      send={(typed, key) => {
        const reason = asked ? (typed.text("reason") as Reason | "") : "";
        const second = heard(reason) ? typed.text("second") : "";
        return write(key, "POST", "/api/deployments/{deployment_id}/{action}", {
          path: { deployment_id: work.id, action: doing },
          body: {
            at: typed.at("at", "past"),
            note: typed.text("note"),
            ...(reason && { reason }),
            ...(second && { second: { function: second } }),
          },
        });
      }}
      onDone={onDone}
    >
      <Trouble error={error} />
    </FormDialog>
  );
}

const WHY: Field = {
  name: "reason",
  label: said.why,
  kind: "choice",
  required: true,
  wide: true,
  options: REASONS.map((reason) => [reason, said.reason[reason]] as const),
};
const WHEN: Field = {
  name: "at",
  label: formWords.field.at,
  kind: "past",
  hint: formWords.form.timeHint,
};
const NOTE: Field = { name: "note", label: formWords.field.note, kind: "prose" };
/** The second person, where such a unit waits for one. */
export const HEARD: Field = {
  name: "second",
  label: said.heard,
  kind: "line",
  hint: said.heardHint,
  wide: true,
};
