/** The basemap's files: which zooms come in which. Read by the build and by the screen. */

/** Natural Earth at 1:110 m and 1:50 m, each in one file for the whole world. */
export const WORLD = [
  { name: "coarse", atlas: "110m", fromZoom: 0, toZoom: 2 },
  { name: "middle", atlas: "50m", fromZoom: 3, toZoom: 4 },
] as const;

/** Natural Earth at 1:10 m, one file for each tile of `regionZoom` that has any land. */
export const FINE = { name: "fine", atlas: "10m", fromZoom: 5, toZoom: 5, regionZoom: 3 } as const;

export const LAST_ZOOM = FINE.toZoom;

/** The file that holds a tile; the fine ones are named by their region. */
export function packName(z: number, x: number, y: number): string {
  for (const level of WORLD) if (z <= level.toZoom) return level.name;
  const up = z - FINE.regionZoom;
  return `${FINE.name}-${x >> up}-${y >> up}`;
}
