/** Reads tiles out of PMTiles files: the coasts of the build, and an installation's own chart. */

import type { AddProtocolAction } from "maplibre-gl";
import type { PMTiles, RangeResponse, Source } from "pmtiles";

/** The head of a file that its reader asks for at once: one block of ours. */
const BLOCK_BYTES = 16_384;
const RETRY_MS = 3_000;
const SERVER_FAULT = 500;
const PART = 206;

/** The map's protocol for a file: `scheme://z/x/y`; nothing where the file has no tile. */
export function tilesOf(file: PMTiles): AddProtocolAction {
  return async ({ url }, { signal }) => {
    const [z = 0, x = 0, y = 0] = url.split("://")[1]?.split("/").map(Number) ?? [];
    const found = await file.getZxy(z, x, y, signal);
    return { data: found?.data ?? new ArrayBuffer(0) };
  };
}

/**
 * A file of the build, read in blocks that are each fetched once and kept: tiles that lie beside
 * each other lie in one block, and are there when the line goes.
 */
export class Blocks implements Source {
  private readonly blocks = new Map<number, Promise<Uint8Array>>();

  constructor(private readonly address: string) {}

  getKey(): string {
    return this.address;
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const first = Math.floor(offset / BLOCK_BYTES);
    const last = Math.floor((offset + length - 1) / BLOCK_BYTES);
    const numbers = Array.from({ length: last - first + 1 }, (_, n) => first + n);
    const blocks = await Promise.all(numbers.map((number) => this.block(number)));
    const joined = new Uint8Array(await new Blob(blocks as BlobPart[]).arrayBuffer());
    const from = offset - first * BLOCK_BYTES;
    return { data: joined.slice(from, from + length).buffer };
  }

  private block(number: number): Promise<Uint8Array> {
    const known = this.blocks.get(number);
    if (known) return known;
    const coming = patiently(this.address, number * BLOCK_BYTES);
    coming.catch(() => this.blocks.delete(number));
    this.blocks.set(number, coming);
    return coming;
  }
}

/** The map gives a tile up for good when it fails: without a line, or a server, it waits. */
async function patiently(address: string, from: number): Promise<Uint8Array> {
  const range = `bytes=${from}-${from + BLOCK_BYTES - 1}`;
  for (;;) {
    try {
      const answer = await fetch(address, { headers: { range } });
      if (answer.status < SERVER_FAULT) return await read(answer, from);
    } catch (failure) {
      if (failure instanceof Refused) throw failure;
    }
    await new Promise((again) => setTimeout(again, RETRY_MS));
  }
}

class Refused extends Error {}

/** The block, also from a proxy that gives the whole file. */
async function read(answer: Response, from: number): Promise<Uint8Array> {
  if (!answer.ok) throw new Refused(`${answer.status} for ${answer.url}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return answer.status === PART ? bytes : bytes.slice(from, from + BLOCK_BYTES);
}
