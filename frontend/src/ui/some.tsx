/** Some of a list, each with a box to tick. */

import type { Drawing } from "./values";

interface SomeProps extends Drawing {
  options: readonly (readonly [value: string, label: string])[];
}

/** Chosen values stand in the draft with blanks between. */
export function Some({ name, label, value, onType, options }: SomeProps) {
  const chosen = value.split(" ").filter(Boolean);
  const toggle = (one: string) => {
    const next = chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
    onType(next.join(" "));
  };
  return (
    <fieldset className="row" aria-label={label}>
      {options.map(([one, text]) => (
        <label key={one} className="choice">
          <input
            type="checkbox"
            name={name}
            checked={chosen.includes(one)}
            onChange={() => toggle(one)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
