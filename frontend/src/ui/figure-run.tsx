/** Figures of a unit in a row; those that are its type's are marked. */

import { Fragment, type ReactNode } from "react";
import { unitCard as said } from "@/i18n/en-unit-card";
import { type Figure, runsOf } from "./unit-figures";

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
