/** The thing under the pointer or the keyboard, shared by panels, map and arrivals. */

import type { Thing } from "./picture";
import { createStore, useStore } from "./store";

/** A thing of the picture, or a vessel off the air, which is no part of it. */
type PointedThing = Thing | "heard_vessel";

export interface Pointed {
  readonly thing: PointedThing;
  readonly id: string;
}

/** A thing that stands on the map as a sign of its own. */
export interface Sign extends Pointed {
  readonly thing:
    | "incident"
    | "asset"
    | "ship"
    | "centre"
    | "fuel_point"
    | "distress_report"
    | "heard_vessel";
}

/** Lightly: under the pointer or the focus; gone when it leaves. */
export const hovered = createStore<Pointed | null>(null);
/** The page's subject, by its address: an incident, an asset, an agreement. */
export const opened = createStore<Pointed | null>(null);
/** Chosen on the map or in the lanes, beside what is open; else what the page is about. */
export const selected = createStore<Pointed | null>(null);

/** Another page: what was chosen beside the one before is not any more. */
export function open(about: Pointed | null): void {
  opened.set(about);
  selected.set(about);
}

/** A position chosen on the map, waiting to be taken by the form that asked for it. */
export interface Picking {
  readonly take: (point: readonly [lon: number, lat: number]) => void;
  /** It is one corner of several; without it, a position alone. */
  readonly corners?: {
    /** So many are there already. */
    readonly given: number;
    /** Of the area with this number, from 1. */
    readonly area: number;
    readonly takeBack: () => void;
    /** Begins another area; null: this one is none yet. */
    readonly nextArea: (() => void) | null;
  };
}
export const picking = createStore<Picking | null>(null);

/** Areas that a form is being written with, to be seen on the map meanwhile. */
export interface Sketched {
  readonly name: string;
  /** Its corners so far, not closed. */
  readonly corners: readonly (readonly [lon: number, lat: number])[];
  /** The part in its middle that is left out. */
  readonly hole?: readonly (readonly [lon: number, lat: number])[] | undefined;
  /** Each of its corners has a mark. */
  readonly marked?: boolean;
}
export const sketch = createStore<readonly Sketched[]>([]);

/** A position that is being typed, to be seen on the map meanwhile; null: none can be read. */
export interface TypedPlace {
  readonly point: readonly [lon: number, lat: number];
  /** The distance from a place that people know by name; "" until that is known. */
  readonly name: string;
}
export const typedPlace = createStore<TypedPlace | null>(null);

export function point(thing: PointedThing, id: string | null): void {
  hovered.set(id === null ? null : { thing, id });
}

export function useHovered(thing: Thing): string | null {
  return useStore(hovered, (on) => (on?.thing === thing ? on.id : null));
}

export function useOpened(thing: Thing): string | null {
  return useStore(opened, (on) => (on?.thing === thing ? on.id : null));
}

/** Attributes of an element that stands for a thing. */
export function pointsAt(thing: Thing, id: string) {
  return {
    onMouseEnter: () => point(thing, id),
    onMouseLeave: () => point(thing, null),
    onFocus: () => point(thing, id),
    onBlur: () => point(thing, null),
  };
}
