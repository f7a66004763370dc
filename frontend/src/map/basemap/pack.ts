/** Many vector tiles in one file: a count, an index of (zoom, x, y, end), then the tiles. */

const ENTRY_BYTES = 13;
const COUNT_BYTES = 4;

export interface Tile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly bytes: Uint8Array;
}

export const tileKey = (z: number, x: number, y: number) => `${z}/${x}/${y}`;

export function packed(tiles: readonly Tile[]): Uint8Array {
  const start = COUNT_BYTES + tiles.length * ENTRY_BYTES;
  const size = tiles.reduce((sum, tile) => sum + tile.bytes.length, start);
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  view.setUint32(0, tiles.length);
  let end = start;
  tiles.forEach(({ z, x, y, bytes }, n) => {
    const at = COUNT_BYTES + n * ENTRY_BYTES;
    out.set(bytes, end);
    end += bytes.length;
    view.setUint8(at, z);
    view.setUint32(at + 1, x);
    view.setUint32(at + 5, y);
    view.setUint32(at + 9, end);
  });
  return out;
}

/** The tiles by `tileKey`; each is a view of the pack, not a copy. */
export function unpacked(pack: ArrayBuffer): Map<string, Uint8Array> {
  const view = new DataView(pack);
  const count = view.getUint32(0);
  let from = COUNT_BYTES + count * ENTRY_BYTES;
  const tiles = new Map<string, Uint8Array>();
  for (let n = 0; n < count; n += 1) {
    const at = COUNT_BYTES + n * ENTRY_BYTES;
    const end = view.getUint32(at + 9);
    const key = tileKey(view.getUint8(at), view.getUint32(at + 1), view.getUint32(at + 5));
    tiles.set(key, new Uint8Array(pack, from, end - from));
    from = end;
  }
  return tiles;
}
