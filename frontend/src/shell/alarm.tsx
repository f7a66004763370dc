/**
 * The alarm: it rings until it is silenced here or the cause is gone, and stays seen until then.
 *
 * Silencing is local and tells nobody; acknowledging is done with the request on the screen.
 */

import { useEffect, useState } from "react";
import { words } from "@/i18n";
import { type Duty, dutiesOf } from "@/state/duties";
import { useMe, useNow, usePicture } from "@/state/hooks";
import { createStore, useStore } from "@/state/store";
import { Link } from "@/ui/link";
import { useKey } from "./keys";
import { go } from "./route";

const RINGING: ReadonlySet<Duty["kind"]> = new Set<Duty["kind"]>(["acknowledge", "late"]);
const PAUSE_MS = 2_000;

const silenced = createStore<ReadonlySet<string>>(new Set());
const nameOf = (duty: Duty) => `${duty.kind} ${duty.path} ${duty.sinceMs}`;

export function Alarm() {
  const picture = usePicture();
  const me = useMe();
  const now = useNow();
  const quiet = useStore(silenced);
  const due = dutiesOf(picture, me.party, now).filter((duty) => RINGING.has(duty.kind));
  const loud = due.some((duty) => !quiet.has(nameOf(duty)));
  const silence = () => silenced.set(new Set([...quiet, ...due.map(nameOf)]));
  const blocked = useRinging(loud);
  const unheard = due.filter((duty) => duty.kind === "acknowledge");
  useKey("s", loud ? silence : null);
  // Off its page `A` opens the request; acknowledging needs it on the screen.
  useKey("a", unheard[0] ? () => go(unheard[0]?.path ?? "/") : null);
  if (due.length === 0) return null;
  const late = due.filter((duty) => duty.kind === "late");
  return (
    <span className="row" role="alert">
      {unheard[0] && (
        <Link href={unheard[0].path} className="pill filled">
          {words.toAcknowledge(unheard.length)}
        </Link>
      )}
      {late[0] && (
        <Link href={late[0].path} className="pill filled">
          {words.alarm.late(late.length)}
        </Link>
      )}
      {loud ? (
        <button type="button" onClick={silence}>
          {words.alarm.silence} <kbd>S</kbd>
        </button>
      ) : (
        <span className="muted">{words.alarm.silenced}</span>
      )}
      {loud && blocked && <span className="alert">{words.alarm.blocked}</span>}
    </span>
  );
}

/** Rings while `on`; true when the browser does not let it sound yet. */
function useRinging(on: boolean): boolean {
  const [blocked, setBlocked] = useState(false);
  useEffect(() => {
    if (!on) return;
    const sound = new AudioContext();
    const ring = () => {
      void sound.resume();
      setBlocked(sound.state !== "running");
      if (sound.state === "running") strike(sound);
    };
    ring();
    const timer = setInterval(ring, PAUSE_MS);
    return () => {
      clearInterval(timer);
      void sound.close();
    };
  }, [on]);
  return blocked;
}

/** Two short tones, high and higher. */
function strike(sound: AudioContext): void {
  for (const [index, hertz] of [880, 1175].entries()) {
    const tone = sound.createOscillator();
    const loudness = sound.createGain();
    const from = sound.currentTime + index * 0.22;
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0.0001, from);
    loudness.gain.exponentialRampToValueAtTime(0.25, from + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, from + 0.2);
    tone.connect(loudness).connect(sound.destination);
    tone.start(from);
    tone.stop(from + 0.21);
  }
}
