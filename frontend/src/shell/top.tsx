/** The header, always visible: whether the picture is live, the time, who one acts for. */

import { useState } from "react";
import { actFor, signOut } from "@/data/session";
import { age, localTime, utcSeconds } from "@/geo/format";
import { words } from "@/i18n";
import { registersFor } from "@/panels";
import { clock } from "@/state/desk";
import { useLiveness, useMe, useNow, usePicture } from "@/state/hooks";
import { otherPalette, palette } from "@/state/palette";
import { useStore } from "@/state/store";
import { useAct } from "@/ui/act";
import { useKey } from "@/ui/keys";
import { Link } from "@/ui/link";
import { Trouble } from "@/ui/trouble";
import { Alarm } from "./alarm";

const COLOUR = {
  live: "good",
  quiet: "alert",
  catching_up: "alert",
  not_live: "distress",
} as const;
const SIGN = { live: "●", quiet: "◐", catching_up: "◐", not_live: "■" } as const;

export function Top({ onKeys }: { onKeys: () => void }) {
  useKey("d", otherPalette);
  useKey("?", onKeys);
  return (
    <header className="top" ref={measured}>
      <Link href="/" className="brand">
        {words.brand}
      </Link>
      <LivePill />
      <Alarm />
      <Time />
      <Account onKeys={onKeys} />
    </header>
  );
}

/** Dialogs leave the header free: an alarm is never dimmed. */
function measured(header: HTMLElement): () => void {
  const style = document.documentElement.style;
  const watch = new ResizeObserver(() =>
    style.setProperty("--head", `${header.getBoundingClientRect().height}px`),
  );
  watch.observe(header);
  return () => watch.disconnect();
}

function LivePill() {
  const { state, silentMs, number } = useLiveness();
  return (
    <span className={`pill ${COLOUR[state]}`} role="status" title={words.live.heard(age(silentMs))}>
      <span aria-hidden="true">{SIGN[state]}</span>
      <span>{words.live[state]}</span>
      <span aria-hidden="true">
        {age(silentMs)} · {words.live.number(number)}
      </span>
    </span>
  );
}

function Time() {
  const now = useNow(250);
  const { rate, paused, exercise } = useStore(clock);
  const me = useMe();
  const picture = usePicture();
  const zone = picture.centre.get(me.centre_id)?.time_zone ?? "UTC";
  return (
    <>
      <time className="clock">{utcSeconds(now)}</time>
      <span className="muted">
        {words.clock.local(localTime(now, zone))}
        {exercise && paused && ` · ${words.clock.paused}`}
        {exercise && !paused && rate !== 1 && ` · ${words.clock.rate(rate)}`}
      </span>
    </>
  );
}

function Account({ onKeys }: { onKeys: () => void }) {
  const me = useMe();
  const picture = usePicture();
  const [open, setOpen] = useState(false);
  const { busy, error, act } = useAct();
  const shown = useStore(palette);
  const named = (id: string, code: string) => picture.centre.get(id)?.name ?? code;
  const roles = me.roles.map((role) => words.roles[role]).join(", ");
  useKey("escape", open ? () => setOpen(false) : null);
  return (
    <div className="menu">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="hidden">{words.account.menu}</span>
        {me.party} · {named(me.centre_id, me.centre)} · {roles}
      </button>
      {open && (
        <div>
          <strong>{me.name}</strong>
          {me.postings.length > 1 && (
            <label className="field">
              <span>{words.account.actingFor}</span>
              <select
                value={me.centre_id}
                disabled={busy}
                onChange={(event) => {
                  const { value } = event.target;
                  act(
                    () => actFor(value),
                    () => setOpen(false),
                  );
                }}
              >
                {me.postings.map((posting) => (
                  <option key={posting.centre_id} value={posting.centre_id}>
                    {named(posting.centre_id, posting.centre)} (
                    {posting.roles.map((role) => words.roles[role]).join(", ")})
                  </option>
                ))}
              </select>
            </label>
          )}
          <nav className="stack tight" aria-label={words.registers.title}>
            {registersFor(me.roles).map((panel) => (
              <Link key={panel.path} href={panel.path} onClick={() => setOpen(false)}>
                {panel.title}
              </Link>
            ))}
          </nav>
          <Link href="/password" onClick={() => setOpen(false)}>
            {words.registers.password}
          </Link>
          <button type="button" onClick={otherPalette}>
            {words.account.palette[shown]} <kbd>D</kbd>
          </button>
          <button
            type="button"
            onClick={() => {
              setOpen(false);
              onKeys();
            }}
          >
            {words.account.keys} <kbd>?</kbd>
          </button>
          <button type="button" disabled={busy} onClick={() => act(signOut)}>
            {words.account.signOut}
          </button>
          <Trouble error={error} />
        </div>
      )}
    </div>
  );
}
