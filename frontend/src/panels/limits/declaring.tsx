/** Declaring a limit: pasted or loaded, drawn on the map before it is sent. */

import { useEffect } from "react";
import { write } from "@/api/client";
import type { LimitKind } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { limits } from "@/i18n/en-limits";
import { sketch } from "@/state/pointing";
import { go } from "@/state/route";
import { Form } from "@/ui/form";
import type { Drawing, Field } from "@/ui/values";
import { isDate } from "./is-date";
import { cornersOf, shapeIn } from "./shape";

const said = limits.form;
const MOST_BYTES = 1_000_000;

const FIELDS: readonly Field[] = [
  {
    name: "kind",
    label: said.what,
    kind: "choice",
    required: true,
    wide: true,
    initial: "territorial_sea",
    options: Object.entries(limits.kind),
  },
  { name: "name", label: said.name, kind: "line", required: true, wide: true },
  {
    name: "deposit",
    label: said.deposit,
    kind: "line",
    required: true,
    wide: true,
    hint: said.depositHint,
  },
  {
    name: "deposited_on",
    label: said.on,
    kind: "line",
    required: true,
    hint: said.onHint,
    check: (text) => (isDate(text) ? null : said.notDate),
  },
  {
    name: "where",
    label: said.where,
    kind: "own",
    required: true,
    hint: said.whereHint,
    draw: (drawing) => <Where {...drawing} />,
    check: (text) => {
      const read = shapeIn(text);
      return "fault" in read ? read.fault : null;
    },
  },
  { name: "note", label: said.note, kind: "line", wide: true },
];

export default function Declaring() {
  useEffect(() => () => sketch.set([]), []);
  return (
    <div className="page">
      <h1>{said.title}</h1>
      <p className="muted">{said.about}</p>
      <Form
        draft="limit.new"
        isPage
        fields={FIELDS}
        onTyped={(typed) => sketch.set(sketched(typed))}
        main={said.main}
        send={(typed, key) => {
          const { fault: _, ...shape } = { fault: null, ...shapeIn(typed.text("where")) };
          return write(key, "POST", "/api/declared-limits", {
            body: {
              id: key,
              kind: typed.text("kind") as LimitKind,
              name: typed.text("name"),
              deposit: typed.text("deposit"),
              deposited_on: typed.text("deposited_on"),
              note: typed.text("note"),
              ...shape,
            },
          });
        }}
        onDone={() => go("/limits")}
        onCancel={() => go("/limits")}
      />
      <p className="muted">{limits.prejudice}</p>
    </div>
  );
}

/** Text that is typed or pasted, or comes from a file; and how it is read. */
function Where({ name, label, value, onType }: Drawing) {
  const load = async (file: File | undefined) => {
    if (file) onType(file.size > MOST_BYTES ? said.tooLarge : await file.text());
  };
  const read = value.trim() === "" ? null : shapeIn(value);
  return (
    <div className="stack tight">
      <textarea
        name={name}
        aria-label={label}
        value={value}
        rows={6}
        spellCheck={false}
        onChange={(event) => onType(event.target.value)}
      />
      <label className="field">
        <span>{said.file}</span>
        <input
          type="file"
          accept=".json,.geojson,application/geo+json,application/json"
          onChange={(event) => void load(event.target.files?.[0])}
        />
      </label>
      {read && !("fault" in read) && <small role="status">{readText(read)}</small>}
    </div>
  );
}

function readText(read: Exclude<ReturnType<typeof shapeIn>, { fault: string }>): string {
  if ("place" in read) return said.readPlace;
  const parts = cornersOf(read.area);
  return said.read(
    parts.length,
    parts.reduce((sum, corners) => sum + corners.length, 0),
  );
}

function sketched(typed: Draft) {
  const read = shapeIn(typed.where ?? "");
  const name = typed.name ?? "";
  if ("fault" in read) return [];
  if ("place" in read) return [{ name, corners: [read.place.coordinates] }];
  return cornersOf(read.area).map((corners) => ({ name, corners }));
}
