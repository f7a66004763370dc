/**
 * The alarm: it rings until it is silenced here or the cause is gone, and stays seen until then.
 *
 * Silencing is local and tells nobody; acknowledging is done with the request on the screen.
 */

import { useEffect, useState } from "react";
import { words } from "@/i18n";
import { type Duty, dutiesOf, rings } from "@/state/duties";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { go } from "@/state/route";
import { createStore, useStore } from "@/state/store";
import { useKey, useKeyEverywhere } from "@/ui/keys";
import { Link } from "@/ui/link";

const PAUSE_MS = 2_000;

const silenced = createStore<ReadonlySet<string>>(new Set());
const nameOf = (duty: Duty) => `${duty.kind} ${duty.path} ${duty.sinceMs}`;

/** In this order they stand in the header. */
const KINDS = ["acknowledge", "decide", "late", "recalled", "refused", "call"] as const;

export function Alarm() {
  const picture = usePicture();
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const now = useNow();
  const quiet = useStore(silenced);
  const due = dutiesOf(picture, me.party, now).filter((duty) => rings(duty, now));
  // Only where somebody can act on it.
  const loud = watches && due.some((duty) => !quiet.has(nameOf(duty)));
  const silence = () => silenced.set(new Set([...quiet, ...due.map(nameOf)]));
  const blocked = useRinging(loud);
  useTab(due.length);
  const unheard = due.find((duty) => duty.kind === "acknowledge");
  useKeyEverywhere("s", loud ? silence : null);
  // Off its page `A` opens the request; acknowledging needs it on the screen.
  useKey("a", unheard ? () => go(unheard.path) : null);
  if (due.length === 0) return null;
  return (
    <span className="row" role="alert">
      {KINDS.map((kind) => (
        <Waiting key={kind} kind={kind} duties={due.filter((duty) => duty.kind === kind)} />
      ))}
      {loud && (
        <button type="button" onClick={silence}>
          {words.alarm.silence} <kbd>S</kbd>
        </button>
      )}
      {watches && !loud && <span className="muted">{words.alarm.silenced}</span>}
      {loud && blocked && <span className="alert">{words.alarm.blocked}</span>}
    </span>
  );
}

function Waiting({ kind, duties }: { kind: (typeof KINDS)[number]; duties: readonly Duty[] }) {
  const [first] = duties;
  if (!first) return null;
  return (
    <Link href={first.path} className="pill filled">
      {words.alarm[kind](duties.length)}
    </Link>
  );
}

const COUNTED = /^\(\d+\) /;

/** The count of duties in the browser's tab too, where another one is in front. */
function useTab(count: number): void {
  useEffect(() => {
    // Pages may name it as well, like the one that is printed.
    const bare = document.title.replace(COUNTED, "");
    const title = count === 0 ? bare : `(${count}) ${bare}`;
    if (document.title !== title) document.title = title;
  });
}

/** Rings while `on`; true when the browser does not let it sound yet. */
function useRinging(on: boolean): boolean {
  const [blocked, setBlocked] = useState(false);
  useEffect(() => {
    if (!on) return;
    let sound: AudioContext | null = null;
    const ring = () => {
      // Before a key or a click browsers let nothing sound, and complain of the trial.
      if (!navigator.userActivation.hasBeenActive) return setBlocked(true);
      sound ??= new AudioContext();
      void sound.resume();
      setBlocked(sound.state !== "running");
      if (sound.state === "running") strike(sound);
    };
    ring();
    const timer = setInterval(ring, PAUSE_MS);
    return () => {
      clearInterval(timer);
      void sound?.close();
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
