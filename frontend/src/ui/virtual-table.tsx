/** A table of any length: only the rows in view are drawn; sorted by its heads. */

import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";

export interface Column<Row> {
  readonly name: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Left out where a phone has no room. */
  readonly extra?: boolean;
  /** It has the room that the others leave, and is cut where that is not enough. */
  readonly grows?: boolean;
  readonly sorted?: boolean;
}

export interface Sorting {
  readonly by: string;
  readonly down: boolean;
}

interface Props<Row extends { readonly id: string }> {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  chosen?: string | null;
  sorting?: Sorting;
  onSort?: (sorting: Sorting) => void;
  /** Attributes of the row's element, like what it points at. */
  about?: (row: Row) => object;
}

const classOf = ({ extra, grows }: Pick<Column<never>, "extra" | "grows">) =>
  [extra && "extra", grows && "grows"].filter(Boolean).join(" ") || undefined;

/** Drawn beyond both edges, so that a quick scroll shows no gap. */
const BEYOND = 8;
const SOME = 40;

export function VirtualTable<Row extends { readonly id: string }>(props: Props<Row>) {
  const { label, rows, columns, chosen = null, about } = props;
  const box = useRef<HTMLDivElement>(null);
  const { from, until, high } = useWindow(box, rows.length);
  const at = chosen === null ? -1 : rows.findIndex(({ id }) => id === chosen);
  useEffect(() => {
    if (at >= 0 && box.current) bring(box.current, at, high);
  }, [at, high]);
  const drawn = rows.slice(from, until);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="scroll-table" ref={box} tabIndex={0} aria-label={label}>
      <table aria-label={label} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Head key={column.name} column={column} {...props} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap rows={from} high={high} />
          {drawn.map((row, index) => (
            <tr
              key={row.id}
              aria-rowindex={from + index + 2}
              aria-current={row.id === chosen ? "true" : undefined}
              {...about?.(row)}
            >
              {columns.map((column) => (
                <td key={column.name} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
          <Gap rows={rows.length - until} high={high} />
        </tbody>
      </table>
    </section>
  );
}

/** The rows in view, and the height of one in CSS pixels. */
function useWindow(box: React.RefObject<HTMLDivElement | null>, count: number) {
  const [seen, setSeen] = useState({ from: 0, until: SOME, high: 36 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const row = element.querySelector("tbody tr[aria-rowindex]");
      // With its fraction, which counts over many rows.
      const high = row?.getBoundingClientRect().height || 36;
      const first = Math.floor(element.scrollTop / high) - BEYOND;
      const most = Math.ceil(element.clientHeight / high) + 2 * BEYOND;
      const from = Math.min(Math.max(0, first), Math.max(0, count - most));
      const next = { from, until: Math.min(count, from + most), high };
      setSeen((before) =>
        before.from === next.from && before.until === next.until && before.high === high
          ? before
          : next,
      );
    };
    look();
    const sized = new ResizeObserver(look);
    sized.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      sized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [box, count]);
  return seen;
}

function bring(box: HTMLElement, row: number, high: number): void {
  const head = box.querySelector("thead")?.offsetHeight ?? high;
  const top = row * high;
  if (top < box.scrollTop) box.scrollTop = Math.floor(top);
  else if (top + high + head > box.scrollTop + box.clientHeight) {
    box.scrollTop = Math.ceil(top + high + head - box.clientHeight);
  }
}

/** The room of the rows that are not drawn. */
function Gap({ rows, high }: { rows: number; high: number }) {
  if (rows <= 0) return null;
  return (
    <tr ref={(gap) => gap?.style.setProperty("height", `${rows * high}px`)}>
      <td />
    </tr>
  );
}

function Head<Row extends { readonly id: string }>({
  column,
  sorting,
  onSort,
}: Props<Row> & { column: Column<Row> }) {
  const on = sorting?.by === column.name;
  const order = on ? (sorting.down ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" className={classOf(column)} aria-sort={order}>
      {onSort && column.sorted !== false ? (
        <button
          type="button"
          className="quiet"
          onClick={() => onSort({ by: column.name, down: on ? !sorting.down : false })}
        >
          {column.title}
          <span aria-hidden="true">{on ? (sorting.down ? " ▾" : " ▴") : ""}</span>
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}
