/** The server's state machines. */
/** Written by `make api-types`, never by hand. */

import type { PlainStep } from "./types";

/** One step: the sides that may take it, the act their roles need, and the state it leads to. */
export type MachineRow<Action> = readonly [
  action: Action,
  sides: string,
  act: string | null,
  next: string,
];
/** By state, the usual step first. `sides`: one or more, with a space between. */
export type Machine<Action = string> = Readonly<
  Partial<Record<string, readonly MachineRow<Action>[]>>
>;

export const REQUEST: Machine = {
  draft: [
    ["open", "requester", "watch", "open"],
    ["cancel", "requester", "watch", "cancelled"],
  ],
  filled: [
    ["amend", "requester", "watch", "open"],
    ["uncover", "platform", null, "open"],
    ["close", "requester", "watch", "closed"],
    ["cancel", "requester", "watch", "cancelled"],
  ],
  open: [
    ["amend", "requester", "watch", "open"],
    ["fill", "platform", null, "filled"],
    ["close", "requester", "watch", "closed"],
    ["cancel", "requester", "watch", "cancelled"],
  ],
};

export const ANSWER: Machine = {
  acknowledged: [
    ["offer", "addressee", "watch", "offered"],
    ["decline", "addressee", "watch", "declined"],
  ],
  declined: [
    ["offer", "addressee", "watch", "offered"],
  ],
  offered: [
    ["offer", "addressee", "watch", "offered"],
    ["decline", "addressee", "watch", "declined"],
  ],
  sent: [
    ["acknowledge", "addressee", "watch", "acknowledged"],
    ["offer", "addressee", "watch", "offered"],
    ["decline", "addressee", "watch", "declined"],
  ],
};

export const OFFER: Machine = {
  offered: [
    ["confirm", "offerer", "watch", "offered"],
    ["accept", "requester", "coordinate", "accepted"],
    ["decline", "requester", "coordinate", "declined"],
    ["withdraw", "offerer", "watch", "withdrawn"],
    ["expire", "platform", null, "expired"],
  ],
  provisional: [
    ["confirm", "offerer", "watch", "offered"],
    ["decline", "requester", "coordinate", "declined"],
    ["withdraw", "offerer", "watch", "withdrawn"],
    ["expire", "platform", null, "expired"],
  ],
};

export const DEPLOYMENT: Machine<PlainStep> = {
  committed: [
    ["depart", "owner", "watch", "underway"],
    ["mobilise", "owner", "watch", "mobilising"],
    ["deliver", "owner", "watch", "delivered"],
    ["promise", "owner", "watch", "committed"],
    ["stand-down", "lead", "coordinate", "stood_down"],
    ["recall", "owner", "watch", "recalled"],
    ["call-away", "lead owner", "watch", "recalled"],
  ],
  delivered: [
    ["resume", "owner", "watch", "on_scene"],
    ["deliver", "owner", "watch", "delivered"],
    ["refuel", "owner", "watch", "refuelling"],
    ["release", "lead", "coordinate", "released"],
    ["recall", "owner", "watch", "recalled"],
    ["call-away", "lead owner", "watch", "recalled"],
  ],
  diverted: [
    ["deliver", "owner", "watch", "diverted"],
  ],
  loaded: [
    ["deliver", "owner", "watch", "delivered"],
    ["load", "owner", "watch", "loaded"],
    ["recall", "owner", "watch", "recalled"],
    ["call-away", "lead owner", "watch", "recalled"],
  ],
  mobilising: [
    ["get-underway", "owner", "watch", "underway"],
    ["deliver", "owner", "watch", "delivered"],
    ["promise", "owner", "watch", "mobilising"],
    ["stand-down", "lead", "coordinate", "stood_down"],
    ["recall", "owner", "watch", "recalled"],
    ["call-away", "lead owner", "watch", "recalled"],
  ],
  on_scene: [
    ["load", "owner", "watch", "loaded"],
    ["deliver", "owner", "watch", "delivered"],
    ["refuel", "owner", "watch", "refuelling"],
    ["release", "lead", "coordinate", "released"],
    ["recall", "owner", "watch", "recalled"],
    ["call-away", "lead owner", "watch", "recalled"],
  ],
  recalled: [
    ["deliver", "owner", "watch", "recalled"],
  ],
  refuelling: [
    ["resume", "owner", "watch", "on_scene"],
    ["deliver", "owner", "watch", "delivered"],
    ["release", "lead", "coordinate", "released"],
    ["recall", "owner", "watch", "recalled"],
    ["call-away", "lead owner", "watch", "recalled"],
  ],
  released: [
    ["return", "owner", "watch", "returning"],
    ["recall", "owner", "watch", "recalled"],
    ["call-away", "lead owner", "watch", "recalled"],
  ],
  returned: [
    ["deliver", "owner", "watch", "returned"],
  ],
  returning: [
    ["returned", "owner", "watch", "returned"],
    ["recall", "owner", "watch", "recalled"],
    ["call-away", "lead owner", "watch", "recalled"],
  ],
  stood_down: [
    ["deliver", "owner", "watch", "stood_down"],
  ],
  underway: [
    ["arrive", "owner", "watch", "on_scene"],
    ["promise", "owner", "watch", "underway"],
    ["stand-down", "lead", "coordinate", "stood_down"],
    ["recall", "owner", "watch", "recalled"],
    ["call-away", "lead owner", "watch", "recalled"],
  ],
};

