/** The shortcut sheet; and the registers by their letters, while the one after `G` is waited for. */

import "./sheet.css";
import { words } from "@/i18n";
import { keyWords } from "@/i18n/key-words";
import { registersFor } from "@/panels";
import { useMe } from "@/state/hooks";
import { Dialog } from "@/ui/dialog";

/** Without `onClose`: the letters alone. */
export default function KeySheet({ onClose }: { onClose?: () => void }) {
  const registers = registersFor(useMe().roles);
  if (!onClose) {
    return (
      <div className="letters" role="status">
        <ul className="stack tight" aria-label={words.registers.title}>
          {registers.map(({ path, key, title }) => (
            <li key={path}>
              <kbd>{key?.toUpperCase()}</kbd> {title}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <Dialog title={keyWords.title} onClose={onClose}>
      <ul className="sheet">
        {keyWords.all.map(([key, what]) => (
          <li key={key}>
            <kbd>{key}</kbd> {what}
          </li>
        ))}
        {registers.map((panel) => (
          <li key={panel.path}>
            <kbd>G</kbd> <kbd>{panel.key?.toUpperCase()}</kbd> {panel.title}
          </li>
        ))}
      </ul>
      <div className="row foot">
        <button type="button" className="main" onClick={onClose}>
          {keyWords.close}
        </button>
      </div>
    </Dialog>
  );
}
