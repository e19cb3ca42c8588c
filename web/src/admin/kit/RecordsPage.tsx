import { Button, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useKeys } from "@/app/keys";
import { ProblemState } from "@/app/ProblemState";
import { useRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import { recordId, type Kind, type Records } from "@/protocol/configuration";
import { Count, DataTable, EmptyState, Key, Loading, Page, type Column } from "@/ui";
import { RecordForm, type FormSpec } from "./RecordForm";
import styles from "../admin.module.css";

interface Props<K extends Kind, D extends object> {
  spec: FormSpec<K, D>;
  title: string;
  /** "New queue": the button and the panel's title. */
  newTitle: string;
  /** One sentence and the next step, when there is none. */
  empty: string;
  columns: readonly Column<Records[K]>[];
  /** What the search looks in, besides the name. */
  textOf?: (record: Records[K]) => string;
  /** What the list is in the order of; the name, where nothing else is said. */
  orderOf?: (record: Records[K]) => string;
  /** What else is on the page, under the list. */
  below?: React.ReactNode;
}

/** A list of records with the form of the chosen one beside it. The choice stands in the address. */
export function RecordsPage<K extends Kind, D extends object>({
  spec,
  title,
  newTitle,
  empty,
  columns,
  textOf,
  orderOf,
  below,
}: Props<K, D>) {
  const { t, format } = useText();
  const navigate = useNavigate();
  const { id } = useParams();
  const list = useRecords(spec.kind);
  const [words, setWords] = useState("");
  const search = useRef<HTMLInputElement>(null);
  const here = `/admin/${spec.kind}`;

  const rows = useMemo(() => {
    const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return [...(list.data ?? [])]
      .filter((record) => {
        const text = `${spec.nameOf(record)} ${textOf?.(record) ?? ""}`.toLocaleLowerCase();
        return wanted.every((word) => text.includes(word));
      })
      .sort((a, b) => format.compare((orderOf ?? spec.nameOf)(a), (orderOf ?? spec.nameOf)(b)));
  }, [list.data, words, spec, textOf, orderOf, format]);

  useKeys(
    title,
    useMemo(
      () => [
        { keys: "/", label: t("admin.search"), run: () => search.current?.focus() },
        { keys: "n", label: newTitle, run: () => void navigate(`${here}/new`) },
      ],
      [t, newTitle, navigate, here],
    ),
  );

  return (
    <div className={styles["split"]}>
      <Page
        title={
          <span className="row">
            {title} {list.data !== undefined && <Count>{format.number(list.data.length)}</Count>}
          </span>
        }
        tools={
          <>
            <TextInput
              ref={search}
              // Beside a wide panel the search gives way, not the button's words.
              style={{ flex: "0 1 200px", minWidth: 96 }}
              aria-label={t("admin.search")}
              placeholder={t("admin.search")}
              leftSection={<IconSearch size={14} />}
              rightSection={<Key>/</Key>}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
            <Button
              style={{ flex: "none" }}
              variant={id === undefined ? "filled" : "default"}
              leftSection={<IconPlus size={15} />}
              onClick={() => void navigate(`${here}/new`)}
            >
              {newTitle}
            </Button>
          </>
        }
      >
        <div className="card">
          {list.isPending && <Loading />}
          {list.isError && (
            <div className="pad">
              <ProblemState problem={list.error} onRetry={() => void list.refetch()} />
            </div>
          )}
          {list.data !== undefined &&
            (rows.length > 0 ? (
              <DataTable
                label={title}
                columns={columns}
                rows={rows}
                rowId={(record) => recordId(spec.kind, record)}
                selected={id}
                onOpen={(record) => void navigate(`${here}/${recordId(spec.kind, record)}`)}
              />
            ) : (
              <EmptyState>{words === "" ? empty : t("admin.nothingFound")}</EmptyState>
            ))}
        </div>
        {below}
      </Page>
      {id !== undefined && (
        <RecordForm
          key={id}
          spec={spec}
          id={id === "new" ? null : id}
          newTitle={newTitle}
          onClose={() => void navigate(here)}
        />
      )}
    </div>
  );
}