export const DEPLOYMENT_AGREED: Machine = {
  committed: [
    ["divert", "lead", "coordinate", "committed"],
    ["consent-divert", "owner", "watch", "diverted"],
    ["decline-divert", "owner", "watch", "committed"],
    ["withdraw-divert", "lead", "coordinate", "committed"],
    ["extend", "owner", "watch", "committed"],
  ],
  delivered: [
    ["divert", "lead", "coordinate", "delivered"],
    ["consent-divert", "owner", "watch", "diverted"],
    ["decline-divert", "owner", "watch", "delivered"],
    ["withdraw-divert", "lead", "coordinate", "delivered"],
    ["extend", "owner", "watch", "delivered"],
  ],
  loaded: [
    ["divert", "lead", "coordinate", "loaded"],
    ["consent-divert", "owner", "watch", "diverted"],
    ["decline-divert", "owner", "watch", "loaded"],
    ["withdraw-divert", "lead", "coordinate", "loaded"],
    ["extend", "owner", "watch", "loaded"],
  ],
  mobilising: [
    ["divert", "lead", "coordinate", "mobilising"],
    ["consent-divert", "owner", "watch", "diverted"],
    ["decline-divert", "owner", "watch", "mobilising"],
    ["withdraw-divert", "lead", "coordinate", "mobilising"],
    ["extend", "owner", "watch", "mobilising"],
  ],
  on_scene: [
    ["divert", "lead", "coordinate", "on_scene"],
    ["consent-divert", "owner", "watch", "diverted"],
    ["decline-divert", "owner", "watch", "on_scene"],
    ["withdraw-divert", "lead", "coordinate", "on_scene"],
    ["extend", "owner", "watch", "on_scene"],
  ],
  refuelling: [
    ["divert", "lead", "coordinate", "refuelling"],
    ["consent-divert", "owner", "watch", "diverted"],
    ["decline-divert", "owner", "watch", "refuelling"],
    ["withdraw-divert", "lead", "coordinate", "refuelling"],
    ["extend", "owner", "watch", "refuelling"],
  ],
  released: [
    ["divert", "lead", "coordinate", "released"],
    ["consent-divert", "owner", "watch", "diverted"],
    ["decline-divert", "owner", "watch", "released"],
    ["withdraw-divert", "lead", "coordinate", "released"],
    ["extend", "owner", "watch", "released"],
  ],
  returning: [
    ["divert", "lead", "coordinate", "returning"],
    ["consent-divert", "owner", "watch", "diverted"],
    ["decline-divert", "owner", "watch", "returning"],
    ["withdraw-divert", "lead", "coordinate", "returning"],
    ["extend", "owner", "watch", "returning"],
  ],
  underway: [
    ["divert", "lead", "coordinate", "underway"],
    ["consent-divert", "owner", "watch", "diverted"],
    ["decline-divert", "owner", "watch", "underway"],
    ["withdraw-divert", "lead", "coordinate", "underway"],
    ["extend", "owner", "watch", "underway"],
  ],
};

export const SHIP: Machine<PlainStep> = {
  embarked: [
    ["deliver", "lead", "watch", "embarked"],
    ["embark", "lead", "watch", "embarked"],
    ["unable", "lead", "watch", "unable"],
    ["release", "lead", "coordinate", "released"],
  ],
  hailed: [
    ["proceed", "lead", "watch", "proceeding"],
    ["unable", "lead", "watch", "unable"],
    ["promise", "lead", "watch", "hailed"],
    ["release", "lead", "coordinate", "released"],
  ],
  on_scene: [
    ["embark", "lead", "watch", "embarked"],
    ["unable", "lead", "watch", "unable"],
    ["release", "lead", "coordinate", "released"],
  ],
  proceeding: [
    ["arrive", "lead", "watch", "on_scene"],
    ["unable", "lead", "watch", "unable"],
    ["promise", "lead", "watch", "proceeding"],
    ["release", "lead", "coordinate", "released"],
  ],
};

