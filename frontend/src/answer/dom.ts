/** Elements of the answer page, made without a framework; text is never read as markup. */

export type Child = Node | string | false | null | undefined;

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value === true) made.setAttribute(name, "");
    else if (typeof value === "string") made.setAttribute(name, value);
  }
  append(made, children);
  return made;
}

export function append(to: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child) to.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
}

export function fill(to: Node, ...children: readonly Child[]): void {
  while (to.firstChild) to.removeChild(to.firstChild);
  append(to, children);
}
