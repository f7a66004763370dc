/**
 * The page of an answer link: what waits, the code that opens it, and the answer.
 *
 * Alone on purpose: no framework, nothing of the screens, so that it comes over a ship's line and
 * runs in her old browser.
 */

import { call, newId, type Outcome, type Page, phrasesOf, type Said } from "./calls";
import { type Child, element, fill } from "./dom";
import {
  answerForm,
  asked,
  codeForm,
  type Draft,
  EXAMPLES,
  endOf,
  numbers,
  said,
  top,
} from "./page-parts";
import { dayZulu, plainDigits, Words, zulu } from "./page-words";
import { type OtherLanguage, ofBrowser, type Phrase, type Places } from "./phrases";

const LOOK_AGAIN_MS = 20_000;
const AGAIN_S = [5, 10, 20, 30];

const body = document.getElementById("page") as HTMLElement;
const content = element("div");
const told = element("div", { role: "status", id: "told" });
fill(body, content, told);

const token = location.hash.slice(1);
const draft: Draft = {
  code: "",
  answer: "",
  said: "",
  there: "",
  thereMs: null,
  until: "",
  untilMs: null,
  function: "",
};
/** The language in use; null: nobody has chosen, and the browser's is English or one without words. */
let language = ofBrowser(navigator.languages || [navigator.language || ""]);
let other: OtherLanguage | null = null;
let isOver = false;
let page: Page | null = null;
let shown = "";
let shownFacts = "";
let busy = false;
let stale = false;
/** The lead of the server's clock, which may be an exercise's, over this device's. */
let aheadMs = 0;

const nowMs = () => Date.now() + aheadMs;
/** Takes the page as the server tells it, and its clock. */
function take(found: Page): void {
  page = found;
  aheadMs = Date.parse(found.as_of) - Date.now();
}

const words = () => new Words(other, page?.exercise ?? false);

function tell(tone: "" | "bad" | "good", ...children: readonly Child[]): void {
  fill(told, children.length > 0 && element("p", { class: tone }, ...children));
}
const say = (tone: "" | "bad" | "good", name: Phrase, places: Places = {}) =>
  tell(tone, words().say(name, places));

/** Uses a language: English stays until its phrases are here. */
function choose(code: string): void {
  language = code;
  other = null;
  tell("");
  load();
  if (page) look();
  draw();
}

/** The phrases of the language in use, if they are not here; where there are none it is English. */
function load(): void {
  const code = language;
  if (!code || code === "en" || other) return;
  phrasesOf(code, (found) => {
    if (language !== code || found === "away") return;
    if (found) other = found;
    else language = "en";
    if (isOver) over();
    draw();
  });
}

/** Draws anew only what changed; what was typed and where the cursor was stays. */
function draw(): void {
  if (!page) return;
  const { as_of: _at, outcome: _code, content: what, ...rest } = page;
  const given = what && [what.state, what.may, what.said];
  const next = JSON.stringify([rest, given, other?.language, draft.answer]);
  const facts = JSON.stringify(what?.facts);
  if (next === shown && facts === shownFacts) return;
  const same = next === shown;
  shown = next;
  shownFacts = facts;
  if (same) {
    renewFacts(page);
    return;
  }
  const at = document.activeElement?.id;
  const w = words();
  entitle(w);
  fill(
    content,
    ...top(w, page, { chosen: language ?? "en", choose }),
    asked(w, page),
    (page.standing === "code" ? page.tries_left > 0 : page.standing !== "open" && tried()) &&
      codeForm(w, page, draft, open),
    page.standing === "other_device" &&
      element("p", { class: "bad" }, w.say("otherDevice", { asker: page.asked_by })),
    answerForm(w, page, draft, nowMs, draw, send),
    said(w, page),
    numbers(w, page),
  );
  if (busy) hold();
  if (at) document.getElementById(at)?.focus();
}

function entitle(w: Words): void {
  const root = document.documentElement;
  root.lang = w.whole.lang;
  root.dir = w.whole.dir;
  document.title = w.plain("title");
}

/** A place drifts from minute to minute: who types meanwhile is not disturbed. */
function renewFacts(now: Page): void {
  const old = document.getElementById("asked")?.parentNode;
  const anew = asked(words(), now);
  if (old && anew) content.replaceChild(anew, old);
}

/** The question, but for what changes by itself. */
const askedOf = (of: Page | null) =>
  JSON.stringify(
    of?.content?.facts
      .filter(({ name }) => name !== "position" && name !== "due")
      .map(({ name, text }) => [name, text]) ?? null,
  );

/** A field that was found wanting and is written anew is not told of any more. */
content.addEventListener("input", (event) => {
  const field = event.target as HTMLElement;
  if (!field.hasAttribute("aria-invalid")) return;
  field.removeAttribute("aria-invalid");
  tell("");
});

/** Nothing can be changed while it is being sent. */
function hold(): void {
  for (const one of Array.from(content.querySelectorAll("input, textarea, button"))) {
    (one as HTMLInputElement).disabled = busy;
  }
}
function setBusy(now: boolean): void {
  busy = now;
  hold();
}

function over(): void {
  isOver = true;
  const w = words();
  entitle(w);
  setBusy(false);
  const name = token ? "over" : "noToken";
  fill(content, element("h1", {}, w.say(name)), page && numbers(w, page));
  tell("");
  page = null;
  window.clearInterval(looking);
}