export const FACTS_OUT_OF_TURN: Machine<PlainStep> = {
  committed: [
    ["arrive", "owner", "watch", "on_scene"],
    ["load", "owner", "watch", "committed"],
    ["refuel", "owner", "watch", "committed"],
  ],
  delivered: [
    ["arrive", "owner", "watch", "delivered"],
    ["load", "owner", "watch", "loaded"],
  ],
  diverted: [
    ["arrive", "owner", "watch", "diverted"],
    ["load", "owner", "watch", "diverted"],
    ["refuel", "owner", "watch", "diverted"],
  ],
  loaded: [
    ["arrive", "owner", "watch", "loaded"],
    ["refuel", "owner", "watch", "loaded"],
  ],
  mobilising: [
    ["arrive", "owner", "watch", "on_scene"],
    ["load", "owner", "watch", "mobilising"],
    ["refuel", "owner", "watch", "mobilising"],
  ],
  recalled: [
    ["arrive", "owner", "watch", "recalled"],
    ["load", "owner", "watch", "recalled"],
    ["returned", "owner", "watch", "recalled"],
    ["refuel", "owner", "watch", "recalled"],
  ],
  refuelling: [
    ["arrive", "owner", "watch", "on_scene"],
    ["load", "owner", "watch", "loaded"],
    ["refuel", "owner", "watch", "refuelling"],
  ],
  released: [
    ["arrive", "owner", "watch", "released"],
    ["load", "owner", "watch", "loaded"],
    ["deliver", "owner", "watch", "released"],
    ["returned", "owner", "watch", "returned"],
    ["refuel", "owner", "watch", "released"],
  ],
  returned: [
    ["arrive", "owner", "watch", "returned"],
    ["load", "owner", "watch", "returned"],
    ["refuel", "owner", "watch", "returned"],
  ],
  returning: [
    ["arrive", "owner", "watch", "returning"],
    ["load", "owner", "watch", "loaded"],
    ["deliver", "owner", "watch", "returning"],
    ["refuel", "owner", "watch", "returning"],
  ],
  stood_down: [
    ["depart", "owner", "watch", "released"],
    ["arrive", "owner", "watch", "released"],
    ["load", "owner", "watch", "stood_down"],
    ["refuel", "owner", "watch", "stood_down"],
  ],
  underway: [
    ["load", "owner", "watch", "loaded"],
    ["deliver", "owner", "watch", "delivered"],
    ["refuel", "owner", "watch", "underway"],
  ],
};

export const SHIP_FACTS_OUT_OF_TURN: Machine<PlainStep> = {
  embarked: [
    ["arrive", "lead", "watch", "embarked"],
  ],
  hailed: [
    ["arrive", "lead", "watch", "on_scene"],
    ["embark", "lead", "watch", "embarked"],
    ["deliver", "lead", "watch", "hailed"],
  ],
  on_scene: [
    ["deliver", "lead", "watch", "on_scene"],
  ],
  proceeding: [
    ["embark", "lead", "watch", "embarked"],
    ["deliver", "lead", "watch", "proceeding"],
  ],
  released: [
    ["arrive", "lead", "watch", "released"],
    ["embark", "lead", "watch", "embarked"],
    ["deliver", "lead", "watch", "released"],
  ],
  unable: [
    ["proceed", "lead", "watch", "proceeding"],
    ["arrive", "lead", "watch", "on_scene"],
    ["embark", "lead", "watch", "embarked"],
    ["deliver", "lead", "watch", "unable"],
  ],
};

export const CLEARANCE: Machine = {
  acknowledged: [
    ["grant", "State", "watch", "granted"],
    ["refuse", "State", "watch", "refused"],
    ["withdraw", "owner", "watch", "withdrawn"],
  ],
  asked: [
    ["acknowledge", "State", "watch", "acknowledged"],
    ["grant", "State", "watch", "granted"],
    ["refuse", "State", "watch", "refused"],
    ["withdraw", "owner", "watch", "withdrawn"],
  ],
  granted: [
    ["grant", "State", "watch", "granted"],
    ["refuse", "State", "watch", "refused"],
    ["lapse", "platform", null, "lapsed"],
    ["withdraw", "owner", "watch", "withdrawn"],
  ],
  lapsed: [
    ["grant", "State", "watch", "granted"],
    ["refuse", "State", "watch", "refused"],
    ["supersede", "platform", null, "superseded"],
    ["withdraw", "owner", "watch", "withdrawn"],
  ],
  noted: [
    ["supersede", "platform", null, "superseded"],
    ["grant", "State", "watch", "noted"],
    ["refuse", "State", "watch", "refused"],
    ["withdraw", "owner", "watch", "withdrawn"],
  ],
  notified: [
    ["supersede", "platform", null, "superseded"],
    ["acknowledge", "State", "watch", "noted"],
    ["grant", "State", "watch", "noted"],
    ["refuse", "State", "watch", "refused"],
    ["withdraw", "owner", "watch", "withdrawn"],
  ],
  refused: [
    ["grant", "State", "watch", "granted"],
    ["refuse", "State", "watch", "refused"],
    ["supersede", "platform", null, "superseded"],
    ["withdraw", "owner", "watch", "withdrawn"],
  ],
};

/** Steps that must say how many persons. */
export const COUNTED: ReadonlySet<PlainStep> = new Set<PlainStep>(["deliver", "embark", "load"]);
/** Steps that take promised help away: asked once more. */
export const GRAVE: ReadonlySet<PlainStep> = new Set<PlainStep>(["call-away", "recall", "release", "stand-down", "unable"]);
/** Steps that must say why. */
export const REASONED: ReadonlySet<PlainStep> = new Set<PlainStep>(["unable"]);
