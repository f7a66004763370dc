/** Draws the icons, in the colours of the palette. Sizes are in CSS pixels; north is up. */

import type { Phase } from "@/api/types";
import { words } from "@/i18n";
import { tintOf } from "@/ui/tint";
import type { Colours } from "../colours";
import {
  ICON_PX,
  type Icon,
  type IncidentIcon,
  type Shape,
  type UnitIcon,
  type VesselIcon,
} from "./names";

export const PIXEL_RATIO = 2;
const SIZE = ICON_PX;
const MIDDLE = SIZE / 2;

type Pen = CanvasRenderingContext2D;

export function drawIcon(icon: Icon, colours: Colours): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = SIZE * PIXEL_RATIO;
  canvas.height = SIZE * PIXEL_RATIO;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("this browser draws no canvas");
  pen.scale(PIXEL_RATIO, PIXEL_RATIO);
  pen.translate(MIDDLE, MIDDLE);
  pen.lineJoin = "round";
  switch (icon.what) {
    case "incident":
      incident(pen, icon, colours);
      break;
    case "unit":
      unit(pen, icon, colours);
      break;
    case "centre":
      centre(pen, icon.listed, colours);
      break;
    case "cluster":
      cluster(pen, colours);
      break;
    case "fuel":
      fuel(pen, icon.open, colours);
      break;
    case "vessel":
      vessel(pen, icon, colours);
      break;
    case "vessel-cluster":
      vesselCluster(pen, colours);
      break;
  }
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** A drop; hollow while nothing is given there. */
function fuel(pen: Pen, open: boolean, colours: Colours): void {
  const drop = new Path2D();
  drop.moveTo(0, -9);
  drop.bezierCurveTo(2, -4, 6, -1, 6, 3);
  drop.bezierCurveTo(6, 7, 3, 9, 0, 9);
  drop.bezierCurveTo(-3, 9, -6, 7, -6, 3);
  drop.bezierCurveTo(-6, -1, -2, -4, 0, -9);
  stroke(pen, drop, colours.sea, 4.5);
  pen.fillStyle = open ? colours.muted : colours.panel;
  pen.fill(drop);
  stroke(pen, drop, colours.muted, 1.6);
}

/** A notched arrow, smaller than any unit and without a tint: nobody has vouched for it. */
function vessel(pen: Pen, { kind, headed, doubted, on }: VesselIcon, colours: Colours): void {
  if (on) stroke(pen, ring(11), colours.text, 1.6);
  const body = headed ? path([0, -7.5], [4.6, 5.5], [0, 3], [-4.6, 5.5]) : ring(3.8);
  stroke(pen, body, colours.sea, 4);
  const hollow = HOLLOW_KINDS.has(kind);
  pen.fillStyle = hollow ? colours.sea : colours.muted;
  pen.fill(body);
  stroke(pen, body, colours.muted, 1.3);
  if (kind === "tanker") bar(pen, colours.muted, 8.2);
  if (kind === "passenger") dot(pen, colours.sea);
  if (kind === "tug") dot(pen, colours.muted);
  if (kind === "state") bar(pen, colours.muted, -7.5);
  if (doubted) slash(pen, colours.muted);
}

const HOLLOW_KINDS: ReadonlySet<VesselIcon["kind"]> = new Set([
  "fishing",
  "tug",
  "leisure",
  "other",
]);

function bar(pen: Pen, colour: string, y: number): void {
  const line = new Path2D();
  line.moveTo(-4.6, y);
  line.lineTo(4.6, y);
  stroke(pen, line, colour, 1.6);
}

function dot(pen: Pen, colour: string): void {
  pen.fillStyle = colour;
  pen.fill(ring(1.5));
}

/** A square, so that it is no cluster of units. */
function vesselCluster(pen: Pen, colours: Colours): void {
  const body = path([-11, -7.5], [11, -7.5], [11, 7.5], [-11, 7.5]);
  stroke(pen, body, colours.sea, 3.5);
  pen.fillStyle = colours.panel;
  pen.fill(body);
  stroke(pen, body, colours.muted, 1);
}

const path = (...points: [number, number][]): Path2D => {
  const line = new Path2D();
  for (const [x, y] of points) line.lineTo(x, y);
  line.closePath();
  return line;
};

const ring = (radius: number): Path2D => {
  const line = new Path2D();
  line.arc(0, 0, radius, 0, 2 * Math.PI);
  return line;
};

const PHASES: Record<Phase, Path2D | null> = { distress: null, alert: null, uncertainty: null };

function phasePath(phase: Phase): Path2D {
  const known = PHASES[phase];
  if (known) return known;
  const made =
    phase === "distress"
      ? path([0, -13], [13, 0], [0, 13], [-13, 0])
      : phase === "alert"
        ? path([0, -12], [12, 9.5], [-12, 9.5])
        : ring(10.5);
  PHASES[phase] = made;
  return made;
}

function incident(pen: Pen, icon: IncidentIcon, colours: Colours): void {
  const { phase, suspended, closed, on } = icon;
  const shape = phasePath(phase);
  if (closed) {
    ended(pen, shape, colours);
    return;
  }
  const hollow = suspended || phase === "uncertainty";
  if (on) stroke(pen, ring(15), colours.text, 1.6);
  stroke(pen, shape, colours.sea, 5);
  pen.fillStyle = hollow ? colours.panel : colours[phase];
  pen.fill(shape);
  stroke(pen, shape, colours[phase], 2.4);
  pen.fillStyle = hollow ? colours[phase] : colours.onColour;
  pen.font = "700 13px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(words.phaseLetter[phase], 0, phase === "alert" ? 3.5 : 0.8);
}