function missing(id: string, name: Phrase): void {
  const field = document.getElementById(id);
  field?.setAttribute("aria-invalid", "true");
  field?.focus();
  say("bad", name, EXAMPLES);
}

const OPENING = "sar.opening";
let own: string | null = null;

/** Whether this page has tried to open the link: its answer may have been lost. */
function tried(): string | null {
  try {
    own = own ?? window.sessionStorage.getItem(OPENING);
  } catch {
    // no storage here: known until the page is loaded anew
  }
  return own;
}

/** The page's own id of its opening, by which it is let in again where it did not hear of it. */
function opening(): string {
  own = tried() ?? newId();
  try {
    window.sessionStorage.setItem(OPENING, own);
  } catch {
    // as above
  }
  return own;
}

function open(): void {
  const code = plainDigits(draft.code).replace(/\D/g, "");
  if (code.length !== 6) {
    missing("code", "needsCode");
    return;
  }
  deliver("open", { code, opening: opening() }, (found) => {
    draft.code = "";
    take(found);
    draw();
    if (found.outcome === "accepted") {
      tell("");
      document.getElementById("asked")?.scrollIntoView();
    } else if (found.outcome === "wrong") {
      missing("code", "wrong");
      say("bad", "wrong", { left: String(found.tries_left) });
    } else if (found.outcome === "not_spoken") say("bad", "notSpoken", { asker: found.asked_by });
    else if (found.outcome === "locked") say("bad", "locked", { asker: found.asked_by });
  });
}

/** The field that still says too little, with what to do there. */
function lacking(): [id: string, name: Phrase] | null {
  const { answer } = draft;
  if (!answer) return [`answer-${page?.content?.may[0]}`, "choose"];
  const must = answer === "offered" || answer === "declined" || answer === "refused";
  if (must && draft.said.trim().length < 3) return ["words", "saySomething"];
  const time = answer === "offered" ? "there" : answer === "granted" ? "until" : null;
  if (time && draft[time].trim() !== "") {
    const ms = draft[`${time}Ms`];
    if (ms === null) return [time, "sayUntil"];
    if (ms <= nowMs()) return [time, "untilPast"];
  }
  return draft.function.trim() ? null : ["function", "sayFunction"];
}

function send(): void {
  const { answer } = draft;
  const lacks = lacking();
  if (lacks) missing(...lacks);
  if (lacks || !answer) return;
  const given: Said = {
    id: newId(),
    answer,
    function: draft.function,
    said: draft.said,
    there:
      answer === "offered" && draft.thereMs !== null
        ? dayZulu(new Date(draft.thereMs).toISOString())
        : "",
    valid_until:
      answer === "granted" && draft.untilMs !== null ? new Date(draft.untilMs).toISOString() : null,
  };
  deliver("say", given, (found) => {
    draft.answer = "";
    draft.said = draft.there = draft.until = "";
    draft.thereMs = draft.untilMs = null;
    take(found);
    draw();
    const w = words();
    const sent = w.say("sent", { time: zulu(found.as_of), asker: found.asked_by });
    const mine = found.content?.said;
    const last = mine?.[mine.length - 1];
    tell("good", sent, ...(answer === "granted" && last ? endOf(w, last, " ") : []));
  });
}

/** Sends it until there is an answer: the same, so that it is done once. */
function deliver(
  action: "open" | "say",
  given: unknown,
  done: (page: Page) => void,
  tried = 0,
): void {
  setBusy(true);
  say("", "sending");
  call(action, who(), given, (outcome: Outcome) => {
    switch (outcome.kind) {
      case "page":
        setBusy(false);
        done(outcome.page);
        break;
      case "over":
        over();
        break;
      case "refused":
        setBusy(false);
        if (outcome.code === "in_the_past") missing("until", "untilPast");
        else tell("bad", words().refused(outcome.says, outcome.other));
        break;
      case "slow":
        again("slow", outcome.seconds);
        break;
      case "away":
        again("noLine", AGAIN_S[Math.min(tried, AGAIN_S.length - 1)] ?? 30);
    }
  });

  function again(why: "slow" | "noLine", seconds: number): void {
    if (seconds <= 0) {
      deliver(action, given, done, tried + 1);
    } else {
      say("bad", why, { seconds: String(seconds) });
      window.setTimeout(() => again(why, seconds - 1), 1000);
    }
  }
}

function look(): void {
  if (busy) return;
  load();
  call("look", who(), null, (outcome) => {
    if (busy) return;
    if (outcome.kind === "over") over();
    else if (outcome.kind === "page") {
      const before = page;
      take(outcome.page);
      if (stale) tell("");
      stale = false;
      if (language === null && outcome.page.language) choose(outcome.page.language);
      language = language ?? "en";
      draw();
      if (before?.content && askedOf(before) !== askedOf(outcome.page)) say("bad", "changed");
    } else if (outcome.kind === "away") {
      stale = true;
      if (page) say("bad", "stale", { time: zulu(page.as_of) });
      else say("bad", "noLine", { seconds: String(LOOK_AGAIN_MS / 1000) });
    } else if (outcome.kind === "refused") {
      tell("bad", words().refused(outcome.says, outcome.other));
    }
  });
}

const who = () => ({ token, language: language ?? "en" });

const looking = window.setInterval(look, LOOK_AGAIN_MS);
if (token) look();
else {
  over();
  load();
}
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && page) look();
});
window.addEventListener("hashchange", () => location.reload());
