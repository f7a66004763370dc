/** A secret that is shown this once. */

import { useState } from "react";
import { words } from "@/i18n";
import { Dialog } from "@/ui/dialog";

interface Props {
  title: string;
  secret: string;
  about: string;
  onClose: () => void;
}

export function Secret({ title, secret, about, onClose }: Props) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard?.writeText(secret).then(() => setCopied(true));
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{about}</p>
      <output className="secret">{secret}</output>
      <div className="row">
        {navigator.clipboard && (
          <button type="button" onClick={copy}>
            {copied ? words.text.copied : words.text.copy}
          </button>
        )}
        <button type="button" className="main" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </Dialog>
  );
}
