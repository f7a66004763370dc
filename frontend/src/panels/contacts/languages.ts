/** Languages of a centre as they are typed, and their names. Pure. */

const CODE = /^[a-z]{2,3}$/;

/** The codes in a line, each once; commas, semicolons and blanks stand between them. */
export const languagesIn = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
  ),
];

/** The words of the line that are no code of a language. */
export const notLanguages = (text: string): string[] =>
  languagesIn(text).filter((one) => !CODE.test(one));

/** `Italian (it), English (en)`; a code without a name stands alone. */
export function languageNames(codes: readonly string[]): string {
  const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
  return codes
    .map((code) => {
      const name = CODE.test(code) ? names.of(code) : undefined;
      return name ? `${name} (${code})` : code;
    })
    .join(", ");
}

/** All time zones that this browser knows, and the one that stands, by name. */
export const timeZones = (standing: string): string[] =>
  [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", standing])].sort();
