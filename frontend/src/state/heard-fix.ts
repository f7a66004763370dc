/** Positions of units that are heard by voice: who writes them down, and what became of one. Pure. */

import type { Role } from "@/api/types";
import { createStore } from "./store";

/** A unit of which a position was heard. */
export interface HeardOf {
  readonly thing: "asset" | "ship";
  readonly id: string;
  readonly name: string;
  /** Of a ship: the party that reported it, if that is another. */
  readonly reporter: string | null;
}

/** The unit whose sheet is open on the map; null: none. */
export const heardOf = createStore<HeardOf | null>(null);

/** The roles that deliver positions, as the server asks for them. */
const TELLERS: readonly Role[] = ["watch_officer", "coordinator", "registrar", "feed"];

/** Whether somebody of these roles writes it down: of assets only one's own. */
export function mayTellOf(
  thing: HeardOf["thing"],
  isOwn: boolean,
  roles: readonly Role[],
): boolean {
  if (thing === "asset" && !isOwn) return false;
  return roles.some((role) => TELLERS.includes(role));
}

/** One position delivered: taken, or kept without moving the unit, or known already. */
export type Outcome = "taken" | "implausible" | "older" | "repeated" | "beside";

interface Ingested {
  readonly accepted: number;
  readonly older: number;
  readonly implausible: number;
}

/** `moves`: what this party says moves the unit, for it is its own, or its ship. */
export function outcomeOf({ accepted, older, implausible }: Ingested, moves: boolean): Outcome {
  if (accepted === 0) return "repeated";
  if (implausible > 0) return "implausible";
  if (older > 0) return "older";
  return moves ? "taken" : "beside";
}
