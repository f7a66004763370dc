/** Figures of a unit in a row; those that are its type's are marked. */

import { Fragment, type ReactNode } from "react";
import type { AssetType } from "@/api/types";
import { unitCard as said } from "@/i18n/en-unit-card";
import { type Figure, isFuelUnknown, type Placed, runsOf, speedOf } from "./unit-figures";

/** Null: there are none. */
export function figuresOf(figures: readonly Figure[]): ReactNode {
  const runs = runsOf(figures);
  if (runs.length === 0) return null;
  return runs.map(({ text, byType }, n) => (
    <Fragment key={text}>
      {n > 0 && ", "}
      {text}
      {byType && <small className="muted"> {said.byType}</small>}
    </Fragment>
  ));
}

/** Its speed and reach; that by a full tank, and said so, where some is used. Null: none is known. */
export function reachOf(unit: Placed, type: AssetType | undefined): ReactNode {
  const figures = figuresOf(speedOf(unit, type));
  if (!isFuelUnknown(unit, type)) return figures;
  return (
    <>
      {figures}
      <div>
        <small className="muted">{said.fullTank}</small>
      </div>
    </>
  );
}
