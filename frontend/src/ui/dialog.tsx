/**
 * A sheet over the panel, beside the map: focus goes in and returns whence it came; Escape closes it,
 * and so does another page. Header, map and lanes go on meanwhile; above it one reads in the panel.
 */

import "./dialog.css";
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { picking } from "@/state/pointing";
import { useRoute } from "@/state/route";
import { useStore } from "@/state/store";
import { useFocusBack } from "./focus-back";
import { useHeldFocus } from "./held-focus";
import { useKeyEverywhere } from "./keys";

interface Props {
  title: string;
  /** Nothing else is in reach: for what is shown once, and gone with a slip of the hand. */
  modal?: boolean;
  onClose: () => void;
  children: ReactNode;
}

export function Dialog({ title, modal = false, onClose, children }: Props) {
  const held = useHeldFocus<HTMLDialogElement>();
  const element = held.ref;
  const [place] = useState(() => document.querySelector(".beside") ?? document.body);
  const came = useFocusBack();
  // It lets the map be reached while a field of its own waits for a position from there.
  const aside = useStore(picking, (asking) => asking !== null);
  useLayoutEffect(() => {
    if (aside) element.current?.close();
    else if (!element.current?.open) {
      if (modal) element.current?.showModal();
      else element.current?.show();
    }
  }, [aside, modal, element]);
  useRoomAbove(element, came);
  useClosedByLeaving(onClose);
  useKeyEverywhere("escape", aside ? null : onClose);
  return createPortal(
    <dialog
      {...held}
      aria-label={title}
      // Told late, it may stand aside for the map by then, or be back.
      onClose={() => picking.get() === null && !element.current?.open && onClose()}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // Also where one types. One that it has opened has taken it already.
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className="stack">
        <h1>{title}</h1>
        {children}
      </div>
    </dialog>,
    place,
  );
}

/** Scrolls the panel until the opener is at its top, where the dialog would lie over the opener. */
function useRoomAbove(
  element: RefObject<HTMLDialogElement | null>,
  came: RefObject<Element | null>,
): void {
  useLayoutEffect(() => {
    const panel = came.current?.closest(".work");
    const top = element.current?.getBoundingClientRect().top ?? 0;
    const opener = came.current?.getBoundingClientRect();
    if (!panel || !opener || opener.bottom <= top) return;
    const was = panel.scrollTop;
    panel.scrollTop += opener.top - panel.getBoundingClientRect().top - SPACE_PX;
    return () => {
      panel.scrollTop = was;
    };
  }, [element, came]);
}

const SPACE_PX = 8;

/** Closes it once its subject is not on the screen any more: a case stays another one's. */
function useClosedByLeaving(onClose: () => void): void {
  useRoute();
  const opened = useRef(location.pathname);
  const left = opened.current !== location.pathname;
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    if (left) close.current();
  }, [left]);
}
