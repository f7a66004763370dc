import { readFileSync } from "node:fs";
import { PMTiles } from "pmtiles";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ARCHIVES } from "../../../basemap/plugin";
import { Blocks, tilesOf } from "./archive";

const BLOCK = 16_384;
const bytes = Uint8Array.from({ length: 3 * BLOCK + 100 }, (_, n) => n % 251);

type Answer = (from: number, until: number) => Response | Promise<Response>;
const asked: string[] = [];
let answer: Answer;

const partOf = (file: Uint8Array): Answer => {
  return (from, until) => new Response(file.slice(from, until + 1), { status: 206 });
};

beforeEach(() => {
  asked.length = 0;
  answer = partOf(bytes);
  vi.stubGlobal("fetch", async (_: string, { headers }: { headers: { range: string } }) => {
    asked.push(headers.range);
    const [from = 0, until = 0] = headers.range.slice("bytes=".length).split("-").map(Number);
    return answer(from, until);
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const read = async (blocks: Blocks, from: number, length: number) =>
  new Uint8Array((await blocks.getBytes(from, length)).data);

test("a block is asked for once, whoever wants what of it", async () => {
  const blocks = new Blocks("/coast");
  const [one, two] = await Promise.all([read(blocks, 10, 5), read(blocks, 100, 7)]);
  expect(one).toEqual(bytes.slice(10, 15));
  expect(two).toEqual(bytes.slice(100, 107));
  expect(asked).toEqual(["bytes=0-16383"]);
});

test("what lies over the edge of blocks is put together, to the end of the file", async () => {
  const blocks = new Blocks("/coast");
  expect(await read(blocks, BLOCK - 3, 2 * BLOCK)).toEqual(bytes.slice(BLOCK - 3, 3 * BLOCK - 3));
  expect(await read(blocks, 3 * BLOCK + 50, 50)).toEqual(bytes.slice(3 * BLOCK + 50));
  expect(asked.length).toBe(4);
});

test("a whole file in place of its part is taken too", async () => {
  answer = () => new Response(bytes, { status: 200 });
  expect(await read(new Blocks("/coast"), BLOCK + 4, 6)).toEqual(
    bytes.slice(BLOCK + 4, BLOCK + 10),
  );
});

test.each([
  ["the line is away", () => Promise.reject(new TypeError("no line"))],
  ["the server is", () => new Response(null, { status: 503 })],
] as [string, Answer][])("while %s it waits, and then goes on", async (_, fault) => {
  vi.useFakeTimers();
  answer = fault;
  const coming = read(new Blocks("/coast"), 0, 4);
  await vi.advanceTimersByTimeAsync(7_000);
  expect(asked.length).toBe(3);
  answer = partOf(bytes);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await coming).toEqual(bytes.slice(0, 4));
});

test("a file that is not there is said to be missing, and asked for again when it is wanted", async () => {
  answer = () => new Response(null, { status: 404 });
  const blocks = new Blocks("/coast");
  await expect(read(blocks, 0, 4)).rejects.toThrow("404");
  answer = partOf(bytes);
  expect(await read(blocks, 0, 4)).toEqual(bytes.slice(0, 4));
});

const VALLETTA = "10/553/402";
const text = ({ data }: { data: unknown }) => new TextDecoder().decode(data as ArrayBuffer);

test("a harbour comes with two blocks, and where the file has no tile there is nothing", async () => {
  const tiles = tilesOf(new PMTiles(new Blocks("/waters")));
  const ask = (place: string) => tiles({ url: `waters://${place}` }, new AbortController());
  answer = partOf(readFileSync(ARCHIVES.waters));
  const harbour = text(await ask(VALLETTA));
  expect(harbour).toContain("water");
  expect(harbour).toContain("land");
  expect(asked.length).toBeLessThanOrEqual(3);
  expect((await ask("10/0/0")).data).toEqual(new ArrayBuffer(0));
});

test("the coarsest world is in the block that has the head of its file", async () => {
  const tiles = tilesOf(new PMTiles(new Blocks("/land")));
  answer = partOf(readFileSync(ARCHIVES.land));
  expect(text(await tiles({ url: "land://0/0/0" }, new AbortController()))).toContain("land");
  expect(asked.length).toBe(1);
});
