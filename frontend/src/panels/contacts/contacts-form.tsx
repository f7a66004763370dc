/** The contacts of one centre, as its administrator sets them: all at once, in their order. */

import "./contacts.css";
import { useId, useState } from "react";
import { write } from "@/api/client";
import type { Centre } from "@/api/types";
import { words } from "@/i18n";
import { registerWords } from "@/i18n/register-words";
import { useAct } from "@/ui/act";
import { Trouble } from "@/ui/trouble";
import { ChangeParticulars, Particulars } from "./particulars";
import { ALERTED, blank, CHANNELS, type ContactRow, moved, rowsOf, sent } from "./rows";

const said = registerWords.contacts;

export function ContactsForm({ centre }: { centre: Centre }) {
  const [rows, setRows] = useState<readonly ContactRow[]>(() => rowsOf(centre));
  const { busy, error, act } = useAct();
  const changed = JSON.stringify(sent(rows)) !== JSON.stringify(sent(rowsOf(centre)));
  const change = (id: number, part: Partial<ContactRow>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const save = () =>
    act((key) =>
      write(key, "PUT", "/api/centres/{centre_id}/contacts", {
        path: { centre_id: centre.id },
        version: centre.version,
        body: { contacts: sent(rows) },
      }),
    );
  return (
    <section className="stack tight" aria-label={centre.name}>
      <h2>{centre.name}</h2>
      <Particulars centre={centre} />
      <ChangeParticulars centre={centre} waits={changed} />
      {rows.length === 0 && <p className="alert">{said.none}</p>}
      {rows.map((row, place) => (
        <OneContact
          key={row.id}
          row={row}
          place={place + 1}
          of={rows.length}
          onChange={(part) => change(row.id, part)}
          onMove={(by) => setRows(moved(rows, row.id, by))}
          onRemove={() => setRows(rows.filter(({ id }) => id !== row.id))}
        />
      ))}
      <Trouble error={error} />
      <div className="row">
        <button type="button" onClick={() => setRows([...rows, blank(rows)])}>
          {said.add}
        </button>
        <button type="button" className="main" disabled={busy || !changed} onClick={save}>
          {said.save}
        </button>
        {changed && (
          <button type="button" disabled={busy} onClick={() => setRows(rowsOf(centre))}>
            {words.cancel}
          </button>
        )}
      </div>
    </section>
  );
}

interface Props {
  readonly row: ContactRow;
  readonly place: number;
  readonly of: number;
  readonly onChange: (part: Partial<ContactRow>) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

function OneContact({ row, place, of, onChange, onMove, onRemove }: Props) {
  const id = useId();
  const alerted = ALERTED.has(row.channel);
  return (
    <fieldset className="card">
      <legend>{said.nth(place)}</legend>
      <div className="fields contact-fields">
        <label className="field">
          <span>{said.by}</span>
          <select
            value={row.channel}
            onChange={({ target }) =>
              onChange({ channel: CHANNELS.find((one) => one === target.value) ?? "other" })
            }
          >
            {CHANNELS.map((channel) => (
              <option key={channel} value={channel}>
                {said.channel[channel]}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{said.value}</span>
          <input value={row.value} onChange={({ target }) => onChange({ value: target.value })} />
        </label>
        <label className="field">
          <span>{said.language}</span>
          <input
            value={row.language}
            onChange={({ target }) => onChange({ language: target.value })}
          />
        </label>
        <div className="field">
          <label htmlFor={`${id}hours`}>{said.hours}</label>
          <input
            id={`${id}hours`}
            aria-describedby={`${id}hours-hint`}
            value={row.hours}
            onChange={({ target }) => onChange({ hours: target.value })}
          />
          <small id={`${id}hours-hint`} className="muted">
            {said.hoursHint}
          </small>
        </div>
        <label className="field">
          <span>{said.verifiedOn}</span>
          <input
            type="date"
            value={row.verified_on}
            onChange={({ target }) => onChange({ verified_on: target.value })}
          />
        </label>
        {row.channel === "webhook" && (
          <label className="field">
            <span>{said.secret}</span>
            <input
              type="password"
              autoComplete="off"
              value={row.secret}
              onChange={({ target }) => onChange({ secret: target.value })}
            />
            <small className="muted">{said.secretHint}</small>
          </label>
        )}
      </div>
      {alerted && (
        <label className="row">
          <input
            type="checkbox"
            checked={row.in_exercises}
            onChange={({ target }) => onChange({ in_exercises: target.checked })}
          />{" "}
          {said.alsoInExercises}
        </label>
      )}
      <div className="row">
        <button type="button" disabled={place === 1} onClick={() => onMove(-1)}>
          {said.up}
        </button>
        <button type="button" disabled={place === of} onClick={() => onMove(1)}>
          {said.down}
        </button>
        <button type="button" onClick={onRemove}>
          {said.remove}
        </button>
      </div>
    </fieldset>
  );
}
