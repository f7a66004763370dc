/** Room around what is fitted, for labels, buttons and the line below: at most half of the map. */

export function roomIn(width: number, height: number) {
  const [high, wide] = [Math.min(1, height / 280), Math.min(1, width / 300)];
  return { top: 70 * high, bottom: 70 * high, left: 60 * wide, right: 90 * wide };
}
