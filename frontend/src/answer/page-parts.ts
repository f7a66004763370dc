/** The parts of the answer page, from what the server tells and what was typed so far. */

import { parseTime } from "@/geo/typed-time";
import { type AboutPeople, aboutPeople } from "@/state/about-people";
import type { Answer, Page } from "./calls";
import { type Child, element, fill } from "./dom";
import { dayZulu, plainDigits, type Words, zulu } from "./page-words";
import type { Phrase } from "./phrases";

type Said = NonNullable<Page["content"]>["said"][number];

/** The languages to choose from, the chosen one, and what follows a choice. */
export interface Choice {
  chosen: string;
  choose: (code: string) => void;
}

/** The answer as typed and chosen so far: it outlives every change of the page. */
export interface Draft {
  code: string;
  answer: Answer | "";
  said: string;
  /** The arrival of an offer as it was typed, and as it was read then; null: it cannot be read. */
  there: string;
  thereMs: number | null;
  /** The end of a grant, likewise. */
  until: string;
  untilMs: number | null;
  function: string;
}

export function top(words: Words, page: Page, choice: Choice): Child[] {
  return [
    page.exercise && element("p", { class: "exercise" }, words.say("exercise")),
    languages(words, page, choice),
    element("h1", {}, words.say("waits", { asker: page.asked_by, addressee: page.to })),
    element(
      "p",
      {},
      words.say("reference"),
      " ",
      element("strong", { id: "reference", dir: "ltr" }, page.reference),
      " · ",
      element("bdi", {}, page.asked_by_party),
    ),
    words.standing && element("p", { class: "hint" }, words.say(words.standing)),
  ];
}

function languages(words: Words, page: Page, { chosen, choose }: Choice): HTMLElement | null {
  if (page.languages.length < 2) return null;
  const select = element(
    "select",
    { id: "language", "aria-label": words.plain("language") },
    ...page.languages.map(({ code, name, direction }) =>
      element(
        "option",
        { value: code, lang: code, dir: direction, selected: code === chosen },
        name,
      ),
    ),
  );
  select.addEventListener("change", () => choose(select.value));
  return select;
}

/** The channels of a directory that have a name here. */
const CHANNELS = [
  "telephone",
  "satellite",
  "email",
  "fax",
  "aftn",
  "vhf",
  "mf_hf",
  "other",
] as const;
const isChannel = (name: string): name is (typeof CHANNELS)[number] =>
  CHANNELS.some((one) => one === name);

export function numbers(words: Words, page: Page): HTMLElement {
  return element(
    "section",
    { "aria-labelledby": "call" },
    element("h2", { id: "call" }, words.say("call", { asker: page.asked_by })),
    element(
      "ul",
      { class: "numbers" },
      ...page.call.map(({ channel, value, language }) =>
        element(
          "li",
          {},
          channel === "telephone" || channel === "satellite"
            ? element("a", { href: `tel:${value.replace(/[^+\d]/g, "")}`, dir: "ltr" }, value)
            : element("span", { dir: "ltr" }, value),
          " (",
          isChannel(channel) ? words.say(channel) : channel,
          language && ", ",
          language && element("bdi", {}, language),
          ")",
        ),
      ),
    ),
    page.call.length === 0 && element("p", {}, words.say("noNumber")),
    element("p", { class: "hint" }, words.say("callHint")),
  );
}

function field(
  words: Words,
  made: HTMLInputElement | HTMLTextAreaElement,
  label: Phrase,
  draft: { value: string; keep: (value: string) => void },
  hint: Child = null,
): Child[] {
  made.value = draft.value;
  made.addEventListener("input", () => draft.keep(made.value));
  if (hint) made.setAttribute("aria-describedby", `${made.id}-hint`);
  return [
    element("label", { for: made.id }, words.say(label)),
    hint && element("p", { class: "hint", id: `${made.id}-hint` }, hint),
    made,
  ];
}

const ABOUT: Readonly<Record<AboutPeople, Phrase>> = {
  telephone: "aboutTelephone",
  origin: "aboutOrigin",
  status: "aboutStatus",
  name: "aboutName",
};

/** Below a field: what its text tells of people that no rescue needs. It warns and refuses nothing. */
function guard(words: Words, made: HTMLInputElement | HTMLTextAreaElement): HTMLElement {
  const told = element("p", { class: "bad", id: `${made.id}-about`, "aria-live": "polite" });
  const look = () => {
    const found = aboutPeople(made.value);
    const warned = found.map(({ kind, said: text }) => words.say(ABOUT[kind], { text }));
    fill(told, ...warned, warned.length > 0 && words.say("leaveOut"));
  };
  made.addEventListener("input", look);
  look();
  return told;
}

export function codeForm(words: Words, page: Page, draft: Draft, send: () => void): HTMLElement {
  const code = element("input", {
    id: "code",
    class: "code",
    type: "text",
    inputmode: "numeric",
    autocomplete: "one-time-code",
    maxlength: "11",
    dir: "ltr",
  });
  const keep = (value: string) => {
    draft.code = value;
  };
  const given = { value: draft.code, keep };
  return onSubmit(
    send,
    ...field(words, code, "code", given, words.say("codeHint", { asker: page.asked_by })),
    element("button", { type: "submit", id: "open" }, words.say("open")),
  );
}

