/** The menu of whoever is signed in: for which centre, registers, palette, keys, signing out. */

import "./account-menu.css";
import { actFor, signOut } from "@/data/session";
import { words } from "@/i18n";
import { accountWords } from "@/i18n/account-words";
import { registersFor } from "@/panels";
import { useMe, usePicture } from "@/state/hooks";
import { otherPalette, palette } from "@/state/palette";
import { useStore } from "@/state/store";
import { KEPT_LINE, thinLine } from "@/state/thin-line";
import { useAct } from "@/ui/act";
import { Link } from "@/ui/link";
import { Trouble } from "@/ui/trouble";
import Notifying from "./notifying";

interface Props {
  onClose: () => void;
  onKeys: () => void;
}

export default function AccountMenu({ onClose, onKeys }: Props) {
  const me = useMe();
  const picture = usePicture();
  const { busy, error, act } = useAct();
  const shown = useStore(palette);
  const named = (id: string, code: string) => picture.centre.get(id)?.name ?? code;
  return (
    <div>
      <strong>{me.name}</strong>
      {/* The header of a telephone has no room for many. */}
      <span className="muted words">{me.roles.map((role) => words.roles[role]).join(", ")}</span>
      {me.postings.length > 1 && (
        <label className="field">
          <span>{accountWords.actingFor}</span>
          <select
            value={me.centre_id}
            disabled={busy}
            onChange={(event) => {
              const { value } = event.target;
              act(
                () => actFor(value),
                () => onClose(),
              );
            }}
          >
            {me.postings.map((posting) => (
              <option key={posting.centre_id} value={posting.centre_id}>
                {named(posting.centre_id, posting.centre)} (
                {posting.roles.map((role) => words.roles[role]).join(", ")})
              </option>
            ))}
          </select>
        </label>
      )}
      <nav aria-label={words.registers.title}>
        {registersFor(me.roles).map((panel) => (
          <Link key={panel.path} href={panel.path} onClick={() => onClose()}>
            {panel.title}
          </Link>
        ))}
      </nav>
      <Link href="/password" onClick={() => onClose()}>
        {words.registers.password}
      </Link>
      <button type="button" onClick={otherPalette}>
        {accountWords.palette[shown]} <kbd>D</kbd>
      </button>
      <ThinLine />
      <Notifying />
      <button
        type="button"
        onClick={() => {
          onClose();
          onKeys();
        }}
      >
        {accountWords.keys} <kbd>?</kbd>
      </button>
      <button type="button" disabled={busy} onClick={() => act(signOut)}>
        {accountWords.signOut}
      </button>
      <Trouble error={error} />
    </div>
  );
}

/** The form of the live line, for a link of few bytes: one button, and in words how old positions may be. */
function ThinLine() {
  const thin = useStore(thinLine);
  const said = accountWords.line;
  const choose = (next: boolean) => {
    localStorage.setItem(KEPT_LINE, next ? "thin" : "full");
    thinLine.set(next);
  };
  return (
    <>
      <button type="button" onClick={() => choose(!thin)}>
        {thin ? said.full : said.thin}
      </button>
      <span className="muted">
        {thin ? said.fullAbout : said.thinAbout}
        {thin && localStorage.getItem(KEPT_LINE) === null && ` ${said.bySystem}`}
      </span>
    </>
  );
}
