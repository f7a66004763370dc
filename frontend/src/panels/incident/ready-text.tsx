/** One ready-made text of a case, as it stands now, to be copied. */

import { useState } from "react";
import { readText, type TextOptions } from "@/api/incidents";
import type { TextKind, TextLanguage } from "@/api/types";
import { formWords } from "@/i18n/form-words";
import { usePicture, useTouched } from "@/state/hooks";
import { StandingText } from "@/ui/standing-text";

interface Props {
  incidentId: string;
  kind: TextKind;
  centreId: string | null;
  options?: TextOptions;
}

export default function ReadyText({ incidentId, kind, centreId, options = {} }: Props) {
  const touched = useTouched(incidentId);
  const { request, deployment } = usePicture();
  const [language, setLanguage] = useState<TextLanguage | null>(null);
  const asked = { language, centreId, ...options };
  return (
    <>
      {TRANSLATED.has(kind) && <Beneath value={language} onChange={setLanguage} />}
      <StandingText
        about={`${incidentId} ${kind} ${JSON.stringify(asked)}`}
        version={touched}
        basis={[request, deployment]}
        read={(signal) => readText(incidentId, kind, asked, signal)}
      />
    </>
  );
}

/** The texts that other languages have. */
const TRANSLATED: ReadonlySet<TextKind> = new Set<TextKind>([
  "sitrep-short",
  "sitrep-full",
  "call-script",
  "request",
  "offer",
  "osc",
  "aco",
  "medevac",
  "tmas",
  "all-well",
]);

function Beneath({
  value,
  onChange,
}: {
  value: TextLanguage | null;
  onChange: (chosen: TextLanguage | null) => void;
}) {
  const { beneath, languages, ofAddressee } = formWords.text;
  const codes = Object.keys(languages) as TextLanguage[];
  return (
    <label>
      {beneath}
      <select
        value={value ?? ""}
        onChange={({ target }) => onChange(codes.find((one) => one === target.value) ?? null)}
      >
        <option value="">{ofAddressee}</option>
        {codes.map((code) => (
          <option key={code} value={code} lang={code}>
            {languages[code]}
          </option>
        ))}
      </select>
    </label>
  );
}
