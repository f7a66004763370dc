/** Drafting a plain agreement, alike for all its parties; nobody else sees it until it is proposed. */

import { draftAgreement } from "@/api/agreements";
import { Refused } from "@/api/refused";
import { registerWords } from "@/i18n/registers";
import { go } from "@/shell/route";
import { nowMs } from "@/state/desk";
import { useMe } from "@/state/hooks";
import { Form } from "@/ui/form";
import type { Field } from "@/ui/values";
import { partiesIn, termsOf } from "./drafting";

const all = registerWords.agreements;
const said = all.draft;

const options = <K extends string>(names: Readonly<Record<K, string>>) =>
  [["", said.silent], ...Object.entries<string>(names)] as const;

const FIELDS: readonly Field[] = [
  { name: "reference", label: all.reference, kind: "line", required: true, hint: said.refHint },
  { name: "title", label: all.name, kind: "line", required: true },
  { name: "parties", label: said.others, kind: "line", required: true, hint: said.othersHint },
  { name: "from", label: said.from, kind: "future", hint: said.fromHint },
  { name: "until", label: said.until, kind: "future", hint: said.untilHint },
  {
    name: "visibility",
    label: said.visibility,
    kind: "choice",
    options: options(all.preview.level),
  },
  { name: "precision", label: said.precision, kind: "number", hint: said.exactHint },
  { name: "delay", label: said.delay, kind: "count", hint: said.atOnceHint },
  { name: "awareness", label: said.awareness, kind: "choice", options: options(said.aware) },
  { name: "request", label: said.request, kind: "check", initial: "yes" },
  { name: "acknowledge", label: said.acknowledge, kind: "count" },
  { name: "answer", label: said.answer, kind: "count" },
  { name: "entry", label: said.entry, kind: "choice", options: options(said.modes) },
  { name: "lead", label: said.lead, kind: "count" },
  { name: "costs", label: said.costs, kind: "choice", options: options(said.rules) },
  { name: "command", label: said.command, kind: "prose" },
  { name: "note", label: all.note, kind: "line" },
];

export function Draft() {
  const { party } = useMe();
  return (
    <div className="page">
      <h1>{all.create}</h1>
      <p className="muted">{said.about}</p>
      <Form
        focused
        draft="agreement.new"
        fields={FIELDS}
        main={said.keep}
        send={async (typed, key) => {
          const terms = termsOf(typed);
          if (terms.length === 0) throw new Refused({ code: "says_nothing", detail: said.nothing });
          await draftAgreement(key, {
            reference: typed.text("reference").toUpperCase(),
            title: typed.text("title"),
            parties: partiesIn(typed.text("parties"), party),
            draft: {
              note: typed.text("note"),
              valid_from: typed.at("from", "future") ?? new Date(nowMs()).toISOString(),
              valid_until: typed.at("until", "future"),
              terms,
            },
          });
          go(`/agreements/${key}`);
        }}
        onDone={() => {}}
        onCancel={() => go("/agreements")}
      />
    </div>
  );
}
