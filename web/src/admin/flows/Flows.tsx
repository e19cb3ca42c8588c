import { Button, Modal, SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconDownload, IconPencil, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, Navigate, useNavigate, useParams } from "react-router";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { everyPage, recordsKey, useById, useRecords } from "@/app/records";
import { saveFile } from "@/app/files";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { FlowHead, FlowVersion } from "@/protocol/configuration";
import { Chip, Count, DataTable, EmptyState, ErrorState, Loading, Page, useToast, type Column } from "@/ui";
import { Outline } from "./Outline";
import { Upload } from "./Upload";
import styles from "./flows.module.css";

/** What callers meet before they meet a person. */
export default function Flows() {
  const { id } = useParams();
  const navigate = useNavigate();
  if (id === undefined) return <FlowList />;
  if (id === "new") return <Upload flow={null} from={null} onClose={() => void navigate("/admin/flows")} />;
  return <FlowPage key={id} id={id} />;
}

function FlowList() {
  const { t, format } = useText();
  const navigate = useNavigate();
  const list = useRecords("flows");
  const numbers = useRecords("numbers").data ?? [];
  const rows = [...(list.data ?? [])].sort((a, b) => format.compare(a.name, b.name));
  const columns: Column<FlowHead>[] = [
    { id: "name", title: t("label.name"), cell: ({ name }) => <b>{name}</b> },
    {
      id: "version",
      title: t("flow.version"),
      cell: ({ published }) =>
        published === 0 ? <Chip>{t("flow.noVersion")}</Chip> : t("flow.versionN", { n: published }),
    },
    {
      id: "numbers",
      title: t("admin.numbers"),
      cell: ({ flow_id }) =>
        numbers
          .filter((number) => number.flow_id === flow_id)
          .map(({ number }) => phoneGroups(number))
          .join(", "),
    },
  ];
  return (
    <Page
      title={
        <span className="row">
          {t("admin.flows")} {list.data !== undefined && <Count>{list.data.length}</Count>}
        </span>
      }
      tools={
        <>
          <Button onClick={() => void navigate("/admin/flows/new")}>{t("admin.newFlow")}</Button>
          <NewDrawing />
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
        {list.data?.length === 0 && <EmptyState>{t("admin.noFlows")}</EmptyState>}
        {rows.length > 0 && (
          <DataTable
            label={t("admin.flows")}
            columns={columns}
            rows={rows}
            rowId={({ flow_id }) => flow_id}
            onOpen={({ flow_id }) => void navigate(`/admin/flows/${flow_id}`)}
          />
        )}
      </div>
    </Page>
  );
}

function FlowPage({ id }: { id: string }) {
  const { t } = useText();
  const problemText = useProblemText();
  const heads = useRecords("flows");
  const head = useById("flows").get(id);
  const versions = useQuery({
    queryKey: ["flow-versions", id],
    queryFn: () => everyPage<FlowVersion>(`/flows/${id}/versions`),
  });
  const [wanted, setWanted] = useState<number | null>(null);
  const [view, setView] = useState("outline");
  const [editing, setEditing] = useState(false);

  if (heads.isPending || versions.isPending) return <Loading />;
  if (versions.isError || head === undefined)
    return (
      <Page title={t("admin.flows")}>
        <ErrorState
          title={versions.isError ? problemText(versions.error) : t("problem.not_found")}
          onRetry={() => void versions.refetch()}
        />
      </Page>
    );
  const shown = versions.data.find(({ version }) => version === wanted) ?? versions.data[0];
  if (versions.data.length === 0 && !editing) return <Navigate to={`/admin/flows/${id}/draw`} replace />;
  if (editing) return <Upload flow={head} from={shown ?? null} onClose={() => setEditing(false)} />;
  if (shown === undefined) return null;
  return (
    <Page
      title={
        <span className="row">
          <Link to="/admin/flows">{t("admin.flows")}</Link> / {head.name}
        </span>
      }
      tools={
        <>
          <Select
            w={200}
            aria-label={t("flow.version")}
            data={versions.data.map(({ version }) => ({
              value: String(version),
              label:
                version === head.published
                  ? t("flow.versionCurrent", { n: version })
                  : t("flow.versionN", { n: version }),
            }))}
            value={String(shown.version)}
            onChange={(value) => setWanted(value === null ? null : Number(value))}
          />
          <SegmentedControl
            value={view}
            onChange={setView}
            data={[
              { value: "outline", label: t("flow.outline") },
              { value: "json", label: "JSON" },
            ]}
          />
          <Button
            leftSection={<IconDownload size={15} />}
            onClick={() =>
              saveFile(
                `${shown.document.id}-${shown.version}.json`,
                "application/json",
                JSON.stringify(shown.document, null, 2),
              )
            }
          >
            {t("flow.download")}
          </Button>
          {shown.version !== head.published && <PublishAgain flow={head} version={shown} />}
          <Button onClick={() => setEditing(true)}>{t("flow.newVersion")}</Button>
          <Button
            variant="filled"
            leftSection={<IconPencil size={15} />}
            component={Link}
            to={`/admin/flows/${id}/draw`}
          >
            {t("flow.draw")}
          </Button>
        </>
      }
    >
      <div className={`card ${styles["page"] ?? ""}`}>
        {view === "outline" ? (
          <Outline document={shown.document} />
        ) : (
          // Long lines scroll sideways: the keyboard must reach them.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <pre className={styles["pre"]} tabIndex={0} aria-label="JSON">
            {JSON.stringify(shown.document, null, 2)}
          </pre>
        )}
      </div>
    </Page>
  );
}

/** A flow begins with its name, and is drawn. */
function NewDrawing() {
  const { t } = useText();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState<string | null>(null);
  const create = useMutation({
    mutationFn: (called: string) =>
      request<FlowHead>("/flows", { method: "POST", body: { name: called.trim() } }),
    onSuccess: async ({ flow_id }) => {
      await queries.invalidateQueries({ queryKey: recordsKey("flows") });
      void navigate(`/admin/flows/${flow_id}/draw`);
    },
  });
  return (
    <>
      <Button variant="filled" leftSection={<IconPlus size={15} />} onClick={() => setName("")}>
        {t("flow.newDrawing")}
      </Button>
      <Modal opened={name !== null} onClose={() => setName(null)} title={t("flow.newDrawing")}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name !== null && name.trim() !== "") create.mutate(name);
          }}
        >
          <TextInput
            data-autofocus
            label={t("flow.drawingName")}
            value={name ?? ""}
            onChange={(event) => setName(event.currentTarget.value)}
            error={create.isError && problemText(create.error)}
          />
          <Button
            mt={12}
            type="submit"
            variant="filled"
            loading={create.isPending}
            disabled={name?.trim() === ""}
          >
            {t("flow.drawingBegin")}
          </Button>
        </form>
      </Modal>
    </>
  );
}

/** An older version becomes the newest again: that is how a publication is taken back. */
function PublishAgain({ flow, version }: { flow: FlowHead; version: FlowVersion }) {
  const { t } = useText();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const toast = useToast();
  const publish = useMutation({
    mutationFn: () =>
      request<FlowVersion>(`/flows/${flow.flow_id}/versions`, { method: "POST", body: version.document }),
    onSuccess: async (made) => {
      toast({ text: t("flow.published", { name: flow.name, n: made.version }) });
      await queries.invalidateQueries({ queryKey: recordsKey("flows") });
      await queries.invalidateQueries({ queryKey: ["flow-versions", flow.flow_id] });
    },
    onError: (problem) => toast({ kind: "fault", text: problemText(problem) }),
  });
  return (
    <Button loading={publish.isPending} onClick={() => publish.mutate()}>
      {t("flow.publishAgain", { n: version.version })}
    </Button>
  );
}
