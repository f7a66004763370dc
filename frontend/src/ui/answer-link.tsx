/** A link by which a centre that has not joined answers: how it stands, made and withdrawn. */

import "./answer-link.css";
import { useRef, useState } from "react";
import type { AnswerLink, NewAnswerLink } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { numberOf } from "@/state/callee";
import { useMe, useNow, usePicture } from "@/state/hooks";
import { isLoopback } from "@/state/loopback";
import { useAct } from "./act";
import { CallCentre } from "./call-centre";
import { Dialog } from "./dialog";
import { Trouble } from "./trouble";

const say = formWords.answerLink;

interface Props {
  centre: { readonly id: string; readonly name: string };
  /** The question to be answered. */
  about: { readonly reference: string; readonly exercise: boolean };
  link: AnswerLink | null;
  make: (key: string) => Promise<NewAnswerLink>;
  /** A code for the link that has been sent. */
  code: (key: string) => Promise<NewAnswerLink>;
  withdraw: (key: string) => Promise<unknown>;
}

export default function AnswerLinkActs({ centre, about, link, make, code, withdraw }: Props) {
  const now = useNow();
  const { busy, error, act } = useAct();
  const [made, setMade] = useState<NewAnswerLink | null>(null);
  const at = (instant: string) => utc(Date.parse(instant), now);
  const good = link && !link.locked_at && Date.parse(link.expires_at) > now;
  return (
    <>
      {link?.locked_at && <p className="alert">{say.locked(at(link.locked_at))}</p>}
      {link && !link.locked_at && (
        <p className="muted">
          {!good
            ? say.expired(at(link.expires_at))
            : link.opened_at
              ? say.opened(at(link.opened_at), at(link.expires_at))
              : say.waits(at(link.made_at), at(link.expires_at))}
        </p>
      )}
      <div className="row">
        <button
          type="button"
          disabled={busy}
          onClick={() => act(async (key) => setMade(await make(key)))}
        >
          {link ? say.another : say.make}
        </button>
        {good && (
          <button
            type="button"
            disabled={busy}
            onClick={() => act(async (key) => setMade(await code(key)))}
          >
            {say.speak}
          </button>
        )}
        {link && (
          <button type="button" disabled={busy} onClick={() => act(withdraw)}>
            {say.withdraw}
          </button>
        )}
      </div>
      <Trouble error={error} />
      {made && <Shown centre={centre} about={about} made={made} onClose={() => setMade(null)} />}
    </>
  );
}

interface ShownProps {
  centre: Props["centre"];
  about: Props["about"];
  made: NewAnswerLink;
  onClose: () => void;
}

/** The link and its code, this once. */
function Shown({ centre, about, made, onClose }: ShownProps) {
  const me = useMe();
  const own = usePicture().centre.get(me.centre_id);
  const text =
    made.url &&
    say.text(about.exercise, own?.name ?? me.party, about.reference, made.url, numberOf(own));
  return (
    <Dialog title={say.title(centre.name)} onClose={onClose}>
      {made.code ? (
        <>
          {made.url && (
            <>
              {isLoopback(made.url) && <p className="alert">{say.loopback}</p>}
              <Copied label={say.address} value={made.url} act={say.copy} />
              {text && <Copied label={say.ready} value={text} act={say.copyText} long />}
            </>
          )}
          <p>
            {say.code} <output className="spoken-code">{spaced(made.code)}</output>
          </p>
          <CallCentre id={centre.id} />
          <p>{made.url ? say.how : say.howCode}</p>
        </>
      ) : (
        <p>{say.shownBefore}</p>
      )}
      <div className="row">
        <button type="button" className="main" onClick={onClose}>
          {say.done}
        </button>
      </div>
    </Dialog>
  );
}

interface CopiedProps {
  label: string;
  value: string;
  act: string;
  long?: boolean;
}

/** Something to take along: selected as a whole, and copied by a key. */
function Copied({ label, value, act, long = false }: CopiedProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  const select = () => field.current?.select();
  const copy = () => {
    select();
    navigator.clipboard?.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false), // it is selected: the keys of the browser copy it
    );
  };
  return (
    <>
      <label>
        {label}
        <textarea ref={field} rows={long ? 4 : 1} readOnly value={value} onFocus={select} />
      </label>
      <div className="row">
        <button type="button" onClick={copy}>
          {act}
        </button>
        <span role="status">{copied && say.copied}</span>
      </div>
    </>
  );
}

/** As it is read out: three and three. */
const spaced = (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`;
