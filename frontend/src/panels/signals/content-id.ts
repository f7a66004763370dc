/** The id of what is sent: one for each content, however often that is sent. Pure. */

export interface SentContent {
  readonly key: string;
  readonly content: string;
  readonly id: string;
}

/**
 * `before`: the last sending, whose answer may never have come. `key` stays the same until the server
 * has answered: another content under it needs an id of its own, as `fresh` makes it.
 */
export function sentContent(
  before: SentContent | null,
  key: string,
  content: string,
  fresh: () => string,
): SentContent {
  if (before?.key !== key) return { key, content, id: key };
  return before.content === content ? before : { key, content, id: fresh() };
}
