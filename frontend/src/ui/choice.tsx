/** One of a few, chosen outside a form. */

interface Props {
  name: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  take: (value: string) => void;
}

export function Choice({ name, value, options, take }: Props) {
  return (
    <label className="field">
      <span>{name}</span>
      <select value={value} onChange={(event) => take(event.target.value)}>
        {options.map(([option, label]) => (
          <option key={option} value={option}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
