/** A modal sheet: focus goes in and returns whence it came; Escape closes it. */

import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function Dialog({ title, onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const came = document.activeElement;
    element.current?.showModal();
    return () => {
      if (came instanceof HTMLElement) came.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      aria-label={title}
      onClose={onClose}
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
