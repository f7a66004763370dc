/** One need: what could do it, what it must have, how many, by when. */

import { useId } from "react";
import type { Kind, NeedUnit } from "@/api/types";
import { choicesOf, useCapabilities } from "@/data/capabilities";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { byOf, type NeedDraft, type NeedFault } from "@/state/asking";
import { nowMs } from "@/state/desk";

const KINDS = Object.keys(helpWords.kind) as Kind[];
const UNITS: readonly NeedUnit[] = ["assets", "persons"];

interface Props {
  need: NeedDraft;
  onChange: (need: NeedDraft) => void;
  /** Faults with which it was tried to be sent. */
  faults?: readonly NeedFault[];
}

function toggled<T>(list: readonly T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}

export function NeedForm({ need, onChange, faults = [] }: Props) {
  const id = useId();
  const wrong = (field: NeedFault) => faults.includes(field) || undefined;
  const known = useCapabilities();
  const now = nowMs();
  const by = byOf(need, now);
  return (
    <div className="stack">
      <fieldset>
        <legend className="strong">{formWords.ask.kinds}</legend>
        <div className="row">
          {KINDS.map((kind) => (
            <label key={kind} className="choice">
              <input
                type="checkbox"
                checked={need.kinds.includes(kind)}
                onChange={() => onChange({ ...need, kinds: toggled(need.kinds, kind) })}
              />
              {helpWords.kind[kind]}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="fields">
        <label className="field">
          <span>{formWords.ask.quantity}</span>
          <input
            name="quantity"
            inputMode="numeric"
            autoComplete="off"
            aria-invalid={wrong("quantity")}
            value={need.quantity}
            onChange={(event) => onChange({ ...need, quantity: event.target.value })}
          />
          {wrong("quantity") && <small className="distress">{formWords.form.notCount}</small>}
        </label>
        <label className="field">
          <span>{formWords.ask.unit}</span>
          <select
            value={need.unit}
            onChange={(event) => onChange({ ...need, unit: event.target.value as NeedUnit })}
          >
            {UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {formWords.ask.units[unit]}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{formWords.ask.by}</span>
          <input
            name="by"
            autoComplete="off"
            aria-invalid={wrong("by")}
            value={need.by}
            onChange={({ target }) => onChange({ ...need, by: target.value, byTypedMs: nowMs() })}
          />
          <small className={wrong("by") ? "distress" : "muted"}>
            {by === null
              ? wrong("by")
                ? formWords.form.notTime
                : formWords.ask.byHint
              : formWords.form.readAs(utc(by, now))}
          </small>
        </label>
      </div>
      <label className="field">
        <span>{formWords.ask.what}</span>
        <input
          name="what"
          autoComplete="off"
          aria-invalid={wrong("what")}
          aria-describedby={wrong("what") && `${id}-what`}
          value={need.what}
          onChange={(event) => onChange({ ...need, what: event.target.value })}
        />
        {wrong("what") && (
          <small id={`${id}-what`} className="distress">
            {formWords.ask.sayWhat}
          </small>
        )}
      </label>
      <details open={need.capabilities.length > 0}>
        <summary>{formWords.ask.capabilities}</summary>
        <div className="row">
          {choicesOf(known, need.capabilities).map(([able, label]) => (
            <label key={able} className="choice">
              <input
                type="checkbox"
                checked={need.capabilities.includes(able)}
                onChange={() =>
                  onChange({ ...need, capabilities: toggled(need.capabilities, able) })
                }
              />
              {label}
            </label>
          ))}
        </div>
      </details>
    </div>
  );
}
