/** The box into which a text of distress is pasted: it is looked at while typing rests, then told. */

import { useRef } from "react";
import { write } from "@/api/client";
import type { DistressTextSource } from "@/api/types";
import { uuid7 } from "@/api/uuid7";
import { distressSignals } from "@/i18n/en-distress-signals";
import { go } from "@/state/route";
import { FormLater } from "@/ui/form-later";
import type { Drawing, Field } from "@/ui/values";
import { type SentContent, sentContent } from "./content-id";
import { TextLook } from "./text-look";

const said = distressSignals.box;

const FIELDS: readonly Field[] = [
  {
    name: "text",
    label: said.text,
    kind: "own",
    required: true,
    wide: true,
    hint: said.hint,
    draw: (drawing) => <Pasted {...drawing} />,
  },
  {
    name: "source",
    label: said.source,
    kind: "choice",
    required: true,
    options: Object.entries(distressSignals.source),
  },
];

export function TextBox({ onClose }: { onClose: () => void }) {
  const sent = useRef<SentContent | null>(null);
  const made = useRef<string | null>(null);
  return (
    <FormLater
      title={said.title}
      draft="distress.text"
      fields={FIELDS}
      layout={({ typed, grid }) => (
        <>
          {grid(FIELDS)}
          <TextLook text={typed.text ?? ""} onLeave={onClose} />
        </>
      )}
      main={said.main}
      send={async (values, key) => {
        // As it came: not even a blank is taken off.
        const text = values.typed.text ?? "";
        const source = values.text("source") as DistressTextSource;
        sent.current = sentContent(sent.current, key, `${source} ${text}`, uuid7);
        const { id } = sent.current;
        const body = { id, text, source };
        made.current = (await write(id, "POST", "/api/distress-reports", { body })).id;
      }}
      onDone={() => {
        onClose();
        if (made.current) go(`/signals/${made.current}`);
      }}
    />
  );
}

function Pasted({ name, label, value, onType }: Drawing) {
  return (
    <textarea
      name={name}
      aria-label={label}
      value={value}
      rows={7}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onType(event.target.value)}
    />
  );
}
