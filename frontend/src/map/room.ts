/** Room around what is fitted, for labels, buttons and the line below, which grow with the page's
 * letters: at most half of the map. Lines of words that float over its lower edge stay below it. */

export function roomIn(width: number, height: number, scale = 1, covered = 0) {
  const down = Math.min(70 * scale, height / 4);
  const across = Math.min(1, width / 300 / scale) * scale;
  const below = Math.min(covered && covered + 25 * scale, height / 2 - down);
  return { top: down, bottom: Math.max(down, below), left: 60 * across, right: 90 * across };
}
