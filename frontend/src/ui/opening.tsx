/** A page or a dialog that may still have to be fetched: keys wait for it, never for another. */

import { type ReactNode, Suspense, useLayoutEffect, useMemo } from "react";
import { words } from "@/i18n";
import { opensAt, type Place, PlaceContext } from "./keys";

interface Props {
  /** Names what opens: a key pressed for one is not done in the next. */
  about: string | null;
  /** Stands in its place meanwhile. */
  meanwhile?: ReactNode;
  children: ReactNode;
}

export function Opening({ about, meanwhile = <Loading />, children }: Props) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place for each that opens
  const place = useMemo<Place>(() => ({}), [about]);
  return (
    <PlaceContext value={place}>
      <Suspense fallback={<Held place={place}>{meanwhile}</Held>}>{children}</Suspense>
    </PlaceContext>
  );
}

function Held({ place, children }: { place: Place; children: ReactNode }) {
  useLayoutEffect(() => opensAt(place), [place]);
  return children;
}

export function Loading() {
  return (
    <p className="empty" role="status">
      {words.loading}
    </p>
  );
}
