/**
 * What a text tells of people that no rescue needs: a telephone number, a nationality or status, a
 * name. Read before it is sent; a guess by its words, which warns and refuses nothing. Pure.
 */

export type AboutPeople = "telephone" | "origin" | "status" | "name";

export interface Found {
  readonly kind: AboutPeople;
  /** The words that look so. */
  readonly said: string;
}

const PEOPLE =
  "(?:persons?|people|m[ae]n|wom[ae]n|males?|females?|boys?|girls?|child(?:ren)?|minors?|babies|baby|" +
  "famil(?:y|ies)|nationals?|citizens?|migrants?|refugees?|passengers|survivors?|bodies|body|victims?|youths?)";
/** `Syrian men`, `Ivorian and Guinean nationals`: an adjective of origin beside people. */
const OF_ORIGIN = new RegExp(
  `\\b[A-Z][a-z]{2,}(?:ian|ean|ese|ish|an|i|egan|ois|ais|oan)s?\\b(?:,? (?:and |or )?[\\w-]+){0,2}? ${PEOPLE}\\b`,
);
/** `men from Gambia`, `nationals of Mali`. */
const FROM = new RegExp(`\\b${PEOPLE} (?:who (?:are|come) )?(?:from|of) (?:the )?[A-Z][a-z]{3,}`);
const NATIONALITY = /\bnationalit(?:y|ies)\b/i;
const STATUS =
  /\b(?:illegals?|irregular(?:s| migrants?)?|undocumented|asylum[ -]?seekers?|refugees?|smugglers?|traffick(?:ers?|ed)|deport(?:ed|ees?)|visas?)\b/i;
const TITLED = /\b(?:Mr|Mrs|Ms|Miss|Dr|Captain|Capt)\.? [A-Z][\w'’-]+/;
const CALLED = /\b(?:named|name is|called himself|called herself|aka) [A-Z][\w'’-]+/;
/** Seven digits or more in a row, or parted as numbers are spoken; no position and no time group. */
const TELEPHONE =
  /(?<![\d.°])(?<!(?:MMSI|IMO|DSC)[ :]{1,2})(?:\+|00)?\d(?:[\s().-]?\d){7,13}(?![\d°′'.]|\s?[NSEW]\b|Z\b)/;

const RULES: readonly (readonly [AboutPeople, RegExp])[] = [
  ["telephone", TELEPHONE],
  ["origin", NATIONALITY],
  ["origin", OF_ORIGIN],
  ["origin", FROM],
  ["status", STATUS],
  ["name", TITLED],
  ["name", CALLED],
];

/** The first of each kind. */
export function aboutPeople(text: string): Found[] {
  const found = new Map<AboutPeople, Found>();
  for (const [kind, rule] of RULES) {
    const said = rule.exec(text)?.[0].trim();
    if (said && !found.has(kind)) found.set(kind, { kind, said });
  }
  return [...found.values()];
}
