/** Lists that come in pages, read to their end. */

import { cursorOf } from "./client";

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | null;
}

/** Every row of a list, page by page. */
export async function everyPage<T>(
  read: (cursor: string | null) => Promise<Page<T>>,
): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read(cursor);
    rows.push(...page.items);
    cursor = cursorOf(page.next);
  } while (cursor);
  return rows;
}
