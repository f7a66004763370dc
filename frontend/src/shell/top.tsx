/** The header, always visible: whether the picture is live, the time, who one acts for. */

import { Suspense, useState } from "react";
import { age, localTime, utcSeconds } from "@/geo/format";
import { words } from "@/i18n";
import { clock } from "@/state/desk";
import { useLiveness, useMe, useNow, usePicture } from "@/state/hooks";
import { otherPalette } from "@/state/palette";
import { useStore } from "@/state/store";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Link } from "@/ui/link";
import { Boundary } from "./boundary";

const Alarm = later(() => import("./alarm"));
const AccountMenu = later(() => import("./account-menu"));

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
      <Boundary about="alarm">
        <Suspense fallback={null}>
          <Alarm />
        </Suspense>
      </Boundary>
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
  const { state, silentMs, number, everyMs } = useLiveness();
  return (
    <span className={`pill ${COLOUR[state]}`} role="status" title={words.live.heard(age(silentMs))}>
      <span aria-hidden="true">{SIGN[state]}</span>
      <span>{words.live[state]}</span>
      <span aria-hidden="true">
        {age(silentMs)} · {words.live.number(number)}
      </span>
      {/* As the server said; four times a second is not worth a word. */}
      {everyMs > 1_000 && <span>{words.live.late(age(everyMs))}</span>}
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
      <span className="muted local">
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
  const named = (id: string, code: string) => picture.centre.get(id)?.name ?? code;
  const roles = me.roles.map((role) => words.roles[role]).join(", ");
  useKey("escape", open ? () => setOpen(false) : null);
  return (
    <div className="menu">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="hidden">{words.account.menu}</span>
        <span className="who">
          {me.party} · {named(me.centre_id, me.centre)} · {roles}
        </span>
      </button>
      {open && (
        <Suspense fallback={null}>
          <AccountMenu onClose={() => setOpen(false)} onKeys={onKeys} />
        </Suspense>
      )}
    </div>
  );
}
