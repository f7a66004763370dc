/** Languages and time zone of one's own centre: read by its watch, changed by its administrator. */

import { useState } from "react";
import { write } from "@/api/client";
import type { Centre } from "@/api/types";
import { localTime } from "@/geo/format";
import { words } from "@/i18n";
import { registerWords } from "@/i18n/register-words";
import { useNow } from "@/state/hooks";
import { Fact, Facts } from "@/ui/facts";
import { FormDialog } from "@/ui/form";
import { languageNames, languagesIn, notLanguages, timeZones } from "./languages";

const said = registerWords.centre;

export function Particulars({ centre }: { centre: Centre }) {
  const now = useNow(60_000);
  const { languages, time_zone } = centre;
  return (
    <Facts>
      <Fact name={said.code}>{centre.code}</Fact>
      <Fact name={said.languages}>{languageNames(languages) || said.noLanguage}</Fact>
      <Fact name={said.timeZone}>
        {[time_zone, words.clock.local(localTime(now, time_zone))].filter(Boolean).join(" · ")}
      </Fact>
    </Facts>
  );
}

interface Props {
  readonly centre: Centre;
  /** The list of contacts below is being changed: it would begin anew with another version. */
  readonly waits: boolean;
}

export function ChangeParticulars({ centre, waits }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <div className="row">
      <button type="button" disabled={waits} onClick={() => setOpen(true)}>
        {said.change}
      </button>
      {waits && <span className="muted">{said.waits}</span>}
      {open && <Changing centre={centre} onDone={() => setOpen(false)} />}
    </div>
  );
}

function Changing({ centre, onDone }: { centre: Centre; onDone: () => void }) {
  const now = useNow(60_000);
  return (
    <FormDialog
      title={said.changing(centre.name)}
      draft={`centre.${centre.id}.${centre.version}`}
      focused
      fields={[
        {
          name: "languages",
          label: said.languages,
          kind: "line",
          wide: true,
          hint: said.languagesHint,
          initial: centre.languages.join(" "),
          check: (text) => {
            const wrong = notLanguages(text);
            return wrong.length > 0 ? said.notLanguages(wrong.join(", ")) : null;
          },
          note: ({ languages = "" }) => (
            <small role="status">{languageNames(languagesIn(languages))}</small>
          ),
        },
        {
          name: "time_zone",
          label: said.timeZone,
          kind: "choice",
          required: true,
          wide: true,
          options: timeZones(centre.time_zone).map((zone) => [zone, zone] as const),
          initial: centre.time_zone,
          note: ({ time_zone = "" }) => (
            <small role="status">{time_zone && words.clock.local(localTime(now, time_zone))}</small>
          ),
        },
      ]}
      main={said.save}
      send={(typed, key) =>
        write(key, "PATCH", "/api/centres/{centre_id}", {
          path: { centre_id: centre.id },
          version: centre.version,
          body: {
            languages: languagesIn(typed.text("languages")),
            time_zone: typed.text("time_zone"),
          },
        })
      }
      onDone={onDone}
    >
      <p className="muted">{said.others}</p>
    </FormDialog>
  );
}
