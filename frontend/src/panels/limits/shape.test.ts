import { describe, expect, it } from "vitest";
import { cornersOf, shapeIn } from "./shape";

const RING = [
  [18, 34],
  [19, 34],
  [19, 35],
  [18, 34],
];
const POLYGON = { type: "Polygon", coordinates: [RING] };
const AREA = { area: { type: "MultiPolygon", coordinates: [[RING]] } };

describe("the shape of a limit", () => {
  it("is read from a geometry, a feature and a collection", () => {
    const feature = { type: "Feature", properties: {}, geometry: POLYGON };
    for (const one of [
      POLYGON,
      feature,
      { type: "FeatureCollection", features: [feature] },
      { type: "GeometryCollection", geometries: [POLYGON] },
      { type: "MultiPolygon", coordinates: [[RING]] },
    ])
      expect(shapeIn(JSON.stringify(one))).toEqual(AREA);
  });

  it("has no heights", () => {
    const high = { type: "Polygon", coordinates: [RING.map(([lon, lat]) => [lon, lat, 12])] };
    expect(shapeIn(JSON.stringify(high))).toEqual(AREA);
  });

  it("may be a place, in GeoJSON or as it is spoken", () => {
    const place = { place: { type: "Point", coordinates: [18, 34] } };
    expect(shapeIn(JSON.stringify({ type: "Point", coordinates: [18, 34] }))).toEqual(place);
    expect(shapeIn("34, 18")).toEqual(place);
  });

  it("may be a corner on each line", () => {
    expect(shapeIn("34, 18\n34, 19\n35, 19")).toEqual(AREA);
  });

  it("says what cannot be read", () => {
    const fault = (text: string) => (shapeIn(text) as { fault: string }).fault;
    expect(fault(" ")).toContain("Where is it");
    expect(fault("{ not json")).toContain("no GeoJSON");
    expect(fault('{"type":"LineString","coordinates":[[1,2],[3,4]]}')).toContain("No area");
    expect(fault("[1, 2]")).toContain("No area");
    expect(fault("null and void\n34, 19\n35, 19")).toContain("null and void");
    expect(fault("34, 18\n34, 19")).toContain("2 corners");
  });

  it("counts its corners once", () => {
    expect(cornersOf({ type: "MultiPolygon", coordinates: [[RING]] } as never)).toEqual([
      [
        [18, 34],
        [19, 34],
        [19, 35],
      ],
    ]);
  });
});
