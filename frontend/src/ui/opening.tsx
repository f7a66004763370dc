/** A page or a dialog that may still have to be fetched: keys wait for it, never for another. */

import { type ReactNode, Suspense, useContext, useLayoutEffect, useMemo } from "react";
import { words } from "@/i18n";
import { opensAt, type Place, PlaceContext } from "./keys";

interface Props {
  /** Names what opens: a key pressed for one is not done in the next. */
  about: string | null;
  /** Stands in its place meanwhile. */
  meanwhile?: ReactNode;
  /** Part of a page that is there already and takes keys, too. */
  part?: boolean;
  /** The letters that wait for it, each; all keys, where none is told. */
  only?: string | null;
  children: ReactNode;
}

export function Opening({
  about,
  meanwhile = <Loading />,
  part = false,
  only = null,
  children,
}: Props) {
  const page = useContext(PlaceContext);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place for each that opens
  const place = useMemo<Place>(() => ({}), [about]);
  return (
    <PlaceContext value={place}>
      <Suspense
        fallback={
          <Held place={place} page={part ? page : null} only={only}>
            {meanwhile}
          </Held>
        }
      >
        {children}
      </Suspense>
    </PlaceContext>
  );
}

function Held({
  place,
  page,
  only,
  children,
}: {
  place: Place;
  page: Place | null;
  only: string | null;
  children: ReactNode;
}) {
  useLayoutEffect(() => opensAt(place, page, only), [place, page, only]);
  return children;
}

export function Loading() {
  return (
    <p className="empty" role="status">
      {words.loading}
    </p>
  );
}
