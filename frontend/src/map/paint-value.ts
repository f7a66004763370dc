/** The look of one thing by the style of its layer, in the terms of SVG. */

import type { LayerSpecification } from "maplibre-gl";

/** The properties of a thing, by the names that the styles of its layer read. */
export type Given = Readonly<Record<string, string | number | boolean>>;

export interface Painted {
  readonly fill: string;
  readonly stroke: string;
  readonly width: number;
  /** In widths of the line; empty: it is drawn through. */
  readonly dash: readonly number[];
  readonly opacity: number;
}

/** Throws an Error of an expression that it does not know. */
export function painted(style: LayerSpecification, told: Given): Painted {
  const paint: Record<string, unknown> = { ...style.paint };
  const of = (name: string) => workedOut(paint[name], told);
  const isCircle = style.type === "circle";
  const dash = paint["line-dasharray"];
  return {
    fill: String(of(isCircle ? "circle-color" : "fill-color") ?? "none"),
    stroke: String(of(isCircle ? "circle-stroke-color" : "line-color") ?? "none"),
    width: Number(of(isCircle ? "circle-stroke-width" : "line-width") ?? 1),
    dash: Array.isArray(dash) ? dash.map(Number) : [],
    opacity: Number(of(style.type === "fill" ? "fill-opacity" : "line-opacity") ?? 1),
  };
}

/** The value of one of the expressions that the layers write. */
export function workedOut(written: unknown, told: Given): unknown {
  if (!Array.isArray(written)) return written;
  const [how, ...rest] = written;
  const value = (one: unknown) => workedOut(one, told);
  const pairs = (from: number) =>
    rest.slice(from, -1).flatMap((one, n, all) => (n % 2 ? [] : [[one, all[n + 1]] as const]));
  switch (how) {
    case "to-color":
      return value(rest[0]);
    case "literal":
      return rest[0];
    case "at":
      return (value(rest[1]) as readonly unknown[])[Number(value(rest[0]))];
    case "get":
      return told[String(rest[0])];
    case "case":
      return value((pairs(0).find(([when]) => value(when)) ?? [null, rest.at(-1)])[1]);
    case "match": {
      const sought = value(rest[0]);
      return value((pairs(1).find(([one]) => one === sought) ?? [null, rest.at(-1)])[1]);
    }
    case "step": {
      const at = Number(value(rest[0]));
      const stops = rest.slice(2).flatMap((one, n, all) => (n % 2 ? [] : [[one, all[n + 1]]]));
      return value((stops.findLast(([from]) => at >= Number(from)) ?? [null, rest[1]])[1]);
    }
    default:
      throw new Error(`no such expression here: ${JSON.stringify(written)}`);
  }
}
