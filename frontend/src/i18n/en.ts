/** Every word on the screen, in English; another language is another object of this type. */

export const en = {
  brand: "SAR Assist",
  language: "en",
  loading: "Loading…",
  retry: "Try again",
  cancel: "Cancel",
  close: "Close",
  send: "Send",
  save: "Save",
  why: "Why",
  nowhere: "There is nothing at this address.",
  unknown: "unknown",
  none: "none",
  you: "you",

  signIn: {
    title: "Sign in",
    login: "Login",
    password: "Password",
    go: "Sign in",
    working: "Signing in…",
    hint: "A login begins with its party, like ITA/watch. The administrator of your own party gives accounts.",
  },

  live: {
    live: "LIVE",
    catching_up: "CATCHING UP",
    not_live: "NOT LIVE",
    number: (value: number) => `#${value.toLocaleString("en").replaceAll(",", " ")}`,
    heard: (age: string) => `heard ${age} ago`,
    warning: (age: string) =>
      `NOT LIVE: nothing heard for ${age}. What you see is old. Use voice; the screen tries again by itself.`,
  },

  exercise: "EXERCISE",
  clock: {
    local: (time: string) => `${time} local`,
    rate: (rate: number) => `exercise ×${rate}`,
    paused: "exercise paused",
  },
  toAcknowledge: (count: number) => `${count} to acknowledge`,

  account: {
    menu: "Who you act for",
    actingFor: "Acting for",
    palette: { night: "Use the day palette", day: "Use the night palette" },
    signOut: "Sign out",
    keys: "Keyboard",
  },

  roles: {
    observer: "observer",
    watch_officer: "watch officer",
    coordinator: "coordinator",
    registrar: "registrar",
    negotiator: "negotiator",
    admin: "admin",
    feed: "feed",
  },

  phase: { uncertainty: "Uncertainty", alert: "Alert", distress: "Distress" },
  phaseLetter: { uncertainty: "U", alert: "A", distress: "D" },
  state: { open: "open", suspended: "suspended", closed: "closed" },
  situation: {
    maritime: "maritime",
    aeronautical: "aeronautical",
    land: "land",
    mass_rescue: "mass rescue",
    medical_evacuation: "medical evacuation",
    natural_disaster: "natural disaster",
    pollution: "pollution",
    border_emergency: "border emergency",
    capacity_building: "capacity building",
  },

  incidents: {
    title: "Incidents",
    new: "New",
    empty: "No incident is open that you may see. N opens a new one.",
    emptyReader: "No incident is open that you may see.",
    coarse: "seen coarsely",
    pob: (range: string) => `POB ${range}`,
    children: (count: number) => `${count} children`,
    lead: (centre: string) => `SMC ${centre}`,
    suspended: "suspended",
    choose: "Choose an incident on the left (J and K step through them).",
    gone: "There is no such incident, or you may not see it.",
  },

  duty: {
    acknowledge: "acknowledge",
    answer: "answer",
    decide: "decide offer",
    coordinate: "asked to lead",
    call: "call by voice",
    late: "late at scene",
    due: (left: string) => `in ${left}`,
    over: (since: string) => `${since} over`,
  },

  keys: {
    title: "Keyboard",
    close: "Close",
    all: [
      ["N", "new incident"],
      ["J", "next incident"],
      ["K", "previous incident"],
      ["D", "day or night"],
      ["?", "this sheet"],
    ],
  },

  failed: {
    title: "This part of the screen failed.",
    kept: "Nothing that was sent is lost. The rest of the screen goes on.",
    again: "Show it again",
    unreachable:
      "The server cannot be reached. What you wrote is kept here; sending again is safe, nothing is done twice.",
    conflict: "Not now:",
    problem: "It was not done:",
    fault: "The platform failed. Nothing was kept.",
  },
};

export type Words = typeof en;