/** A case that is closed: its shape alone, hollow and struck through. */
function ended(pen: Pen, shape: Path2D, colours: Colours): void {
  stroke(pen, shape, colours.sea, 5);
  pen.fillStyle = colours.panel;
  pen.fill(shape);
  stroke(pen, shape, colours.muted, 2);
  stroke(pen, path([-5, 5], [5, -5]), colours.muted, 2);
}

function unit(
  pen: Pen,
  { shape, headed, party, ready, working, on }: UnitIcon,
  colours: Colours,
): void {
  const colour = tintOf(colours.palette, party || null);
  if (on) stroke(pen, ring(15), colours.text, 1.6);
  if (working) stroke(pen, ring(12.5), colour, 2);
  const body = headed ? bodyOf(shape) : bluntBodyOf(shape);
  const hollow = HOLLOW.has(shape) || ready === "off";
  stroke(pen, body, colours.sea, 4.5);
  if (!hollow) {
    pen.fillStyle = colour;
    pen.fill(body);
  }
  stroke(pen, body, colour, shape === "ship" ? 1.4 : 1.8);
  if (shape === "rotor" || shape === "hollow-rotor") hub(pen, colour, headed);
  if (ready === "limited") notch(pen, colours, colour);
  if (ready === "off") slash(pen, colour);
}

const HOLLOW: ReadonlySet<Shape> = new Set<Shape>([
  "ship",
  "rotor",
  "hollow-rotor",
  "hollow-plane",
]);

function bodyOf(shape: Shape): Path2D {
  switch (shape) {
    case "rotor":
    case "hollow-rotor":
      return shape === "rotor" ? ring(6.5) : path([0, -6.5], [6.5, 0], [0, 6.5], [-6.5, 0]);
    case "plane":
    case "hollow-plane":
      return path(
        [0, -9],
        [1.8, -3],
        [9.5, 1.5],
        [9.5, 4],
        [1.8, 2],
        [1.4, 6],
        [4, 8],
        [4, 9.5],
        [0, 8.5],
        [-4, 9.5],
        [-4, 8],
        [-1.4, 6],
        [-1.8, 2],
        [-9.5, 4],
        [-9.5, 1.5],
        [-1.8, -3],
      );
    case "hull":
      return path([0, -9.5], [4.6, -3.5], [4.6, 8], [-4.6, 8], [-4.6, -3.5]);
    case "ship":
      return path([0, -9], [4.2, 8], [-4.2, 8]);
    case "square":
      return path([-6, -6], [6, -6], [6, 6], [-6, 6]);
  }
}

/** The same from ahead and astern, for what nobody knows where it is going. */
function bluntBodyOf(shape: Shape): Path2D {
  switch (shape) {
    case "plane":
    case "hollow-plane":
      return path(
        [1.8, -8],
        [1.8, -1.6],
        [9.5, -1.6],
        [9.5, 1.6],
        [1.8, 1.6],
        [1.8, 8],
        [-1.8, 8],
        [-1.8, 1.6],
        [-9.5, 1.6],
        [-9.5, -1.6],
        [-1.8, -1.6],
        [-1.8, -8],
      );
    case "hull":
      return path([-4.6, -7.5], [4.6, -7.5], [4.6, 7.5], [-4.6, 7.5]);
    case "ship":
      return path([0, -8], [4.2, 0], [0, 8], [-4.2, 0]);
    default:
      return bodyOf(shape);
  }
}

/** A rotorcraft's filled hub tells it from a ring of uncertainty; its nose is which way it goes. */
function hub(pen: Pen, colour: string, headed: boolean): void {
  pen.fillStyle = colour;
  if (headed) pen.fill(path([0, -12.5], [3.4, -6.4], [-3.4, -6.4]));
  pen.fill(ring(2.4));
}

function notch(pen: Pen, colours: Colours, colour: string): void {
  const half = new Path2D();
  half.rect(-4, 2.5, 8, 3);
  pen.fillStyle = colours.sea;
  pen.fill(half);
  stroke(pen, half, colour, 0.8);
}

function slash(pen: Pen, colour: string): void {
  stroke(pen, path([-9, 9], [9, -9]), colour, 2);
}

function centre(pen: Pen, listed: boolean, colours: Colours): void {
  const square = path([-5, -5], [5, -5], [5, 5], [-5, 5]);
  pen.fillStyle = colours.sea;
  pen.fill(square);
  if (listed) pen.setLineDash([2, 2]);
  stroke(pen, square, colours.text, 1.5);
  pen.setLineDash([]);
  pen.fillStyle = colours.text;
  pen.fill(ring(1.4));
}

function cluster(pen: Pen, colours: Colours): void {
  pen.fillStyle = colours.panel;
  pen.fill(ring(11));
  stroke(pen, ring(11), colours.text, 1.4);
}

function stroke(pen: Pen, line: Path2D, colour: string, width: number): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke(line);
}
