/** A bar of a round number of nautical miles. */

const NM_METRES = 1852;
const EQUATOR_METRES = 40_075_016.686;
const TILE_PX = 512;
/** At the usual size of letters. */
const MOST_PX = 140;
const ROUND = [1, 2, 5];

export interface Scale {
  readonly nm: number;
  readonly widthPx: number;
}

/** The longest round length that fits, at this latitude and zoom; it grows with the letters. */
export function scaleAt(lat: number, zoom: number, textScale = 1): Scale {
  const metresPerPx = (EQUATOR_METRES * Math.cos((lat * Math.PI) / 180)) / (TILE_PX * 2 ** zoom);
  const most = (MOST_PX * textScale * metresPerPx) / NM_METRES;
  const decade = 10 ** Math.floor(Math.log10(most));
  const nm = (ROUND.findLast((step) => step * decade <= most) ?? 1) * decade;
  return { nm, widthPx: (nm * NM_METRES) / metresPerPx };
}

export function scaleName(nm: number): string {
  return `${nm < 1 ? nm.toPrecision(1) : nm.toLocaleString("en").replace(",", " ")} nm`;
}
