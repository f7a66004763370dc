/** Signing in and out, and for which centre one acts. */

import { api, onSignedOut, unwrap } from "@/api/client";
import { Refused } from "@/api/refused";
import type { Me } from "@/api/types";
import { type Follower, follow } from "@/live/follow";
import { watching } from "@/live/watching";
import { anchored } from "@/state/clock";
import { clock, lapsed, session } from "@/state/desk";
import { dropDraftsOfOthers, dropOwnDrafts } from "./kept-drafts";
import { tellPresence } from "./presence";

let follower: Follower | null = null;
let present: (() => void) | null = null;

/** Takes up the sign-in of the cookie: at the start, and when a new one has come. */
export async function resume(): Promise<void> {
  try {
    enter(await readMe());
  } catch (error) {
    if (!isSignedOut(error)) throw error;
    if (session.get().state === "unknown") session.set({ state: "out" });
  }
}

export async function signIn(login: string, password: string): Promise<void> {
  await unwrap(api.POST("/api/session", { body: { login, password } }));
  enter(await readMe());
}

export async function signOut(): Promise<void> {
  await unwrap(api.DELETE("/api/session"));
  dropOwnDrafts();
  tellWindows("");
  leave();
}

/** Act for another of one's centres. */
export async function actFor(centreId: string): Promise<void> {
  enter(await unwrap(api.PATCH("/api/me", { body: { centre_id: centreId } })));
}

const readMe = () => unwrap(api.GET("/api/me"));
const isSignedOut = (error: unknown) => error instanceof Refused && error.status === 401;
const nameOf = ({ party, who }: Me) => `${party}/${who}`;

/** An officer on a page that is another's gets a fresh one: nothing is left in its memory. */
function enter(me: Me): void {
  const current = session.get();
  tellWindows(nameOf(me));
  if (current.state === "in" && nameOf(current.me) !== nameOf(me)) {
    leave();
    return;
  }
  clock.set(anchored(me.clock, Date.now()));
  dropDraftsOfOthers(me.party);
  go(me);
}

function go(me: Me): void {
  session.set({ state: "in", me });
  lapsed.set(false);
  follower ??= follow(() => void checkSignedOut());
  follower.watch(watching.get());
  present ??= tellPresence();
}

function leave(): void {
  follower?.stop();
  follower = null;
  present?.();
  present = null;
  location.replace("/");
}

/** A changed password ends every sign-in but gives this browser a new one: its answer comes first. */
const NEW_SIGN_IN_MS = 1_000;
let checking = false;

/** The server does not know the sign-in any more; there may be another one. */
async function checkSignedOut(): Promise<void> {
  const current = session.get();
  if (checking || lapsed.get() || current.state !== "in") return;
  checking = true;
  follower?.stop();
  follower = null;
  await new Promise((resolve) => setTimeout(resolve, NEW_SIGN_IN_MS));
  try {
    const me = await readMe();
    if (follower === null) enter(me);
  } catch (error) {
    if (isSignedOut(error)) lapsed.set(true);
    else go(current.me); // without a line it is seen later
  }
  checking = false;
}

onSignedOut(() => void checkSignedOut());

/** All windows of a browser share one sign-in: who has it, and nobody after signing out. */
const WINDOWS = "sar.signed-in";

function tellWindows(name: string): void {
  localStorage.setItem(WINDOWS, JSON.stringify({ name, at: Date.now() }));
}

addEventListener("storage", ({ key, newValue }) => {
  const current = session.get();
  if (key !== WINDOWS || newValue === null || current.state !== "in") return;
  if (JSON.parse(newValue).name !== nameOf(current.me)) leave();
  else if (lapsed.get()) void resume();
});

watching.subscribe(() => follower?.watch(watching.get()));
