/** The form by which the lead diverts a unit to another of its cases: what is left without it. */

import { useState } from "react";
import { write } from "@/api/client";
import { readWithout } from "@/api/leaving";
import type { FullDeployment } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { words } from "@/i18n";
import { oneWord as said } from "@/i18n/en-one-word";
import { formWords } from "@/i18n/form-words";
import { aimsOf } from "@/state/deployment-steps";
import { useMe, usePicture } from "@/state/hooks";
import { needText } from "@/ui/coverage";
import { FormDialog } from "@/ui/form";
import { Trouble } from "@/ui/trouble";
import type { Field } from "@/ui/values";
import { HEARD } from "./send-away";

interface Props {
  work: FullDeployment;
  onDone: () => void;
}

export function Divert({ work, onDone }: Props) {
  const { party } = useMe();
  const [chosen, setChosen] = useState("");
  const [heard, setHeard] = useState(false);
  const aims = aimsOf(usePicture(), work, { party, watches: true, coordinates: true });
  const aimOf = (to: string) => aims.find(({ incident, need }) => (need?.id ?? incident.id) === to);
  const to = aimOf(chosen)?.incident.id;
  const { value, error } = useFetched(`${work.id} divert ${to}`, work.version, (signal) =>
    to ? readWithout(work.id, "divert", signal, to) : Promise.resolve(null),
  );
  const waits = value?.waits === true;
  const fields: Field[] = [
    {
      name: "to",
      label: formWords.field.divertTo,
      kind: "choice",
      required: true,
      wide: true,
      options: aims.map(
        ({ incident, need }) =>
          [
            need?.id ?? incident.id,
            need ? `${incident.reference} · ${needText(need)}` : incident.reference,
          ] as const,
      ),
    },
    { name: "reason", label: words.why, kind: "prose", required: true },
    ...(waits ? [HEARD] : []),
  ];
  return (
    <FormDialog
      title={`${formWords.divert.title}: ${work.name}`}
      draft={`divert.${work.id}`}
      fields={fields}
      layout={({ grid }) => (
        <>
          {grid(fields.slice(0, 1))}
          {value?.reason_needed && (
            <div className="stack tight">
              <p className="strong distress">{value.sentence}</p>
              <p>
                {waits
                  ? said.lastDiverted
                  : work.party === party
                    ? said.oneWord
                    : said.oneWordOnceAgreed}
              </p>
            </div>
          )}
          {grid(fields.slice(1))}
        </>
      )}
      onTyped={(typed) => {
        setChosen(typed.to ?? "");
        setHeard(Boolean(typed.second));
      }}
      main={waits && !heard ? said.askSecond : formWords.divert.title}
      send={(typed, key) => {
        const aim = aimOf(typed.text("to"));
        const second = waits ? typed.text("second") : "";
        return write(key, "POST", "/api/deployments/{deployment_id}/divert", {
          path: { deployment_id: work.id },
          body: {
            incident_id: aim?.incident.id ?? typed.text("to"),
            need_id: aim?.need?.id ?? null,
            reason: typed.text("reason"),
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
