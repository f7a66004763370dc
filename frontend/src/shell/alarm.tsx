/**
 * The alarm: it rings until it is silenced here or the cause is gone, and stays seen until then.
 *
 * Silencing is local and tells nobody; acknowledging is done with the request on the screen.
 */

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useActing } from "@/data/acting";
import { useKnowing } from "@/data/knowing";
import { alarmWords as words } from "@/i18n/alarm-words";
import { handlingOf } from "@/state/alarm-handling";
import {
  ALARM_KINDS,
  alarmOf,
  type Duty,
  isGrave,
  loudnessOf,
  MINUTE_MS,
  type Urgency,
} from "@/state/alarms";
import { calledAs, calleesOf, numberOf } from "@/state/callee";
import { beat, clock, expected, firstUnits, knownCases } from "@/state/desk";
import { dutiesOf } from "@/state/duties";
import { useLiveness, useMay, useMe, useNow, usePicture, usePictured } from "@/state/hooks";
import { opened } from "@/state/pointing";
import { go } from "@/state/route";
import { isShown, type Silenced, soundsAgain } from "@/state/silencing";
import { createStore, useStore } from "@/state/store";
import { useKey, useKeyEverywhere } from "@/ui/keys";
import { persistent } from "@/ui/later";
import { Link } from "@/ui/link";
import { strike } from "./tones";
import "./alarm.css";

const load = persistent(() => import("./outside"));
const outside = (act: (part: Awaited<ReturnType<typeof load>>) => unknown) =>
  void load().then(act, () => {});

/** The pause between the tones of each urgency. */
const PAUSE_MS: Readonly<Record<Urgency, number>> = { 1: 2_000, 2: 5_000, 3: 15_000 };

const silenced = createStore<ReadonlyMap<string, Silenced>>(new Map());
const nameOf = (duty: Duty) => `${duty.kind} ${duty.path} ${duty.sinceMs}`;

/** So many kinds stand in the header, fewer where its line has no room, and on a telephone the
 * first; the others are counted. */
const KINDS = 3;

export default function Alarm() {
  const picture = usePicture();
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const now = useNow();
  const times = useStore(expected);
  const seen = useKnowing();
  const cases = useStore(knownCases);
  const quiet = useStore(silenced);
  const { exercise, paused, rate } = useStore(clock);
  const coordinates = useMay("coordinator");
  const negotiates = useMay("negotiator");
  const first = useStore(firstUnits);
  const knows = { cases, expected: times, coordinates, negotiates, first };
  const due = dutiesOf(picture, me.party, now, knows).filter((duty) => isShown(duty, now));
  const sounding = due.filter((duty) => loudnessOf(duty, now) === "sound");
  // Where somebody can act on it, or may call who can; where nobody who watches has a page open, at
  // everybody's.
  const alone = useStore(beat)?.watched === false;
  const hears = watches || alone;
  const loud = hears ? sounding.filter((duty) => isLoud(duty, quiet, now)) : [];
  const silence = () => {
    const atMs = Date.now();
    const more = loud.map(
      (duty) => [nameOf(duty), { atMs, expectedMs: duty.expectedMs ?? null }] as const,
    );
    silenced.set(new Map([...quiet, ...more]));
    // What is open has been seen.
    seen(new Set(loud.flatMap(({ incidentId }) => (isOpen(incidentId) ? [incidentId ?? ""] : []))));
  };
  const urgency = loud.reduce<Urgency | null>(
    (most, { kind }) => Math.min(most ?? 3, alarmOf(kind).urgency) as Urgency,
    null,
  );
  const blocked = useRinging(urgency);
  useTab(sounding.length);
  useOutside(usePictured());
  const played = (duty: Duty) => picture.incident.get(duty.incidentId ?? "")?.exercise ?? false;
  useFirst(due, now);
  useNote(loud.map(nameOf), exercise || loud.every(played));
  const unheard = due.find((duty) => duty.kind === "acknowledge");
  useKeyEverywhere("s", loud.length > 0 ? silence : null);
  // Off its page `A` opens the request; acknowledging needs it on the screen.
  useKey("a", unheard ? () => go(unheard.path) : null);
  const row = useRef<HTMLSpanElement>(null);
  const { state } = useLiveness();
  const standing = [loud.length > 0, alone, blocked, state, paused, rate, ...due.map(nameOf)];
  const room = useRoom(row, standing.join());
  if (due.length === 0) return null;
  const kinds = ALARM_KINDS.flatMap((kind) => {
    const ofKind = due.filter((duty) => duty.kind === kind);
    return ofKind.length > 0 ? [ofKind] : [];
  });
  return (
    <span className="row alarms" role="alert" ref={row}>
      {kinds.slice(0, room).map((duties) => (
        <Waiting key={duties[0]?.kind} duties={duties} now={now} onOpen={seen} hears={hears} />
      ))}
      <More count={kinds.slice(room).flat().length} where="wide" />
      <More count={kinds.slice(1).flat().length} where="narrow" />
      {loud.length > 0 && (
        <button type="button" onClick={silence}>
          {words.silence} <kbd>S</kbd>
        </button>
      )}
      {alone && !watches && sounding.length > 0 && (
        <span className="alert strong" title={words.unwatchedTitle}>
          {words.unwatched}
        </span>
      )}
      {hears && loud.length === 0 && sounding.length > 0 && (
        <span className="muted">{words.silenced}</span>
      )}
      {loud.length > 0 && blocked && <span className="alert">{words.blocked}</span>}
    </span>
  );
}

