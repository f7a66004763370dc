/** Signing in and out, and for which centre one acts. */

import { api, told } from "@/api/client";
import { Refused } from "@/api/refused";
import { type Follower, follow } from "@/live/follow";
import { watching } from "@/live/watching";
import { clear, session } from "./desk";

let follower: Follower | null = null;

/** Who the cookie says one is; called once at the start. */
export async function resume(): Promise<void> {
  try {
    begin(await told(api.GET("/api/me")));
  } catch (error) {
    if (error instanceof Refused && error.status === 401) session.set({ state: "out" });
    else throw error;
  }
}

export async function signIn(login: string, password: string): Promise<void> {
  await told(api.POST("/api/session", { body: { login, password } }));
  begin(await told(api.GET("/api/me")));
}

export async function signOut(): Promise<void> {
  await told(api.DELETE("/api/session"));
  end();
}

/** Act for another of one's centres. */
export async function actFor(centreId: string): Promise<void> {
  begin(await told(api.PATCH("/api/me", { body: { centre_id: centreId } })));
}

function begin(me: Awaited<ReturnType<typeof readMe>>): void {
  session.set({ state: "in", me });
  follower ??= follow(end);
  follower.watch(watching.get());
}

function readMe() {
  return told(api.GET("/api/me"));
}

function end(): void {
  follower?.stop();
  follower = null;
  clear();
  session.set({ state: "out" });
}

watching.subscribe(() => follower?.watch(watching.get()));
