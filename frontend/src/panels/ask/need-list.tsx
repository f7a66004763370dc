/** The needs of a request that is being written: one of them as a form, the others by number. */

import { uuid7 } from "@/api/uuid7";
import { formWords } from "@/i18n/form-words";
import { emptyNeed, faultsOf, type NeedDraft } from "@/state/asking";
import { nowMs } from "@/state/desk";
import { NeedForm } from "./need";

interface Props {
  readonly needs: readonly NeedDraft[];
  readonly chosen: NeedDraft;
  /** Whether its faults are told. */
  readonly tried: boolean;
  /** Whether there may be more of them. */
  readonly several: boolean;
  readonly onChoose: (at: number) => void;
  readonly onChange: (next: readonly NeedDraft[]) => void;
}

export function NeedList({ needs, chosen, tried, several, onChoose, onChange }: Props) {
  return (
    <>
      {needs.length > 1 && (
        <div className="row">
          {needs.map((need, index) => (
            <button
              key={need.id}
              type="button"
              aria-pressed={need === chosen}
              onClick={() => onChoose(index)}
            >
              {formWords.ask.need(index + 1)}
            </button>
          ))}
        </div>
      )}
      <NeedForm
        key={chosen.id}
        need={chosen}
        faults={tried ? faultsOf(chosen, nowMs()) : []}
        onChange={(next) => onChange(needs.map((need) => (need.id === next.id ? next : need)))}
      />
      {several && (
        <div className="row">
          <button
            type="button"
            onClick={() => {
              onChange([...needs, emptyNeed(uuid7())]);
              onChoose(needs.length);
            }}
          >
            {formWords.ask.another}
          </button>
          {needs.length > 1 && (
            <button
              type="button"
              onClick={() => onChange(needs.filter((need) => need.id !== chosen.id))}
            >
              {formWords.ask.drop}
            </button>
          )}
        </div>
      )}
    </>
  );
}
