import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useRef, useState } from "react";
import { useText } from "@/i18n/TextProvider";
import type { Skill, User } from "@/protocol/configuration";
import { pasted, type Area, type Pasted } from "./paste";
import { areaOf, at, contains, moved, type Selection } from "./selection";
import type { Change, Level } from "./sheet";
import styles from "./matrix.module.css";

const ROW = 32;
const COLUMN = 92;
const NAME = 220;
const HEAD = 52;
/** So soon after a 1 a 0 makes it ten. */
const TEN_MS = 1200;

interface Props {
  label: string;
  people: readonly User[];
  skills: readonly Skill[];
  levelAt: (user: string, skill: string) => Level;
  isChanged: (user: string, skill: string) => boolean;
  onPut: (changes: Change[], joins?: boolean) => void;
  onPasted: (pasted: Pasted) => void;
}

/** People × skills. One cell has the keys: arrows move, digits write, Delete empties; with Shift a whole area is chosen. */
export function Grid({ label, people, skills, levelAt, isChanged, onPut, onPasted }: Props) {
  // What the virtualiser gives changes with each scroll: nothing here may be kept from one drawing to the next.
  "use no memo";
  const { t, format } = useText();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<Selection>(at(0, 0));
  const typed = useRef({ at: 0, cell: "" });
  const size = { rows: people.length, columns: skills.length };
  const selection = within(chosen, size);
  const area = areaOf(selection);

  // eslint-disable-next-line react-hooks/incompatible-library -- "use no memo" above says so to the compiler
  const rows = useVirtualizer({
    count: people.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: ROW / 2,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: skills.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => COLUMN,
    overscan: 3,
    scrollPaddingStart: NAME,
    scrollPaddingEnd: COLUMN / 2,
  });
  useEffect(() => {
    if (people.length === 0 || skills.length === 0) return;
    rows.scrollToIndex(selection.row);
    columns.scrollToIndex(selection.column);
    // Only when the cell itself moves.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selection.row, selection.column]);

  function cellsOf({ top, bottom, left, right }: Area, level: Level): Change[] {
    return people
      .slice(top, bottom + 1)
      .flatMap(({ user_id: user }) =>
        skills.slice(left, right + 1).map(({ skill_id: skill }) => ({ user, skill, level })),
      );
  }

  function type(digit: number): void {
    const cell = JSON.stringify(area);
    const isTen = digit === 0 && typed.current.cell === `${cell}1` && Date.now() - typed.current.at < TEN_MS;
    typed.current = { at: Date.now(), cell: `${cell}${digit}` };
    if (isTen) onPut(cellsOf(area, 10), true);
    else onPut(cellsOf(area, digit === 0 ? null : digit));
  }

  function fillDown(): void {
    const top = people[area.top]?.user_id ?? "";
    const skillsIn = skills.slice(area.left, area.right + 1);
    onPut(
      people
        .slice(area.top + 1, area.bottom + 1)
        .flatMap(({ user_id: user }) =>
          skillsIn.map(({ skill_id: skill }) => ({ user, skill, level: levelAt(top, skill) })),
        ),
    );
  }

  function pressed(event: React.KeyboardEvent): void {
    const far = event.ctrlKey || event.metaKey;
    if (size.rows === 0 || size.columns === 0) return;
    const next = moved(selection, event, size);
    if (next !== undefined) {
      setChosen(next);
      typed.current.cell = "";
    } else if (/^\d$/.test(event.key) && !far && !event.altKey) type(Number(event.key));
    else if (event.key === "Delete" || event.key === "Backspace") onPut(cellsOf(area, null));
    else if (event.key === "d" && far && area.bottom > area.top) fillDown();
    else return;
    event.preventDefault();
  }

  function copied(event: React.ClipboardEvent): void {
    const lines = people.slice(area.top, area.bottom + 1).map(({ user_id }) =>
      skills
        .slice(area.left, area.right + 1)
        .map(({ skill_id }) => levelAt(user_id, skill_id) ?? "")
        .join("\t"),
    );
    event.clipboardData.setData("text/plain", lines.join("\n"));
    event.preventDefault();
  }

  function onPaste(event: React.ClipboardEvent): void {
    event.preventDefault();
    onPasted(
      pasted(
        event.clipboardData.getData("text/plain"),
        area,
        people.map(({ user_id, name, sign_in }) => ({ id: user_id, names: [name, sign_in] })),
        skills.map(({ skill_id, name }) => ({ id: skill_id, names: [name] })),
      ),
    );
  }

  function choose(event: React.MouseEvent, row: number, column: number): void {
    setChosen(event.shiftKey ? { ...selection, row, column } : at(row, column));
    scroller.current?.focus({ preventScroll: true });
  }
  function chooseColumn(column: number): void {
    setChosen({ row: size.rows - 1, fromRow: 0, column, fromColumn: column });
    scroller.current?.focus({ preventScroll: true });
  }
  function chooseRow(row: number): void {
    setChosen({ row, fromRow: row, column: size.columns - 1, fromColumn: 0 });
    scroller.current?.focus({ preventScroll: true });
  }

  const cellId = (row: number, column: number) => `${id}-${row}-${column}`;
  return (
    // One stop for Tab: the cell with the keys is told by aria-activedescendant. Each cell can be clicked; keys reach all of them from here.
    <div
      ref={scroller}
      className={styles["grid"]}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable="true"
      aria-rowcount={size.rows + 1}
      aria-colcount={size.columns + 1}
      aria-activedescendant={cellId(selection.row, selection.column)}
      onKeyDown={pressed}
      onCopy={copied}
      onPaste={onPaste}
    >
      <div
        style={{
          width: NAME + columns.getTotalSize(),
          height: HEAD + rows.getTotalSize(),
          position: "relative",
        }}
        role="presentation"
      >
        <div className={styles["head"]} role="row" aria-rowindex={1} style={{ height: HEAD }}>
          <div className={styles["corner"]} role="columnheader" aria-colindex={1} style={{ width: NAME }}>
            {t("matrix.person")}
          </div>
          {columns.getVirtualItems().map(({ index, start }) => {
            const skill = skills[index];
            if (skill === undefined) return null;
            const have = people.filter(({ user_id }) => levelAt(user_id, skill.skill_id) !== null).length;
            return (
              <div
                key={skill.skill_id}
                role="columnheader"
                aria-colindex={index + 2}
                className={styles["skill"]}
                data-chosen={(area.left <= index && index <= area.right) || undefined}
                style={{ left: NAME + start, width: COLUMN }}
              >
                <button
                  type="button"
                  tabIndex={-1}
                  title={`${skill.name}: ${t("matrix.chooseColumn")}`}
                  onClick={() => chooseColumn(index)}
                >
                  <span>{skill.name}</span>
                  <small>{t("matrix.have", { n: have })}</small>
                </button>
              </div>
            );
          })}
        </div>
        {rows.getVirtualItems().map(({ index: row, start }) => {
          const user = people[row];
          if (user === undefined) return null;
          return (
            <div
              key={user.user_id}
              role="row"
              aria-rowindex={row + 2}
              className={styles["row"]}
              style={{ top: HEAD + start, height: ROW }}
            >
              <div
                role="rowheader"
                aria-colindex={1}
                className={styles["person"]}
                data-chosen={(area.top <= row && row <= area.bottom) || undefined}
                style={{ width: NAME }}
              >
                <button
                  type="button"
                  tabIndex={-1}
                  title={`${user.sign_in}: ${t("matrix.chooseRow")}`}
                  onClick={() => chooseRow(row)}
                >
                  {user.name}
                </button>
              </div>
              {columns.getVirtualItems().map(({ index: column, start: left }) => {
                const skill = skills[column];
                if (skill === undefined) return null;
                const level = levelAt(user.user_id, skill.skill_id);
                const changed = isChanged(user.user_id, skill.skill_id);
                return (
                  // The grid has the keys for all its cells.
                  // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                  <div
                    key={skill.skill_id}
                    id={cellId(row, column)}
                    role="gridcell"
                    aria-colindex={column + 2}
                    aria-selected={contains(area, row, column)}
                    aria-label={cellWords(level, changed)}
                    className={styles["cell"]}
                    data-here={(row === selection.row && column === selection.column) || undefined}
                    data-changed={changed || undefined}
                    style={{ left: NAME + left, width: COLUMN, ...shade(level) }}
                    onClick={(event) => choose(event, row, column)}
                  >
                    {level === null ? "" : format.number(level)}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );

  function cellWords(level: Level, changed: boolean): string {
    const words = level === null ? t("matrix.none") : format.number(level);
    return changed ? t("matrix.changed", { level: words }) : words;
  }
}

/** The higher the level, the more ink: no state has a grey, so no state is meant. */
function shade(level: Level): React.CSSProperties {
  return level === null
    ? {}
    : { backgroundColor: `color-mix(in srgb, var(--text) ${level * 2}%, var(--surface))` };
}

/** The selection, where the list has become shorter. */
function within(chosen: Selection, { rows, columns }: { rows: number; columns: number }): Selection {
  const row = (value: number) => Math.max(0, Math.min(rows - 1, value));
  const column = (value: number) => Math.max(0, Math.min(columns - 1, value));
  return {
    row: row(chosen.row),
    column: column(chosen.column),
    fromRow: row(chosen.fromRow),
    fromColumn: column(chosen.fromColumn),
  };
}
