/** The addressee of a text. */

import { formWords } from "@/i18n/form-words";
import { usePicture } from "@/state/hooks";

const said = formWords.text;

interface Props {
  label: string;
  /** Its text where nobody is chosen. */
  none: string;
  keptFrom: readonly string[];
  value: string;
  onChange: (centreId: string) => void;
}

/** The centres of the directory but those of parties that the case is kept from. */
export function ToWhom({ label, none, keptFrom, value, onChange }: Props) {
  const centres = [...usePicture().centre.values()].filter(
    ({ party, retired_at }) => !retired_at && !keptFrom.includes(party),
  );
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{none}</option>
        {centres.map((centre) => (
          <option key={centre.id} value={centre.id}>
            {centre.name} ({centre.party}){centre.listed && `, ${formWords.ask.byVoice}`}
          </option>
        ))}
      </select>
      {keptFrom.length > 0 && <small className="muted">{said.leftOut(keptFrom.join(", "))}</small>}
    </label>
  );
}
