/** A link inside the application. */

import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { go } from "@/state/route";

export function Link({
  href,
  onClick,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(href);
    onClick?.(event);
  };
  return <a {...rest} href={href} onClick={follow} />;
}
