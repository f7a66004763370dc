/** A secret that is shown this once. */

import { useState } from "react";
import { formWords } from "@/i18n/form-words";
import { registerWords } from "@/i18n/register-words";
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
    <Dialog title={title} modal onClose={onClose}>
      <p>{about}</p>
      <output className="secret">{secret}</output>
      <div className="row">
        {navigator.clipboard && (
          <button type="button" onClick={copy}>
            {copied ? formWords.text.copied : formWords.text.copy}
          </button>
        )}
        <button type="button" className="main" onClick={onClose}>
          {registerWords.close}
        </button>
      </div>
    </Dialog>
  );
}
