/** The words of units that are sent away, of second persons, of the first able unit, and of who could come. */

import type { SentAway } from "@/api/types";

const doing: Record<SentAway["action"], string> = {
  release: "release",
  "stand-down": "stand-down",
  recall: "recall",
  divert: "diversion to another case",
};
const reason: Record<SentAway["reason"], string> = {
  master_leaves: "the master leaves",
  second_distress: "a second distress needs it",
  crew_in_danger: "its crew is in danger",
  relieved: "another unit takes its place",
  fuel: "its fuel or endurance is at its end",
  defect: "a defect or damage",
  unfit: "it cannot work in this weather or sea",
  lands: "it lands those aboard",
  other: "another reason",
};

export const oneWord = {
  title: "One person's word",
  phase: (phase: string, why: string) => `Stays in ${phase}: “${why}”`,
  fewer: (now: string, was: string) =>
    `${now} ON BOARD, not ${was}. The search goes on for ${was} until a second person says so too.`,
  source: (source: string) => `Source: ${source}.`,
  sent: (name: string, action: SentAway["action"], time: string, party: string) =>
    `${name}: ${doing[action]} by ${party}, ${time}.`,
  waits: (name: string, until: string) =>
    `${name.toUpperCase()} STAYS until a second person of the party says so too; the wish lapses at ${until}.`,
  suspend: (ground: string, time: string) => `Suspend the search: ${ground}, asked ${time}.`,
  close: (time: string) => `Close the case with people not accounted for, asked ${time}:`,
  openUntil: (until: string) =>
    `THE CASE STAYS OPEN until a second person of the party says so too, here or by voice; the wish lapses at ${until}.`,
  unseconded: (until: string) =>
    `NOBODY SECONDED IT by ${until}: THE CASE STAYS OPEN. Ask again, or withdraw the wish.`,
  closedAs: (reference: string, time: string) =>
    `${reference} was closed as the same as this case, ${time}:`,
  apart: "Counts, clocks and units stay apart; reopen it if they are two.",
  renew: "Ask for a second again",
  withdraw: "Withdraw the wish",
  searched: (until: string) =>
    `THE SEARCH GOES ON until a second person of the party says so too; the wish lapses at ${until}.`,
  awaited: (until: string) => `A second is awaited until ${until}.`,
  alone: "One person's word ALONE: no second came.",
  second: "I am the second",
  voice: "Heard by voice…",
  function: "Function of the second person",
  at: "At (UTC)",
  reason,
  why: "Why it goes",
  lastOne:
    "Without it nobody, or hardly anybody, can be taken aboard: it goes once a second person of your party says so too. It goes at once if its master leaves, a second distress needs it or its crew is in danger.",
  lastDiverted:
    "Without it nobody, or hardly anybody, can be taken aboard, and nobody is in distress where it is to go: it goes once a second person of your party says so too.",
  askSecond: "Ask for a second person",
  oneWord: "It goes at once as your word; a second person is asked for within 30 minutes.",
  oneWordOnceAgreed:
    "It goes once its owner consents, as your word; a second person is asked for within 30 minutes of that.",
  heard: "Second person heard by voice, by function",
  heardHint: "Leave empty: a colleague says so at this page",
};

/** To the owner of a unit that could go; the quoted words are the Convention's. */
export const ownersDuty = {
  title: "Your unit",
  idle: (names: readonly string[]) =>
    `NO ABLE UNIT IS TASKED. Of yours ${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""} may be free to take people aboard: by type and readiness; weather and way are not weighed here.`,
  rule: "“Any search and rescue unit receiving information … shall initially take immediate action” (SAR Convention, Annex 4.3).",
  reading:
    "House reading: it waits for no acceptance where it can help. Send it, and tell the coordinator at once.",
};

export const couldCome = {
  noneFits: (counted: string) =>
    `Nobody whom you see fits: ${counted}. Any centre may still be asked.`,
  nobodySeen: "You see no unit and no ship. Any centre may still be asked.",
  noPlace: "A position is wanted: without one nobody knows who could be there first.",
  for: (need: string) => `For: ${need}.`,
  afterwards: (need: string) => `Then: ${need}.`,
  askThen: "Ask for this",
  first: {
    search: "Search",
    tow: "Stand by, and tow",
    reach: "Reach them on land",
    pollution: "Look at the pollution and fight it",
  },
  findOut: "Find out and search",
  patients: "Take patients off",
  notTold: (what: string) => `${what}, how many is not known`,
  ground: {
    phase: "It is not in distress: one finds out first.",
    no_position: "No position is known.",
    vague_position: "The position is vague.",
    old_position: "The position is old, and it may have drifted far since.",
    distress: "It is in distress, and the position is known.",
    attended: "A vessel is on scene, which sees them.",
    patient: "A patient is aboard, and the position is known.",
    in_water:
      "People are in the water: whoever lifts them out soonest counts, in any phase. Rafts that are dropped keep them afloat till then: ask for these by themselves.",
    wreckage:
      "Wreckage is seen: people may be in the water, and whoever lifts them out soonest counts.",
    survival_craft: "It is a life-raft or lifeboat: people are taken off it in any phase.",
    aircraft:
      "It is an aircraft: once down, those aboard are in the water, in rafts or on land, and whoever takes them up soonest counts.",
    adrift:
      "It is adrift, as its sheet says: a vessel stands by, takes people off where the sea allows, and tows it if she can, which her crew says.",
    on_land: "They are on land: whoever gets to them, from the air or on foot.",
    pollution: "It is a pollution, and nobody is known to wait to be taken aboard.",
  },
  withoutMeans: "no means known to lift out of the water: ladders, nets, lee",
  atOnce: "at once",
  covered: (units: number, room: string, wanted: string) =>
    `Covered: ${units === 1 ? "1 unit has" : `${units} units have`} room for ${room}; wanted: ${wanted}.`,
  atLeast: (room: number) => `at least ${room}`,
  kept: "not to be told of it",
  show: "Who else",
  hide: "Hide them",
};

export const firstUnit = {
  title: "First able unit",
  nobody: (since: string) => `NO ABLE UNIT TASKED since distress, ${since}.`,
  due: (time: string) => `One is to be sent or hailed by ${time}.`,
  first: "Soonest:",
  ofAlarm: (unit: string) => `soonest is ${unit}`,
  none: "No unit is seen that can take people aboard and could come.",
  knows: "Its owner has acknowledged what is asked.",
  hail: "Hail it, or send or ask for units",
  ask: (count: number) => (count === 1 ? "Ask this centre now" : `Ask these ${count} centres now`),
  proposal: "Could be sooner, and are not asked. Nobody is told unless you ask:",
  line: (centre: string, unit: string) => `${centre}: ${unit}`,
  what: "Take people aboard",
  reason: "Whom the first able unit belongs to is asked.",
  noAble: "No able unit…",
  noAbleTitle: "No able unit: why",
  said: (reason: string, at: string, again: string) =>
    `“No able unit: ${reason}” (${at}). It rings again at ${again}.`,
  failed: "Who could be first cannot be told now: look at the matches.",
};
