/** The acts on a case, each as one form. */

import type { FullIncident } from "@/api/types";
import { formWords } from "@/i18n/form-words";
import { usePicture } from "@/state/hooks";
import type { Picture } from "@/state/picture";
import { FormDialog } from "@/ui/form";
import { BEARING } from "./act-assessment";
import { COURSE } from "./act-course";
import { FACTS } from "./act-facts";
import { ON_SCENE } from "./act-on-scene";
import type { CaseAct, Shape } from "./act-shape";

const SHAPES: Record<CaseAct, (incident: FullIncident, picture: Picture) => Shape> = {
  ...FACTS,
  ...BEARING,
  ...COURSE,
  ...ON_SCENE,
};

interface Props {
  act: CaseAct;
  incident: FullIncident;
  onDone: () => void;
}

export default function CaseDialog({ act, incident, onDone }: Props) {
  const picture = usePicture();
  const { fields, send, notes } = SHAPES[act](incident, picture);
  return (
    <FormDialog
      title={`${formWords.act[act]}: ${incident.reference}`}
      draft={`${act}.${incident.id}`}
      fields={fields}
      main={formWords.act[act]}
      send={send}
      onDone={onDone}
    >
      {notes && (
        <ul>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </FormDialog>
  );
}
