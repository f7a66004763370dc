/** The palette as the map paints with it: the page's own colour tokens. */

import type { Palette } from "@/state/palette";

const TOKENS = {
  panel: "--panel",
  line: "--line",
  text: "--text",
  muted: "--muted",
  sea: "--sea",
  land: "--land",
  coast: "--coast",
  distress: "--distress",
  alert: "--alert",
  uncertainty: "--uncertainty",
  good: "--good",
  action: "--action",
  onColour: "--on-colour",
} as const;

export type Colours = Readonly<Record<keyof typeof TOKENS, string>> & { readonly palette: Palette };

/** As the page shows them now. */
export function coloursOf(palette: Palette): Colours {
  const style = getComputedStyle(document.documentElement);
  const read = Object.entries(TOKENS).map(([name, token]) => [
    name,
    style.getPropertyValue(token).trim(),
  ]);
  return { ...Object.fromEntries(read), palette } as Colours;
}
