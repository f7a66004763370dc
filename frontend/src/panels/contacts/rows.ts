/** Contacts of a centre as rows of a form, and back. Pure. */

import type { Bodies, Centre } from "@/api/types";

export type ContactChannel = Bodies["ContactsBody"]["contacts"][number]["channel"];

/** A row as it is typed; `secret` is of a webhook and never told again. */
export interface ContactRow {
  /** For the screen alone. */
  readonly id: number;
  readonly channel: ContactChannel;
  readonly value: string;
  readonly language: string;
  readonly hours: string;
  readonly verified_on: string;
  readonly in_exercises: boolean;
  readonly secret: string;
}

/** The channels by which alerts leave by themselves. */
export const ALERTED: ReadonlySet<ContactChannel> = new Set<ContactChannel>([
  "email",
  "sms",
  "push",
  "webhook",
]);

export const CHANNELS: readonly ContactChannel[] = [
  "telephone",
  "satellite",
  "email",
  "sms",
  "push",
  "webhook",
  "fax",
  "aftn",
  "vhf",
  "mf_hf",
  "other",
];

const text = (value: unknown) => (typeof value === "string" ? value : "");

export function rowsOf({ contacts }: Pick<Centre, "contacts">): ContactRow[] {
  return contacts.map((one, id) => ({
    id,
    channel: CHANNELS.find((channel) => channel === one.channel) ?? "other",
    value: text(one.value),
    language: text(one.language),
    hours: text(one.hours),
    verified_on: text(one.verified_on),
    in_exercises: one.in_exercises === true,
    secret: "",
  }));
}

export const blank = (rows: readonly ContactRow[]): ContactRow => ({
  id: Math.max(-1, ...rows.map(({ id }) => id)) + 1,
  channel: "telephone",
  value: "",
  language: "",
  hours: "",
  verified_on: "",
  in_exercises: false,
  secret: "",
});

/** The rows with one moved up or down: the order is that in which they are tried. */
export function moved(rows: readonly ContactRow[], id: number, by: -1 | 1): ContactRow[] {
  const from = rows.findIndex((row) => row.id === id);
  const to = from + by;
  const [one, other] = [rows[from], rows[to]];
  if (!one || !other) return [...rows];
  return rows.map((row, place) => (place === from ? other : place === to ? one : row));
}

/** As the server takes them; empty fields are left out. */
export const sent = (rows: readonly ContactRow[]) =>
  rows.map(({ channel, value, language, hours, verified_on, in_exercises, secret }) => ({
    channel,
    value: value.trim(),
    language: language.trim(),
    hours: hours.trim(),
    verified_on: verified_on || null,
    in_exercises,
    ...(channel === "webhook" && secret ? { secret } : {}),
  }));
