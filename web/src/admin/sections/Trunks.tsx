import { useMemo } from "react";
import { useText } from "@/i18n/TextProvider";
import type { Trunk } from "@/protocol/configuration";
import { Chip, type Column } from "@/ui";
import type { Form } from "../kit/form";
import { ChoiceField, LinesField, ManyField, SecretField, SwitchField, TextField } from "../kit/fields";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";
import { TrunkState, TrunkTrial } from "./TrunkNow";
import { TrunkSpending } from "./TrunkSpending";
import { UnpricedHere } from "./Unpriced";

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
  srtp: boolean;
  codecs: string[];
  /** One a line. */
  prefixes: string;
  /** Empty: no limit of its own. */
  max_calls: string;
  spend_per_day: string;
  spend_per_month: string;
  caller_id: string;
  trusted: boolean;
  disabled: boolean;
}

const BLANK: Draft = {
  name: "",
  addresses: "",
  server: "",
  user: "",
  password: "",
  registers: false,
  transport: "udp",
  srtp: false,
  codecs: [],
  prefixes: "",
  max_calls: "",
  spend_per_day: "",
  spend_per_month: "",
  caller_id: "",
  trusted: false,
  disabled: false,
};

const CODECS = [
  { value: "alaw", label: "G.711 A-law" },
  { value: "ulaw", label: "G.711 µ-law" },
  { value: "g722", label: "G.722" },
  { value: "opus", label: "Opus" },
];

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

/** What is no number goes as it is: the server says so. */
function numberOf(text: string): number | string | null {
  const entered = orNull(text);
  return entered === null || Number.isNaN(Number(entered)) ? entered : Number(entered);
}

function listOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
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
        srtp: trunk.srtp,
        codecs: trunk.codecs,
        prefixes: trunk.prefixes.join("\n"),
        max_calls: trunk.max_calls?.toString() ?? "",
        spend_per_day: trunk.spend_per_day?.toString() ?? "",
        spend_per_month: trunk.spend_per_month?.toString() ?? "",
        caller_id: trunk.caller_id ?? "",
        trusted: trunk.trusted,
        disabled: trunk.disabled,
      }),
      bodyOf: ({
        password,
        addresses,
        server,
        user,
        prefixes,
        max_calls,
        spend_per_day,
        spend_per_month,
        caller_id,
        ...rest
      }) => ({
        ...rest,
        addresses: listOf(addresses),
        prefixes: listOf(prefixes),
        max_calls: numberOf(max_calls),
        spend_per_day: numberOf(spend_per_day),
        spend_per_month: numberOf(spend_per_month),
        caller_id: orNull(caller_id),
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
    { id: "state", title: t("trunk.state"), cell: (trunk) => <TrunkState trunk={trunk} /> },
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
  if (record?.demo === true)
    return (
      <>
        <p className="t2">{t("admin.demoTrunk")}</p>
        {record.server !== null && (
          <>
            <TrunkSpending trunk={record} />
            <TrunkTrial trunk={record} />
          </>
        )}
      </>
    );
  return (
    <>
      {record !== null && (
        <>
          <TrunkState trunk={record} />
          {record.server !== null && <TrunkSpending trunk={record} />}
          {record.server !== null && <TrunkTrial trunk={record} />}
        </>
      )}
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
      <SwitchField form={form} name="srtp" label={t("label.srtp")} hint={t("admin.srtpHint")} />
      <ManyField
        form={form}
        name="codecs"
        label={t("label.codecs")}
        hint={t("admin.codecsHint")}
        choices={CODECS}
      />
      <LinesField
        form={form}
        name="prefixes"
        label={t("label.prefixes")}
        hint={t("admin.prefixesHint")}
        rows={2}
      />
      <TextField
        form={form}
        name="max_calls"
        label={t("label.max_calls_out")}
        hint={t("admin.unlimited")}
        mono
      />
      <TextField
        form={form}
        name="spend_per_day"
        label={t("label.spend_per_day")}
        hint={t("admin.trunkSpendHint")}
        mono
      />
      <TextField
        form={form}
        name="spend_per_month"
        label={t("label.spend_per_month")}
        hint={t("admin.trunkSpendHint")}
        mono
      />
      {(form.draft.spend_per_day.trim() !== "" || form.draft.spend_per_month.trim() !== "") && (
        <UnpricedHere />
      )}
      <TextField
        form={form}
        name="caller_id"
        label={t("label.caller_id")}
        hint={t("admin.callerIdHint")}
        mono
      />
      <SwitchField form={form} name="trusted" label={t("label.trusted")} hint={t("admin.trustedHint")} />
      <SwitchField
        form={form}
        name="disabled"
        label={t("label.disabled")}
        hint={t("admin.trunkDisabledHint")}
      />
    </>
  );
}
