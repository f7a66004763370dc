/** Keys for machines: made here, shown once, revoked at once. */

import { useState } from "react";
import { write } from "@/api/client";
import type { MachineKey } from "@/api/types";
import { dated } from "@/geo/format";
import { words } from "@/i18n";
import { registerWords } from "@/i18n/register-words";
import { usePicture } from "@/state/hooks";
import { Dialog } from "@/ui/dialog";
import { Sure } from "@/ui/sure";
import { rolesText } from "./labels";
import { MakeKey } from "./person-forms";
import { Secret } from "./secret";

const said = registerWords.people;

interface Props {
  keys: readonly MachineKey[];
  onChanged: () => void;
}

export function Keys({ keys, onChanged }: Props) {
  const [making, setMaking] = useState(false);
  /** The secret of the one just made; null: it was lost on the way. */
  const [made, setMade] = useState<{ secret: string | null } | null>(null);
  const [revoking, setRevoking] = useState<MachineKey | null>(null);
  const { centre } = usePicture();
  return (
    <section className="stack" aria-label={said.keys}>
      <div className="row apart">
        <h2>{said.keys}</h2>
        <button type="button" onClick={() => setMaking(true)}>
          {said.createKey}
        </button>
      </div>
      {keys.length === 0 && <p className="empty">{said.noKeys}</p>}
      <ul className="stack tight">
        {keys.map((key) => (
          <li key={key.id} className="card">
            <div className="row apart">
              <span>
                <strong>{key.label}</strong>{" "}
                <span className="muted">
                  {said.posting(
                    centre.get(key.centre_id)?.name ?? words.unknown,
                    rolesText(key.roles),
                  )}
                  {` · ${dated(key.created_at)}`}
                </span>
              </span>
              {key.revoked_at ? (
                <span className="muted">{said.revoked(dated(key.revoked_at))}</span>
              ) : (
                <button
                  type="button"
                  className="grave"
                  aria-label={`${said.revoke}: ${key.label}`}
                  onClick={() => setRevoking(key)}
                >
                  {said.revoke}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {making && (
        <MakeKey
          onMade={(secret) => {
            setMade({ secret });
            onChanged();
          }}
          onDone={() => setMaking(false)}
        />
      )}
      {made && !making && <Made secret={made.secret} onClose={() => setMade(null)} />}
      {revoking && (
        <Sure
          title={said.revoke}
          main={said.revoke}
          act={(key) =>
            write(key, "DELETE", "/api/keys/{key_id}", { path: { key_id: revoking.id } })
          }
          onDone={() => {
            setRevoking(null);
            onChanged();
          }}
          onCancel={() => setRevoking(null)}
        >
          <p>{said.revokeSure(revoking.label)}</p>
        </Sure>
      )}
    </section>
  );
}

function Made({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  if (secret !== null) {
    return <Secret title={said.key} secret={secret} about={said.keepKey} onClose={onClose} />;
  }
  return (
    <Dialog title={said.key} onClose={onClose}>
      <p className="alert">{said.keyLost}</p>
      <button type="button" className="main" onClick={onClose}>
        {registerWords.close}
      </button>
    </Dialog>
  );
}
