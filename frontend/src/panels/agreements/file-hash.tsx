/** The hash of a file that is chosen, with its name; the file itself is not sent. */

import { registerWords } from "@/i18n/register-words";
import type { Drawing } from "@/ui/values";

const said = registerWords.agreements.draft;

export function FileHash({ name, label, value, onType }: Drawing) {
  const read = async (chosen: File) => onType(`${await sha256Of(chosen)} ${chosen.name}`);
  return (
    <div className="stack tight">
      <input
        type="text"
        name={name}
        aria-label={label}
        value={value}
        onChange={(event) => onType(event.target.value)}
      />
      {/* Browsers hash on pages of a secure origin alone; elsewhere it is typed. */}
      {globalThis.crypto?.subtle && (
        <input
          type="file"
          aria-label={said.fileRead}
          onChange={({ target: { files } }) => files?.[0] && void read(files[0])}
        />
      )}
    </div>
  );
}

async function sha256Of(file: File): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
