import { useMemo } from "react";
import { useText } from "@/i18n/TextProvider";
import type { Trunk } from "@/protocol/configuration";
import { Chip, type Column } from "@/ui";
import type { Form } from "../kit/form";
import { ChoiceField, LinesField, SecretField, SwitchField, TextField } from "../kit/fields";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";

interface Draft {
  name: string;
  /** One a line. */
  addresses: string;
  server: string;
  user: string;
  /** Empty: as it is. */
  password: string;
  registers: boolean;
  transport: string | null;
}

const BLANK: Draft = {
  name: "",
  addresses: "",
  server: "",
  user: "",
  password: "",
  registers: false,
  transport: "udp",
};

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

/** The lines to the telephone network. */
export default function Trunks() {
  const { t } = useText();
  const spec = useMemo(
    (): FormSpec<"trunks", Draft> => ({
      kind: "trunks",
      blank: () => BLANK,
      draftOf: (trunk) => ({
        name: trunk.name,
        addresses: trunk.addresses.join("\n"),
        server: trunk.server ?? "",
        user: trunk.user ?? "",
        password: "",
        registers: trunk.registers,
        transport: trunk.transport,
      }),
      bodyOf: ({ password, addresses, server, user, ...rest }) => ({
        ...rest,
        addresses: addresses.split(/[\s,;]+/).filter(Boolean),
        server: orNull(server),
        user: orNull(user),
        ...(password === "" ? {} : { password }),
      }),
      nameOf: ({ name }) => name,
      required: ["name"],
      fixed: ({ demo }) => demo,
      fields: (form, record) => <TrunkFields form={form} record={record} />,
    }),
    [],
  );
  const columns: Column<Trunk>[] = [
    {
      id: "name",
      title: t("label.name"),
      cell: ({ name, demo }) => (
        <span className="row">
          <b>{name}</b> {demo && <Chip>{t("admin.demo")}</Chip>}
        </span>
      ),
    },
    { id: "addresses", title: t("label.addresses"), cell: ({ addresses }) => addresses.join(", ") },
    { id: "server", title: t("label.server"), cell: ({ server }) => server },
    { id: "transport", title: t("label.transport"), cell: ({ transport }) => transport.toUpperCase() },
    {
      id: "registers",
      title: t("admin.signsIn"),
      cell: ({ registers, user }) =>
        registers ? (user ?? "") : <span className="t3">{t("admin.byAddress")}</span>,
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("admin.trunks")}
      newTitle={t("admin.newTrunk")}
      empty={t("admin.noTrunks")}
      columns={columns}
    />
  );
}

function TrunkFields({ form, record }: { form: Form<Draft>; record: Trunk | null }) {
  const { t } = useText();
  if (record?.demo === true) return <p className="t2">{t("admin.demoTrunk")}</p>;
  return (
    <>
      <TextField form={form} name="name" label={t("label.name")} hint={t("admin.trunkNameHint")} mono />
      <LinesField
        form={form}
        name="addresses"
        label={t("label.addresses")}
        hint={t("admin.addressesHint")}
        rows={2}
      />
      <TextField
        form={form}
        name="server"
        label={t("label.server")}
        hint={t("admin.serverHint")}
        placeholder="sip:provider.example:5060"
        mono
      />
      <ChoiceField
        form={form}
        name="transport"
        label={t("label.transport")}
        choices={["udp", "tcp", "tls"].map((value) => ({ value, label: value.toUpperCase() }))}
      />
      <SwitchField
        form={form}
        name="registers"
        label={t("label.registers")}
        hint={t("admin.registersHint")}
      />
      <TextField form={form} name="user" label={t("label.user")} mono />
      <SecretField
        form={form}
        name="password"
        label={t("label.password")}
        hint={record === null ? undefined : t("admin.trunkPasswordHint")}
      />
    </>
  );
}
