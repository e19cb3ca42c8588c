import { Button, Checkbox, CopyButton, TextInput } from "@mantine/core";
import { IconCopy, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { everyPage, useById } from "@/app/records";
import { ProblemState } from "@/app/ProblemState";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { ApiToken, NewApiToken, Role } from "@/protocol/configuration";
import { DataTable, EmptyState, Loading, Page, SidePanel, useToast, type Column } from "@/ui";
import { useFaultsOf, useFieldText } from "../kit/form";
import styles from "../admin.module.css";

const TOKENS = ["api-tokens"] as const;

/** Keys of programs. A secret is shown once. */
export default function Tokens() {
  const { t, format } = useText();
  const users = useById("users");
  const list = useQuery({ queryKey: TOKENS, queryFn: () => everyPage<ApiToken>("/api-tokens") });
  const [chosen, setChosen] = useState<string | null>(null);
  const columns: Column<ApiToken>[] = [
    { id: "name", title: t("label.name"), cell: ({ name }) => <b>{name}</b> },
    {
      id: "roles",
      title: t("label.roles"),
      cell: ({ roles }) => roles.map((role) => t(`role.${role}`)).join(", "),
    },
    { id: "by", title: t("admin.madeBy"), cell: ({ user_id }) => users.get(user_id)?.name },
    { id: "made", title: t("admin.madeAt"), cell: ({ created_at }) => format.dateTime(created_at) },
    {
      id: "used",
      title: t("admin.lastUsed"),
      cell: ({ last_used_at }) =>
        last_used_at === null ? (
          <span className="t3">{t("admin.neverUsed")}</span>
        ) : (
          format.dateTime(last_used_at)
        ),
    },
  ];
  const token = list.data?.find(({ token_id }) => token_id === chosen);
  return (
    <div className={styles["split"]}>
      <Page
        title={t("admin.tokens")}
        tools={
          <Button
            variant={chosen === null ? "filled" : "default"}
            leftSection={<IconPlus size={15} />}
            onClick={() => setChosen("new")}
          >
            {t("admin.newToken")}
          </Button>
        }
      >
        <div className="card">
          {list.isPending && <Loading />}
          {list.isError && (
            <div className="pad">
              <ProblemState problem={list.error} onRetry={() => void list.refetch()} />
            </div>
          )}
          {list.data?.length === 0 && <EmptyState>{t("admin.noTokens")}</EmptyState>}
          {list.data !== undefined && list.data.length > 0 && (
            <DataTable
              label={t("admin.tokens")}
              columns={columns}
              rows={list.data}
              rowId={({ token_id }) => token_id}
              selected={chosen ?? undefined}
              onOpen={({ token_id }) => setChosen(token_id)}
            />
          )}
        </div>
      </Page>
      {chosen === "new" && <NewToken onClose={() => setChosen(null)} />}
      {token !== undefined && (
        <TokenPanel key={token.token_id} token={token} onClose={() => setChosen(null)} />
      )}
    </div>
  );
}

function NewToken({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const me = useMe();
  const faultsOf = useFaultsOf();
  const fieldText = useFieldText();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  // Nobody gives away a role that is not theirs.
  const mine = (["agent", "supervisor", "administrator"] as const).filter((role) => me.roles.includes(role));
  const [roles, setRoles] = useState<Role[]>(mine.slice(0, 1));
  const [asked, setAsked] = useState(false);
  const make = useMutation({
    mutationFn: () => request<NewApiToken>("/api-tokens", { method: "POST", body: { name, roles } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: TOKENS }),
  });
  const faults = make.isError ? faultsOf(make.error) : {};
  if (make.isSuccess)
    return (
      <SidePanel
        title={make.data.name}
        onClose={onClose}
        footer={
          <Button variant="filled" onClick={onClose}>
            {t("admin.done")}
          </Button>
        }
      >
        <div className={styles["secret"]} role="status">
          <p>{t("admin.tokenOnce")}</p>
          <code>{make.data.secret}</code>
          <CopyButton value={make.data.secret}>
            {({ copied, copy }) => (
              <Button size="sm" leftSection={<IconCopy size={14} />} onClick={copy}>
                {copied ? t("admin.copied") : t("admin.copy")}
              </Button>
            )}
          </CopyButton>
        </div>
      </SidePanel>
    );
  return (
    <SidePanel
      title={t("admin.newToken")}
      onClose={onClose}
      footer={
        <Button
          variant="filled"
          loading={make.isPending}
          onClick={() => {
            setAsked(true);
            if (name.trim() !== "" && roles.length > 0) make.mutate();
          }}
        >
          {t("admin.makeToken")}
        </Button>
      }
    >
      <div className={styles["form"]}>
        <p className="t2">{t("admin.tokenHint")}</p>
        {make.isError && <ProblemState problem={make.error} />}
        <TextInput
          label={t("label.name")}
          description={t("admin.tokenNameHint")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={asked && name.trim() === "" ? fieldText("missing") : faults["name"]}
        />
        <Checkbox.Group
          label={t("label.roles")}
          value={roles}
          onChange={setRoles}
          error={asked && roles.length === 0 ? fieldText("missing") : faults["roles"]}
        >
          <div className={styles["checks"]}>
            {mine.map((role) => (
              <Checkbox
                key={role}
                value={role}
                label={t(`role.${role}`)}
                description={t(`role.${role}_may`)}
              />
            ))}
          </div>
        </Checkbox.Group>
      </div>
    </SidePanel>
  );
}

/** Revoking cannot be taken back: it asks for the name. */
function TokenPanel({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const { t, format } = useText();
  const queries = useQueryClient();
  const toast = useToast();
  const [typed, setTyped] = useState("");
  const revoke = useMutation({
    mutationFn: () => request(`/api-tokens/${token.token_id}`, { method: "DELETE" }),
    onSuccess: async () => {
      toast({ text: t("admin.revoked", { name: token.name }) });
      await queries.invalidateQueries({ queryKey: TOKENS });
      onClose();
    },
  });
  return (
    <SidePanel title={token.name} onClose={onClose}>
      <div className={styles["form"]}>
        <p className="t2">
          {token.last_used_at === null
            ? t("admin.tokenNeverUsed")
            : t("admin.tokenUsed", { at: format.fullDateTime(token.last_used_at) })}
        </p>
        <section className={styles["access"]}>
          <h3>{t("admin.revoke")}</h3>
          <p className="t2 sm">{t("admin.revokeHint")}</p>
          <TextInput
            label={t("admin.typeName", { name: token.name })}
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {revoke.isError && <ProblemState problem={revoke.error} />}
          <div>
            <Button
              disabled={typed.trim() !== token.name}
              loading={revoke.isPending}
              onClick={() => revoke.mutate()}
            >
              {t("admin.revokeNow")}
            </Button>
          </div>
        </section>
      </div>
    </SidePanel>
  );
}
