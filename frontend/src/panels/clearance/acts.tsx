/** Dialogs that grant, refuse or withdraw a clearance, or record an answer given by voice. */

import { write } from "@/api/client";
import type { Clearance } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { ANSWERS, type Answer, isNotice } from "@/state/clearances";
import { FormDialog } from "@/ui/form";
import type { Field } from "@/ui/values";
import { choices } from "../incident/choices";

export type ClearanceAct = "grant" | "refuse" | "withdraw" | "voice";

interface Props {
  doing: ClearanceAct;
  clearance: Clearance;
  onDone: () => void;
}

const say = formWords.clearance;
const WHY: Field = { name: "reason", label: words.why, kind: "prose", required: true };

export default function ClearanceDialog({ doing, clearance, onDone }: Props) {
  const about = { draft: `clearance-${doing}.${clearance.id}`, onDone, focused: true };
  const title = (act: string) => `${act}: ${clearance.name}`;
  switch (doing) {
    case "grant": {
      const act = isNotice(clearance) ? say.welcome : say.grant;
      return (
        <FormDialog
          {...about}
          title={title(act)}
          fields={[
            {
              name: "conditions",
              label: say.conditions,
              kind: "prose",
              hint: say.conditionsHint,
              initial: clearance.conditions,
            },
            {
              name: "until",
              label: say.valid,
              kind: "future",
              hint: isNotice(clearance) ? say.untilOfNotice : say.untilHint,
              initial: clearance.end === "named" ? whole(clearance.valid_until) : "",
            },
          ]}
          main={act}
          send={(typed, key) =>
            write(key, "POST", "/api/clearances/{clearance_id}/grant", {
              path: { clearance_id: clearance.id },
              body: {
                conditions: typed.text("conditions"),
                valid_until: typed.at("until", "future"),
              },
            })
          }
        />
      );
    }
    case "refuse":
      return (
        <FormDialog
          {...about}
          title={title(say.refuse)}
          fields={[WHY]}
          main={say.refuse}
          send={(typed, key) =>
            write(key, "POST", "/api/clearances/{clearance_id}/refuse", {
              path: { clearance_id: clearance.id },
              body: { reason: typed.text("reason") },
            })
          }
        />
      );
    case "withdraw":
      return (
        <FormDialog
          {...about}
          title={title(say.withdraw)}
          fields={[{ ...WHY, required: false }]}
          main={say.withdraw}
          send={(typed, key) =>
            write(key, "POST", "/api/clearances/{clearance_id}/withdraw", {
              path: { clearance_id: clearance.id },
              body: { reason: typed.text("reason") },
            })
          }
        />
      );
    case "voice":
      return <Voice clearance={clearance} about={about} />;
  }
}

/** With year and month: an end that is over, or months away, is read as itself. */
const whole = (at: string | null | undefined) => at?.slice(0, 16).replace("T", " ") ?? "";

interface VoiceProps {
  clearance: Clearance;
  about: { draft: string; onDone: () => void };
}

function Voice({ clearance, about }: VoiceProps) {
  return (
    <FormDialog
      {...about}
      title={formWords.voice.title(clearance.centre.name)}
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
          options: choices(ANSWERS, say.voiceAnswers),
        },
        { name: "said", label: formWords.voice.words, kind: "prose", required: true },
        {
          name: "until",
          label: say.voiceUntil,
          kind: "future",
          // An end that is over by now was said all the same.
          from: "at",
          hint: say.voiceUntilHint,
        },
        { name: "at", label: formWords.field.at, kind: "past", hint: formWords.form.timeHint },
      ]}
      main={formWords.voice.send}
      send={(typed, key) => {
        const until = typed.at("until", "future", "at");
        const answer = typed.text("answer") as Answer;
        return write(key, "POST", "/api/clearances/{clearance_id}/voice-answer", {
          path: { clearance_id: clearance.id },
          body: {
            function: typed.text("function"),
            answer,
            said: typed.text("said"),
            at: typed.at("at", "past"),
            valid_until: until,
            no_end_said: answer === "granted" && until === null,
          },
        });
      }}
    />
  );
}
