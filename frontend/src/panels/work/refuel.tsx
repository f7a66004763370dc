/** The dialog of a unit that goes to refuel: where the fuel is, as far as somebody says it. */

import { write } from "@/api/client";
import type { FullDeployment } from "@/api/types";
import type { Draft } from "@/data/drafts";
import { ddm, utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { isOnWayAfter } from "@/state/deployment-steps";
import { nowMs, positions } from "@/state/desk";
import { useStore } from "@/state/store";
import { FormDialog } from "@/ui/form";
import { PROMISED } from "./promised";

const said = formWords.refuel;

interface Props {
  work: FullDeployment;
  onDone: () => void;
}

/** Nothing is sent of the place unless it is typed, or taken over from where the unit is. */
export function Refuel({ work, onDone }: Props) {
  const fix = useStore(positions, (all) => all.get(work.asset_id ?? ""));
  const comes = isOnWayAfter(work, "refuel");
  const unitIsAt = (_: Draft, put: (change: Draft) => void) =>
    fix && (
      <button type="button" onClick={() => put({ where: ddm(fix.point) })}>
        {said.unitIsAt(ddm(fix.point), utc(Date.parse(fix.at), nowMs()))}
      </button>
    );
  return (
    <FormDialog
      title={`${formWords.step.refuel}: ${work.name}`}
      draft={`step-refuel.${work.id}.${work.version}`}
      focused
      fields={[
        { name: "place", label: said.place, kind: "line", wide: true, hint: said.placeHint },
        {
          name: "where",
          label: said.where,
          kind: "position",
          hint: said.whereHint,
          note: unitIsAt,
        },
        { name: "at", label: formWords.field.at, kind: "past", hint: formWords.form.timeHint },
        ...(comes ? [PROMISED] : []),
      ]}
      main={formWords.step.refuel}
      send={(typed, key) =>
        write(key, "POST", "/api/deployments/{deployment_id}/{action}", {
          path: { deployment_id: work.id, action: "refuel" },
          body: {
            at: typed.at("at", "past"),
            place: typed.text("place"),
            point: typed.point("where"),
            promised_at: comes ? typed.at("promised", "future") : null,
          },
        })
      }
      onDone={onDone}
    />
  );
}
