import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useRef } from "react";
import { latinKey } from "./latinKey";
import styles from "./ui.module.css";

export interface Column<Row> {
  id: string;
  title: string;
  cell: (row: Row) => React.ReactNode;
  /** Figures stand at the right. */
  number?: boolean;
  /** Under this width of window the column goes. */
  optional?: boolean;
  sortable?: boolean;
}

export interface Sorting {
  column: string;
  descending: boolean;
}

interface Props<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  selected?: string | undefined;
  onOpen?: (row: Row) => void;
  sorting?: Sorting;
  onSort?: (sorting: Sorting) => void;
}

/** A dense list. Rows open by click and Enter; arrows, J and K move between them. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowId,
  selected,
  onOpen,
  sorting,
  onSort,
}: Props<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);

  function move(event: React.KeyboardEvent, index: number, row: Row): void {
    if (event.target !== event.currentTarget) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[latinKey(event)];
    if (step !== undefined) (body.current?.children[index + step] as HTMLElement | undefined)?.focus();
    else if (event.key === "Enter") onOpen?.(row);
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles["tableWrap"]}>
      <table className={styles["table"]} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head
                key={column.id}
                column={column}
                {...(sorting && { sorting })}
                {...(onSort && { onSort })}
              />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => (
            <tr
              key={rowId(row)}
              data-open={onOpen === undefined ? undefined : ""}
              aria-selected={selected === rowId(row) || undefined}
              tabIndex={onOpen === undefined ? undefined : selected === undefined && index > 0 ? -1 : 0}
              onClick={() => onOpen?.(row)}
              onKeyDown={(event) => move(event, index, row)}
            >
              {columns.map((column) => (
                <td key={column.id} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellClass<Row>(column: Column<Row>): string {
  return `${column.number === true ? (styles["number"] ?? "") : ""} ${column.optional === true ? "hide-s" : ""}`;
}

interface HeadProps<Row> {
  column: Column<Row>;
  sorting?: Sorting;
  onSort?: (sorting: Sorting) => void;
}

function Head<Row>({ column, sorting, onSort }: HeadProps<Row>) {
  const here = sorting?.column === column.id;
  const direction = here ? (sorting.descending ? "descending" : "ascending") : undefined;
  const Arrow = direction === "descending" ? IconArrowDown : IconArrowUp;
  return (
    <th className={cellClass(column)} scope="col" aria-sort={direction}>
      {column.sortable === true && onSort !== undefined ? (
        <button
          type="button"
          onClick={() => onSort({ column: column.id, descending: here && !sorting.descending })}
        >
          {column.title}
          {here && <Arrow size={11} />}
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}