/** The most kinds with which the header stays one line; tried anew when others stand there. */
function useRoom(row: RefObject<HTMLElement | null>, standing: string): number {
  const about = `${innerWidth} ${standing}`;
  const [found, setFound] = useState({ about, room: KINDS });
  const room = found.about === about ? found.room : KINDS;
  useLayoutEffect(() => {
    const header = row.current?.parentElement;
    if (header && room > 1 && isBroken(header)) setFound({ about, room: room - 1 });
  });
  return room;
}

/** Whether its last part stands below its first. */
function isBroken({ firstElementChild: first, lastElementChild: last }: Element): boolean {
  if (!first || !last) return false;
  return last.getBoundingClientRect().top >= first.getBoundingClientRect().bottom;
}

const isOpen = (incidentId: string | null) =>
  incidentId !== null && opened.get()?.thing === "incident" && opened.get()?.id === incidentId;

function isLoud(duty: Duty, quiet: ReadonlyMap<string, Silenced>, now: number): boolean {
  const was = quiet.get(nameOf(duty));
  const { kind, expectedMs = null } = duty;
  return was === undefined || soundsAgain({ kind, expectedMs }, was, Date.now(), now);
}

function More({ count, where }: { count: number; where: "wide" | "narrow" }) {
  if (count === 0) return null;
  return (
    <Link href="/" className={`pill alert more ${where}`} title={words.moreTitle(count)}>
      {words.more(count)}
    </Link>
  );
}

interface WaitingProps {
  duties: readonly Duty[];
  now: number;
  onOpen: (ids: ReadonlySet<string>) => void;
  hears: boolean;
}

function Waiting({ duties, now, onOpen, hears }: WaitingProps) {
  const picture = usePicture();
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const coordinates = useMay("coordinator");
  const [first] = duties;
  const acting = useActing(first?.incidentId);
  if (!first) return null;
  const { settles, call } = handlingOf(first.kind);
  const ids = new Set(duties.flatMap((duty) => calleesOf(duty, picture, me.centre_id)));
  const centres = [...ids].flatMap((id) => picture.centre.get(id) ?? []);
  const callees = centres.map((centre) => `${calledAs(centre)}.`);
  const other = settles === "coordinator" && watches && !coordinates && !acting;
  const calls =
    acting && settles === "coordinator" ? "" : [words.callWhom[call], ...callees].join(" ");
  const grave = duties.some((duty) => isGrave(duty, now));
  return (
    <Link
      href={first.kind === "assess" && duties.length > 1 ? "/quiet" : first.path}
      className={`pill ${hears && grave ? "filled" : "alert"}`}
      title={hears || settles === "negotiator" ? calls || undefined : words.watch}
      onClick={() => onOpen(new Set(first.incidentId ? [first.incidentId] : []))}
    >
      {words[first.kind](duties.length)}
      {duties.length === 1 && first.said && `: ${first.said}`}
      {other && ` · ${words.coordinator(numberOf(centres[0]))}`}
    </Link>
  );
}

const COUNTED = /^\(\d+\) /;

/** The count of what sounds in the browser's tab too, where another one is in front. */
function useTab(count: number): void {
  useEffect(() => {
    // Pages may name it as well, like the one that is printed.
    const bare = document.title.replace(COUNTED, "");
    const title = count === 0 ? bare : `(${count}) ${bare}`;
    if (document.title !== title) document.title = title;
  });
  const badged = useRef(false);
  useEffect(() => {
    if (count === 0 && !badged.current) return;
    badged.current = true;
    outside(({ badge }) => badge(count));
  }, [count]);
}

/** The unit that could be first is asked for each minute, while nobody is tasked. */
function useFirst(due: readonly Duty[], now: number): void {
  const ids = due.flatMap((one) => (one.kind === "untasked" ? [one.incidentId ?? ""] : [])).join();
  const minute = Math.floor(now / MINUTE_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a minute
  useEffect(() => {
    if (ids) outside(({ lookForFirst }) => lookForFirst(ids.split(",")));
  }, [ids, minute]);
}

/** It is there before the line may break. */
function useOutside(pictured: boolean): void {
  useEffect(() => {
    if (pictured) outside(() => {});
  }, [pictured]);
}

/** A notification for what begins to sound; it goes with the last of it, or once one looks. */
function useNote(names: readonly string[], exercise: boolean): void {
  const told = useRef<ReadonlySet<string>>(new Set());
  const all = names.join("\n");
  useEffect(() => {
    const now = new Set(all ? all.split("\n") : []);
    const isNew = [...now].some((name) => !told.current.has(name));
    const was = told.current.size;
    told.current = now;
    if (isNew || (was > 0 && now.size === 0))
      outside(({ notify, hush }) => (isNew ? notify(now.size, exercise) : hush()));
  }, [all, exercise]);
  useEffect(() => {
    const looked = () => document.hidden || outside(({ hush }) => hush());
    document.addEventListener("visibilitychange", looked);
    return () => document.removeEventListener("visibilitychange", looked);
  }, []);
}

/** Rings at an urgency, null: not; true when the browser does not let it sound yet. */
function useRinging(urgency: Urgency | null): boolean {
  const [blocked, setBlocked] = useState(false);
  useEffect(() => {
    if (urgency === null) return;
    let sound: AudioContext | null = null;
    const ring = () => {
      // Before a key or a click browsers let nothing sound, and complain of the trial.
      if (!navigator.userActivation.hasBeenActive) return setBlocked(true);
      sound ??= new AudioContext();
      const on = sound;
      void on.resume();
      setBlocked(on.state !== "running");
      if (on.state === "running") strike(on, urgency);
    };
    ring();
    const timer = setInterval(ring, PAUSE_MS[urgency]);
    return () => {
      clearInterval(timer);
      void sound?.close();
    };
  }, [urgency]);
  return blocked;
}
