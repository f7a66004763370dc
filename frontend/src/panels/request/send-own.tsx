/** Own units for an own request that belongs to no case: a coordinator sends them from here. */

import { useRef, useState } from "react";
import type { Request } from "@/api/types";
import { withoutCase as said } from "@/i18n/en-without-case";
import { useMay, useMe } from "@/state/hooks";
import { isAsking } from "@/state/request-states";
import { useHeldFocus } from "@/ui/held-focus";
import { useKey } from "@/ui/keys";
import { later } from "@/ui/later";
import { Opening } from "@/ui/opening";

const MakeOffer = later(() => import("./make-offer"));

export default function SendOwn({ request }: { request: Request }) {
  const me = useMe();
  const coordinates = useMay("coordinator");
  const watches = useMay("watch_officer");
  const [sending, setSending] = useState(false);
  const held = useHeldFocus<HTMLElement>();
  const button = useRef<HTMLButtonElement>(null);
  const going = request.party === me.party && isAsking(request);
  const send = () => {
    // The form gives the focus back whence it came, also to who has pressed the key.
    button.current?.focus();
    setSending(true);
  };
  useKey("o", going && coordinates ? send : null);
  if (!going || !(coordinates || watches)) return null;
  if (!coordinates) return <p className="muted">{said.ownByCoordinator}</p>;
  return (
    <section className="stack tight" aria-label={said.ownUnits} {...held}>
      <div className="row">
        <button ref={button} type="button" onClick={send}>
          {said.sendOwn} <kbd>O</kbd>
        </button>
      </div>
      <Opening about={sending ? request.id : null}>
        {sending && <MakeOffer about={{ asked: true, request }} onDone={() => setSending(false)} />}
      </Opening>
    </section>
  );
}
