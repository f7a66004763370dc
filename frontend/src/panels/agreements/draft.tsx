/** Writing the text of an agreement; nobody else sees it until it is proposed. */

import { useEffect } from "react";
import { write } from "@/api/client";
import { Refused } from "@/api/refused";
import type { Agreement } from "@/api/types";
import type { Draft as Typed } from "@/data/drafts";
import { registerWords } from "@/i18n/register-words";
import { nowMs } from "@/state/desk";
import { useMe } from "@/state/hooks";
import { sketch } from "@/state/pointing";
import { go } from "@/state/route";
import { standingVersion } from "@/state/standing";
import { Form, type Parts } from "@/ui/form";
import type { Field, Values } from "@/ui/values";
import { Clause, partsOf } from "./clause";
import {
  clausesIn,
  isFileHash,
  isSaying,
  partiesIn,
  sketched,
  type Text,
  textOf,
  typedOf,
  withClause,
} from "./drafting";
import { FileHash } from "./file-hash";

const all = registerWords.agreements;
const said = all.draft;

const NAMES: readonly Field[] = [
  { name: "reference", label: all.reference, kind: "line", required: true, hint: said.refHint },
  { name: "title", label: all.name, kind: "line", required: true },
  { name: "parties", label: said.others, kind: "line", required: true, hint: said.othersHint },
];
const ABOUT: readonly Field[] = [
  { name: "from", label: said.from, kind: "future", hint: said.fromHint },
  { name: "until", label: said.until, kind: "future", hint: said.untilHint },
  { name: "prevails_over", label: said.prevails, kind: "line", hint: said.prevailsHint },
  { name: "note", label: all.note, kind: "line" },
  {
    name: "authentic.kind",
    label: said.authenticKind,
    kind: "choice",
    options: [["", said.authenticNone], ...Object.entries(all.authentic.kind)],
  },
  { name: "authentic.languages", label: said.languages, kind: "line", hint: said.languagesHint },
  { name: "authentic.deposit", label: said.deposit, kind: "line", hint: said.depositHint },
  {
    name: "authentic.file",
    label: said.file,
    kind: "own",
    hint: said.fileHint,
    check: (text) => (isFileHash(text) ? null : said.fileUnread),
    draw: (drawing) => <FileHash {...drawing} />,
  },
  { name: "instruments", label: said.instruments, kind: "prose", hint: said.instrumentsHint },
];

/** A new agreement. */
export function Draft() {
  const { party } = useMe();
  return (
    <Writing
      title={all.create}
      about={said.about}
      draft="agreement.new"
      names={NAMES}
      partiesFor={(typed) => partiesIn(typed.parties ?? "", party)}
      send={async (typed, text, key) => {
        await write(key, "POST", "/api/agreements", {
          body: {
            id: key,
            reference: typed.text("reference").toUpperCase(),
            title: typed.text("title"),
            parties: partiesIn(typed.text("parties"), party),
            draft: text,
          },
        });
        go(`/agreements/${key}`);
      }}
      back="/agreements"
    />
  );
}

/** The party's own draft, or another version of what stands. */
export function Redraft({ agreement }: { agreement: Agreement }) {
  const { party } = useMe();
  const { id, reference, parties, versions } = agreement;
  const own = versions.find(({ state, drafted_by }) => state === "draft" && drafted_by === party);
  const from = own ?? standingVersion(agreement);
  const back = `/agreements/${id}`;
  if (!from) return <p className="empty">{said.notYours}</p>;
  return (
    <Writing
      key={from.id}
      title={(own ? said.editTitle : said.amendTitle)(reference)}
      about={own ? said.about : said.amendAbout}
      draft={`agreement.${from.id}.${from.version}`}
      begin={own ? typedOf(from) : { ...typedOf(from), from: "", note: "" }}
      names={[]}
      partiesFor={() => parties}
      send={async (_, text, key) => {
        await (own
          ? write(key, "PUT", "/api/agreements/{agreement_id}/draft", {
              path: { agreement_id: id },
              version: own.version,
              body: text,
            })
          : write(key, "POST", "/api/agreements/{agreement_id}/versions", {
              path: { agreement_id: id },
              body: { id: key, ...text },
            }));
        go(back);
      }}
      back={back}
    />
  );
}

interface Props {
  title: string;
  about: string;
  draft: string;
  begin?: Typed;
  names: readonly Field[];
  partiesFor: (typed: Typed) => readonly string[];
  send: (typed: Values, text: Text, key: string) => Promise<void>;
  back: string;
}

function Writing({ title, about, draft, begin, names, partiesFor, send, back }: Props) {
  useEffect(() => () => sketch.set([]), []);
  return (
    <div className="page">
      <h1>{title}</h1>
      <p className="muted">{about}</p>
      <Form
        isPage
        focused
        draft={draft}
        {...(begin && { begin })}
        fields={(typed) => [...names, ...ABOUT, ...articleFields(typed, partiesFor(typed))]}
        layout={(parts) => <Articles names={names} partiesFor={partiesFor} parts={parts} />}
        onTyped={(typed) => sketch.set(sketched(typed))}
        main={said.keep}
        send={(typed, key) => {
          const text = textOf(
            typed,
            clausesIn(typed.typed),
            partiesFor(typed.typed),
            new Date(nowMs()).toISOString(),
          );
          return send(typed, checked(text), key);
        }}
        onDone={() => {}}
        onCancel={() => go(back)}
      />
    </div>
  );
}

const articleFields = (typed: Typed, parties: readonly string[]): Field[] =>
  clausesIn(typed).flatMap((clause) =>
    partsOf(clause, parties, typed).flatMap(({ fields }) => fields),
  );

/** A text in which every article says something. */
function checked(text: Text): Text {
  const silent = text.terms.find((term) => !isSaying(term));
  const detail = silent ? said.nothing(silent.article) : said.noArticle;
  if (silent || text.terms.length === 0) throw new Refused({ code: "says_nothing", detail });
  return text;
}

interface ArticlesProps {
  names: readonly Field[];
  partiesFor: (typed: Typed) => readonly string[];
  parts: Parts;
}

function Articles({ names, partiesFor, parts }: ArticlesProps) {
  const { typed, write, grid } = parts;
  return (
    <>
      {names.length > 0 && grid(names)}
      {grid(ABOUT)}
      {clausesIn(typed).map((clause, n) => (
        <Clause
          key={clause}
          clause={clause}
          number={n + 1}
          parties={partiesFor(typed)}
          parts={parts}
        />
      ))}
      <div className="row">
        <button type="button" onClick={() => write(withClause(typed))}>
          {said.another}
        </button>
      </div>
    </>
  );
}
