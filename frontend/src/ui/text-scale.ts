/** The size of letters on this screen; a wall of screens has larger ones. */

/** The page's letters at 1280 and up; what is drawn in pixels is meant for these. */
const USUAL_PX = 13.5;

/** The page's letters in proportion to their usual size. */
export function textScale(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_PX || 1;
}
