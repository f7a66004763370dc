/** The registers by their letters, while the second key after `G` is waited for. */

import "./letters.css";
import { words } from "@/i18n";
import { registersFor } from "@/panels";
import { useMe } from "@/state/hooks";

export default function Letters() {
  return (
    <div className="letters" role="status">
      <ul className="stack tight" aria-label={words.registers.title}>
        {registersFor(useMe().roles).map(({ path, key, title }) => (
          <li key={path}>
            <kbd>{key?.toUpperCase()}</kbd> {title}
          </li>
        ))}
      </ul>
    </div>
  );
}
