import { type Header, TileType } from "pmtiles";
import { expect, test } from "vitest";
import type { Colours } from "../colours";
import { chartIn } from "./chart-file";

const header = (tileType: TileType) =>
  ({
    tileType,
    minZoom: 2,
    maxZoom: 9,
    minLon: 5,
    minLat: 30,
    maxLon: 20,
    maxLat: 40,
  }) as Header;
const colours = { palette: "night" } as Colours;

test("a file of pictures is one layer of pictures, asked for where it has some", () => {
  const chart = chartIn(header(TileType.Webp), "HO");
  expect(chart.source).toMatchObject({
    type: "raster",
    minzoom: 2,
    maxzoom: 9,
    bounds: [5, 30, 20, 40],
    attribution: "HO",
  });
  expect(chart.styles(colours).map(({ type }) => type)).toEqual(["raster"]);
});

test("of vectors those layers are drawn that are named as Protomaps names them", () => {
  const chart = chartIn(header(TileType.Mvt), "OSM");
  expect(chart.source.type).toBe("vector");
  const drawn = chart
    .styles(colours)
    .flatMap((style) => ("source-layer" in style ? [style["source-layer"]] : []));
  expect(drawn).toEqual(["earth", "water", "roads", "places"]);
});

test("tiles that the map cannot draw are refused by name", () => {
  expect(() => chartIn(header(TileType.Mlt), "")).toThrow("type 6");
});
