/** Room around what is fitted, for labels, buttons and the line below, which grow with the page's
 * letters: at most half of the map. */

export function roomIn(width: number, height: number, scale = 1) {
  const down = Math.min(70 * scale, height / 4);
  const across = Math.min(1, width / 300 / scale) * scale;
  return { top: down, bottom: down, left: 60 * across, right: 90 * across };
}
