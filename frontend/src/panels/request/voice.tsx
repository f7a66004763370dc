/** Writing down what a centre said by voice: by function, never by name. */

import { lazy, Suspense, useState } from "react";
import { write } from "@/api/client";
import type { CentreRef, Request } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { FormDialog } from "@/ui/form";
import { persistent } from "@/ui/later";
import { choices } from "../incident/choices";

interface Props {
  request: Request;
  centre: CentreRef;
  onDone: () => void;
}

const ReadyText = lazy(persistent(() => import("../incident/ready-text")));

const ANSWERS = ["acknowledged", "offered", "declined"] as const;

export default function VoiceAnswer({ request, centre, onDone }: Props) {
  return (
    <FormDialog
      title={formWords.voice.title(centre.name)}
      draft={`voice.${request.id}.${centre.id}`}
      fields={[
        {
          name: "function",
          label: formWords.voice.function,
          kind: "line",
          required: true,
          hint: formWords.voice.functionHint,
        },
        {
          name: "answer",
          label: formWords.voice.answer,
          kind: "choice",
          required: true,
          options: choices(ANSWERS, helpWords.answer),
        },
        { name: "said", label: formWords.voice.words, kind: "prose", required: true },
        { name: "at", label: formWords.field.at, kind: "past", hint: formWords.form.timeHint },
      ]}
      main={formWords.voice.send}
      send={(typed, key) =>
        write(key, "POST", "/api/requests/{request_id}/voice-answer", {
          path: { request_id: request.id },
          body: {
            centre_id: centre.id,
            function: typed.text("function"),
            answer: typed.text("answer") as (typeof ANSWERS)[number],
            said: typed.text("said"),
            at: typed.at("at", "past"),
          },
        })
      }
      onDone={onDone}
    >
      {request.incident_id && <Script incidentId={request.incident_id} centreId={centre.id} />}
    </FormDialog>
  );
}

/** The words that are read out, where the sheet lies over them. */
function Script({ incidentId, centreId }: { incidentId: string; centreId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{formWords.text.kind["call-script"]}</summary>
      <Suspense fallback={<p role="status">{words.loading}</p>}>
        {open && <ReadyText incidentId={incidentId} kind="call-script" centreId={centreId} />}
      </Suspense>
    </details>
  );
}
