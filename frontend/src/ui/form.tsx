/** A form of fields: drafts survive a reload, every fault is shown at its field, sent once. */

import {
  type FormEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { Refused } from "@/api/refused";
import { uuid7 } from "@/api/uuid7";
import { type Draft, typed as justTyped, useDraft } from "@/data/drafts";
import { ddm, utc } from "@/geo/format";
import { parsePosition } from "@/geo/parse";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { nowMs } from "@/state/desk";
import { Dialog } from "./dialog";
import { EarlierDraft } from "./earlier-draft";
import { PeopleGuard } from "./people-guard";
import { PickButton } from "./pick";
import { placedFaults } from "./placed-faults";
import { Trouble } from "./trouble";
import { type Field, type Unread, unread, Values } from "./values";

interface Props {
  /** Names the draft. */
  draft: string;
  /** Or which they are, by what has been typed so far. */
  fields: readonly Field[] | ((typed: Draft) => readonly Field[]);
  /** The draft at first, beside what the fields begin with. */
  begin?: Draft;
  /** The arrangement of the fields; without it: one grid of all. */
  layout?: (parts: Parts) => ReactNode;
  main: string;
  /** Sends it under the key, which stays the same until the server has answered. */
  send: (values: Values, key: string) => Promise<unknown>;
  onDone: () => void;
  onCancel?: () => void;
  children?: ReactNode;
  onTyped?: (typed: Draft) => void;
  /** It is a page of its own: loaded anew, it goes on where one was. */
  isPage?: boolean;
  /** Begins in its first field. */
  focused?: boolean;
}

export interface Parts {
  readonly typed: Draft;
  readonly write: (change: Draft) => void;
  /** These fields, side by side. */
  readonly grid: (fields: readonly Field[]) => ReactNode;
}

const KEY = "#key";
/** The instant of the first sending under the key: sent again, it says the same. */
const SENT = "#sent";
const NOTHING: Draft = {};

const initialOf = (fields: readonly Field[]): Draft =>
  Object.fromEntries(fields.map(({ name, initial = "" }) => [name, initial]));

export function Form({
  draft,
  fields: given,
  begin = NOTHING,
  layout,
  main,
  send,
  onDone,
  onCancel,
  children,
  onTyped,
  isPage,
  focused,
}: Props) {
  const fieldsFor = typeof given === "function" ? given : () => given;
  const [typed, write, drop, earlier] = useDraft(
    draft,
    {
      ...initialOf(fieldsFor(begin)),
      ...begin,
    },
    isPage,
  );
  const fields = fieldsFor(typed);
  const [faults, setFaults] = useState<readonly Unread[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [others, setOthers] = useState<readonly string[] | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const heard = useRef(onTyped);
  heard.current = onTyped;
  useEffect(() => heard.current?.(typed), [typed]);
  useLayoutEffect(() => {
    if (focused) form.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }, [focused]);

  /** Whether there are any; the first of them is where one goes on. */
  const show = (found: readonly Unread[]) => {
    setFaults(found);
    if (!found[0]) return false;
    const first = form.current?.querySelector<HTMLElement>(`[name="${found[0].field}"]`);
    first?.closest("details")?.setAttribute("open", "");
    first?.focus();
    return true;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setError(null);
    if (show(unread(fields, typed, nowMs()))) return;
    const key = typed[KEY] ?? uuid7();
    const sentMs = Number(typed[SENT] || nowMs());
    write({ [KEY]: key, [SENT]: String(sentMs) });
    setBusy(true);
    try {
      await send(new Values(typed, sentMs), key);
      drop();
      onDone();
    } catch (failure) {
      if (failure instanceof Refused && !failure.unreachable) write({ [KEY]: uuid7(), [SENT]: "" });
      const placed = placedFaults(fields, failure instanceof Refused ? failure.faults : []);
      setOthers(show(placed.atFields) ? placed.others : null);
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const grid = (some: readonly Field[]) => (
    <div className="fields">
      {some.map((field) => (
        <OneField
          key={field.name}
          field={field}
          typed={typed}
          fault={faults.find((fault) => fault.field === field.name)?.reason ?? null}
          note={field.note?.(typed, write)}
          onType={(value) => {
            write(justTyped(field.name, value));
            setFaults((standing) => standing.filter((one) => one.field !== field.name));
          }}
        />
      ))}
    </div>
  );
  return (
    <form
      ref={form}
      className="stack"
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.ctrlKey) form.current?.requestSubmit();
      }}
    >
      {layout ? layout({ typed, write, grid }) : grid(fields)}
      {children}
      {/* Seen above the fields; a sheet gives its focus to the first of these. */}
      <EarlierDraft earlier={earlier} />
      <Trouble error={error} others={others} />
      <div className="row foot">
        {/* Switched off it would lose the focus; while it sends, pressing it does nothing. */}
        <button type="submit" className="main" aria-disabled={busy || undefined}>
          {busy ? formWords.form.sending : main}
        </button>
        {onCancel && (
          <button type="button" onClick={onCancel}>
            {words.cancel}
          </button>
        )}
      </div>
    </form>
  );
}

/** The form in a sheet of its own. */
export function FormDialog({ title, ...form }: Omit<Props, "onCancel"> & { title: string }) {
  return (
    <Dialog title={title} onClose={form.onDone}>
      <Form {...form} onCancel={form.onDone} />
    </Dialog>
  );
}

interface OneFieldProps {
  field: Field;
  typed: Draft;
  fault: string | null;
  note: ReactNode;
  onType: (value: string) => void;
}

const WIDE = new Set(["prose", "position"]);

/** Lines that tell of people, beside all prose. */
const TOLD = new Set(["title", "source", "object", "craft_name"]);

function OneField({ field, typed, fault, note, onType }: OneFieldProps) {
  const id = useId();
  const value = typed[field.name] ?? "";
  const notes = fault ?? readBack(field, typed) ?? field.hint;
  const common = {
    id,
    name: field.name,
    value,
    required: field.required,
    "aria-invalid": fault !== null || undefined,
    "aria-describedby": notes ? `${id}-notes` : undefined,
    onChange: (event: { target: { value: string } }) => onType(event.target.value),
  };
  if (field.kind === "check") {
    return (
      <label className={fault ? "choice wide distress" : "choice wide"}>
        <input
          type="checkbox"
          name={field.name}
          checked={value === "yes"}
          aria-describedby={notes ? `${id}-notes` : undefined}
          onChange={(event) => onType(event.target.checked ? "yes" : "")}
        />
        <span>
          {field.label}
          {notes && (
            <small id={`${id}-notes`} className={fault ? "distress" : "muted"}>
              {" "}
              {notes}
            </small>
          )}
        </span>
      </label>
    );
  }
  if (field.draw) {
    return (
      <div className="field wide">
        <span>{field.label}</span>
        {field.draw({ ...field, value, onType })}
        {notes && <small className={fault ? "distress" : "muted"}>{notes}</small>}
      </div>
    );
  }
  return (
    <div className={field.wide || WIDE.has(field.kind) ? "field wide" : "field"}>
      <label htmlFor={id}>{field.label}</label>
      {field.kind === "prose" && <textarea {...common} />}
      {(field.kind === "prose" || TOLD.has(field.name)) && <PeopleGuard text={value} />}
      {field.kind === "choice" && (
        <select {...common}>
          {!field.options?.some(([option]) => option === value) && <option value={value} />}
          {field.options?.map(([option, label]) => (
            <option key={option} value={option}>
              {label}
            </option>
          ))}
        </select>
      )}
      {field.kind !== "prose" && field.kind !== "choice" && (
        <div className="row nowrap">
          <input
            {...common}
            autoComplete="off"
            inputMode={field.kind === "count" || field.kind === "number" ? "decimal" : "text"}
          />
          {field.kind === "position" && <PickButton onPick={onType} />}
        </div>
      )}
      {(notes || note) && (
        <div className="stack tight">
          {notes && (
            <small id={`${id}-notes`} className={fault ? "distress" : "muted"}>
              {notes}
            </small>
          )}
          {note}
        </div>
      )}
    </div>
  );
}

/** The value as the screen has read it, so that a slip is seen before it is sent. */
function readBack(field: Field, typed: Draft): string | null {
  const value = typed[field.name] ?? "";
  if (value.trim() === "") return null;
  if (field.kind === "position") {
    const point = parsePosition(value);
    const read = point && formWords.form.readAs(ddm(point));
    // Nobody has typed it here.
    return read && value === field.initial ? `${read}: ${formWords.draft.filledIn}` : read;
  }
  if (field.kind === "past" || field.kind === "future") {
    const now = nowMs();
    const at = new Values(typed, now).atMs(field.name, field.kind, field.from);
    return at === null ? null : formWords.form.readAs(utc(at, now));
  }
  return null;
}
