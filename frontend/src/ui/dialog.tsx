/** A modal sheet: focus goes in and returns whence it came; Escape closes it. */

import { type ReactNode, useLayoutEffect, useRef } from "react";
import { picking } from "@/state/pointing";
import { useStore } from "@/state/store";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** Focus returns whence it came, once what took it is gone. */
export function useFocusBack(): void {
  const came = useRef<Element>(null);
  useLayoutEffect(() => {
    came.current = document.activeElement;
    return () => {
      const back = came.current;
      // What is behind an open one takes no focus.
      queueMicrotask(() => back instanceof HTMLElement && back.focus());
    };
  }, []);
}

export function Dialog({ title, onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  useFocusBack();
  // It lets the map be reached while a field of its own waits for a position from there.
  const aside = useStore(picking, (asking) => asking !== null);
  useLayoutEffect(() => {
    if (aside) element.current?.close();
    else if (!element.current?.open) element.current?.showModal();
  }, [aside]);
  return (
    <dialog
      ref={element}
      aria-label={title}
      // Told late, it may stand aside for the map by then, or be back.
      onClose={() => picking.get() === null && !element.current?.open && onClose()}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="stack">
        <h1>{title}</h1>
        {children}
      </div>
    </dialog>
  );
}
