/** The shortcut sheet. */

import { keyWords } from "@/i18n/key-words";
import { registersFor } from "@/panels";
import { useMe } from "@/state/hooks";
import { Dialog } from "@/ui/dialog";

export default function KeySheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={keyWords.title} onClose={onClose}>
      <ul className="sheet">
        {keyWords.all.map(([key, what]) => (
          <li key={key}>
            <kbd>{key}</kbd> {what}
          </li>
        ))}
        {registersFor(useMe().roles).map((panel) => (
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