function onSubmit(send: () => void, ...children: readonly Child[]): HTMLFormElement {
  const form = element("form", { novalidate: true }, ...children);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  return form;
}

export function asked(words: Words, page: Page): HTMLElement | null {
  if (!page.content) return null;
  const list = element("dl");
  page.content.facts.forEach(({ name, text, other }, place) => {
    const first = place === 0 || name === "position";
    list.appendChild(element("dt", {}, words.say(name)));
    list.appendChild(element("dd", { class: first && "first" }, words.told(text, other)));
  });
  return element(
    "section",
    { "aria-labelledby": "asked" },
    element("h2", { id: "asked" }, words.say("asked")),
    list,
  );
}

export function said(words: Words, page: Page): HTMLElement | null {
  if (!page.content || page.content.said.length === 0) return null;
  return element(
    "section",
    { "aria-labelledby": "said" },
    element("h2", { id: "said" }, words.say("said")),
    element(
      "ul",
      {},
      ...page.content.said.map((one) =>
        element(
          "li",
          {},
          element("bdi", {}, zulu(one.at)),
          " · ",
          element("bdi", {}, one.function),
          ": ",
          words.say(one.answer as Answer),
          one.said && ". ",
          one.said && element("bdi", {}, one.said),
          ...endOf(words, one, " · "),
        ),
      ),
    ),
  );
}

/** The end of a grant, as it was said. */
export function endOf(words: Words, one: Said, after: string): Child[] {
  if (!("end" in one) || !one.end) return [];
  const time = one.valid_until && dayZulu(one.valid_until);
  if (time) return [after, words.say("saidUntil", { time })];
  return one.end === "none" ? [after, words.say("noEnd")] : [];
}

/** The answer's name where it changes one that was given. */
function labelOf(answer: Answer, state: string): Phrase {
  if (state !== "offered") return answer;
  if (answer === "offered") return "offeredAgain";
  return answer === "declined" ? "declinedAfter" : answer;
}

export function answerForm(
  words: Words,
  page: Page,
  draft: Draft,
  nowMs: () => number,
  chosen: () => void,
  send: () => void,
): HTMLElement | null {
  const { content } = page;
  if (!content) return null;
  const heading = element("h2", { id: "answer" }, words.say("answer"));
  if (content.may.length === 0) {
    return element("section", {}, heading, element("p", {}, words.say("answerNothing")));
  }
  const choices = content.may.map((answer) => {
    const radio = element("input", {
      type: "radio",
      name: "answer",
      id: `answer-${answer}`,
      checked: draft.answer === answer,
    });
    radio.addEventListener("change", () => {
      draft.answer = answer;
      chosen();
    });
    const name = words.say(labelOf(answer, content.state));
    return element("label", { class: "choice", for: radio.id }, radio, name);
  });
  return onSubmit(
    send,
    heading,
    element("fieldset", { "aria-labelledby": "answer" }, ...choices),
    ...(draft.answer ? wording(words, draft.answer, draft, nowMs) : []),
    element("button", { type: "submit", id: "send" }, words.say("send")),
    element("p", { class: "hint" }, words.say("recorded", { asker: page.asked_by })),
  );
}

/** Examples of a time as it may be typed. */
export const EXAMPLES = { time: "1800", minutes: "+120" };

/** The field of an arrival or of a grant's end, which says below how it reads what is typed. */
function timeField(
  words: Words,
  name: "there" | "until",
  draft: Draft,
  nowMs: () => number,
): Child[] {
  const made = element("input", {
    id: name,
    type: "text",
    inputmode: "tel",
    autocomplete: "off",
    maxlength: "20",
    dir: "ltr",
  });
  const told = element("p", { class: "hint", id: `${name}-read`, "aria-live": "polite" });
  const read = () => {
    const ms = draft[`${name}Ms`];
    const time = ms !== null && dayZulu(new Date(ms).toISOString());
    fill(told, time && words.say("untilRead", { time }));
  };
  const keep = (value: string) => {
    draft[name] = value;
    draft[`${name}Ms`] = parseTime(plainDigits(value), nowMs(), "future");
    read();
  };
  read();
  const given = { value: draft[name], keep };
  return [...field(words, made, name, given, words.say(`${name}Hint`, EXAMPLES)), told];
}

function wording(words: Words, answer: Answer, draft: Draft, nowMs: () => number): Child[] {
  const box = element("textarea", { id: "words", rows: "3", maxlength: "2000", dir: "auto" });
  const who = element("input", { id: "function", type: "text", maxlength: "200", dir: "auto" });
  const keep = (name: "said" | "function") => ({
    value: draft[name],
    keep: (value: string) => {
      draft[name] = value;
    },
  });
  return [
    ...field(words, box, `${answer}Said`, keep("said")),
    guard(words, box),
    ...(answer === "offered" ? timeField(words, "there", draft, nowMs) : []),
    ...(answer === "granted" ? timeField(words, "until", draft, nowMs) : []),
    ...field(words, who, "function", keep("function"), words.say("functionHint")),
    guard(words, who),
  ];
}
