/** Writing down what a centre said by voice: by function, never by name. */

import { write } from "@/api/client";
import type { CentreRef, Request } from "@/api/types";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { FormDialog } from "@/ui/form";
import { choices } from "../incident/choices";

interface Props {
  request: Request;
  centre: CentreRef;
  onDone: () => void;
}

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
    />
  );
}
