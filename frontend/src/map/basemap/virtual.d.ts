/** Made by `basemap/plugin.ts` of the heads of the archives. */
declare module "virtual:basemap" {
  export type Box = [west: number, south: number, east: number, north: number];
  export interface Coast {
    readonly address: string;
    readonly zooms: readonly [first: number, last: number];
    /** About all its boxes. */
    readonly bounds: Box;
    readonly boxes: readonly Box[];
  }
  const coasts: Readonly<Record<"land" | "waters", Coast>>;
  export default coasts;
}
