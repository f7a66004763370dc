/** Silencing the alarms of the party that asks, below distress, or letting them ring again. */

import { useState } from "react";
import { write } from "@/api/client";
import type { Request } from "@/api/types";
import { words } from "@/i18n";
import { alarmWords } from "@/i18n/alarm-words";
import { useMay, useMe, useNames, useNow, usePicture } from "@/state/hooks";
import { mutingOf } from "@/state/mutings";
import { FormLater } from "@/ui/form-later";
import { OwnMuting } from "@/ui/muting-line";

const said = alarmWords.muting;

export function Quiet({ request }: { request: Request }) {
  const me = useMe();
  const now = useNow();
  const picture = usePicture();
  const coordinates = useMay("coordinator");
  const [asked, setAsked] = useState(false);
  const { party } = request;
  const name = useNames()(party);
  const muting = mutingOf(picture, me.party, party, now);
  if (muting) return <OwnMuting muting={muting} />;
  if (!coordinates) return null;
  return (
    <div className="row">
      <button type="button" onClick={() => setAsked(true)}>
        {said.act(name)}
      </button>
      {asked && (
        <FormLater
          title={said.title(name)}
          draft={`mute.${party}`}
          fields={[
            {
              name: "minutes",
              label: said.span,
              kind: "choice",
              required: true,
              initial: "60",
              options: said.spans,
            },
            { name: "reason", label: words.why, kind: "prose", required: true },
          ]}
          main={said.main}
          send={(typed, key) =>
            write(key, "POST", "/api/mutings", {
              body: {
                id: key,
                party,
                minutes: Number(typed.text("minutes")),
                reason: typed.text("reason"),
              },
            })
          }
          onDone={() => setAsked(false)}
        >
          <p className="muted">{said.about(name)}</p>
        </FormLater>
      )}
    </div>
  );
}
