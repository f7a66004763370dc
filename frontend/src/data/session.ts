/** Signing in and out, and for which centre one acts. */

import { api, unwrap } from "@/api/client";
import { Refused } from "@/api/refused";
import { type Follower, follow } from "@/live/follow";
import { watching } from "@/live/watching";
import { clear, session } from "@/state/desk";

let follower: Follower | null = null;

/** Takes up the sign-in of the cookie; called once at the start. */
export async function resume(): Promise<void> {
  try {
    begin(await unwrap(api.GET("/api/me")));
  } catch (error) {
    if (error instanceof Refused && error.status === 401) session.set({ state: "out" });
    else throw error;
  }
}

export async function signIn(login: string, password: string): Promise<void> {
  await unwrap(api.POST("/api/session", { body: { login, password } }));
  begin(await unwrap(api.GET("/api/me")));
}

export async function signOut(): Promise<void> {
  await unwrap(api.DELETE("/api/session"));
  end();
}

/** Act for another of one's centres. */
export async function actFor(centreId: string): Promise<void> {
  begin(await unwrap(api.PATCH("/api/me", { body: { centre_id: centreId } })));
}

function begin(me: Awaited<ReturnType<typeof readMe>>): void {
  session.set({ state: "in", me });
  follower ??= follow(() => void checkSignedOut());
  follower.watch(watching.get());
}

function readMe() {
  return unwrap(api.GET("/api/me"));
}

/** A changed password ends every sign-in but gives this browser a new one: its answer comes first. */
const NEW_SIGN_IN_MS = 1_000;

/** The server has ended the sign-in that was followed by; there may be another one. */
async function checkSignedOut(): Promise<void> {
  follower?.stop();
  follower = null;
  await new Promise((resolve) => setTimeout(resolve, NEW_SIGN_IN_MS));
  if (follower || session.get().state === "out") return;
  try {
    await resume();
  } catch {
    end();
  }
  if (session.get().state === "out") end();
}

function end(): void {
  follower?.stop();
  follower = null;
  clear();
  session.set({ state: "out" });
}

watching.subscribe(() => follower?.watch(watching.get()));
