/** The frame of a card on the map: whose, its name, and closing it. */

import { type ReactNode, useLayoutEffect, useRef } from "react";
import { placeCard as said } from "@/i18n/en-place-card";
import { useKey } from "@/ui/keys";
import { PartyTag } from "@/ui/party";

export interface CardPlace {
  /** The half of the map in which the card stands: what it is about is in the other. */
  readonly side: "left" | "right";
  /** It was chosen and stays until it is closed; null: it is merely pointed at. */
  readonly close: (() => void) | null;
  /** The names of what else is drawn at the same place. */
  readonly beside: readonly string[];
}

interface Props extends CardPlace {
  readonly title: string;
  readonly party: string | null;
  readonly name: string;
  /** In place of whose it is. */
  readonly tag?: string;
  readonly children: ReactNode;
}

const NAMED = 3;

export function MapCard({ title, party, name, tag, side, close, beside, children }: Props) {
  const card = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const gone = card.current;
    return () => {
      if (gone?.contains(document.activeElement)) queueMicrotask(focusMap);
    };
  }, []);
  useKey("escape", close);
  return (
    <section ref={card} className={`map-card ${side}${close ? "" : " glance"}`} aria-label={title}>
      <div className="row apart">
        <span className="row">
          {tag ? <span className="tag">{tag}</span> : <PartyTag code={party} />}{" "}
          <strong>{name}</strong>
        </span>
        {close && (
          <button type="button" onClick={close}>
            {said.close} <kbd>Esc</kbd>
          </button>
        )}
      </div>
      {beside.length > 0 && (
        <p className="muted">
          {said.sameSpot(beside.slice(0, NAMED).join(", "), beside.length - NAMED)}
        </p>
      )}
      {children}
    </section>
  );
}

/** The map has the focus that a card took with it, unless something else has taken it. */
function focusMap(): void {
  if (document.activeElement === document.body)
    document.querySelector<HTMLElement>(".map canvas")?.focus({ preventScroll: true });
}

/** The first notation is the one that is spoken. */
export function Notations({ lines: [first, ...others] }: { lines: string[] }) {
  return (
    <>
      <strong>{first}</strong>
      {others.map((one) => (
        <small key={one}>{one}</small>
      ))}
    </>
  );
}
