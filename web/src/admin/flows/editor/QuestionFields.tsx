import { SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { FlowService } from "@/protocol/configuration";
import { Coded } from "@/ui";
import type { NodeProps, TextName } from "./kind";
import { AddButton, TakeAway } from "./lines";
import { PartCount } from "./PartCount";
import styles from "./drawing.module.css";

/** Text that may have {variables} in it, or the name of one. */
export function TemplateField({ name, long, node, onChange }: NodeProps & { name: TextName; long: boolean }) {
  const { t } = useText();
  const shared = {
    label: t(`drawing.field_${name}`),
    description: (
      <Coded>{t(name === "to" && node.by === "sms" ? "drawing.hintToSms" : `drawing.hint_${name}`)}</Coded>
    ),
    spellCheck: false,
    value: node[name] ?? "",
  };
  return long ? (
    <>
      <Textarea
        {...shared}
        autosize
        minRows={3}
        maxLength={4000}
        onChange={(event) => onChange({ ...node, [name]: event.currentTarget.value })}
      />
      {name === "text" && node.by === "sms" && <PartCount text={shared.value} />}
    </>
  ) : (
    <TextInput
      {...shared}
      maxLength={2000}
      onChange={(event) => onChange({ ...node, [name]: event.currentTarget.value })}
    />
  );
}

/** Whom to ask, of those that the installation names; over HTTP also whom the address says. */
export function ServiceChoice({ of, node, onChange }: NodeProps & { of: FlowService["kind"] }) {
  const { t } = useText();
  const services = useQuery({
    queryKey: ["flow-services"],
    queryFn: () => request<{ items: FlowService[] }>("/flow-services"),
  });
  const known = (services.data?.items ?? []).filter(({ kind }) => kind === of).map(({ name }) => name);
  const chosen = node.service ?? "";
  return (
    <Select
      searchable
      label={t("drawing.field_service")}
      description={t(of === "http" ? "drawing.hint_service" : "drawing.hint_database")}
      placeholder={of === "http" ? t("drawing.asAddressSays") : t("drawing.choose")}
      clearable={of === "http"}
      data={chosen === "" || known.includes(chosen) ? known : [...known, chosen]}
      value={chosen === "" ? null : chosen}
      onChange={(service) => onChange({ ...node, service: service ?? (of === "http" ? null : "") })}
    />
  );
}

export function MethodChoice({ node, onChange }: NodeProps) {
  const { t } = useText();
  return (
    <SegmentedControl
      aria-label={t("drawing.field_method")}
      data={["GET", "POST"]}
      value={node.method ?? "GET"}
      onChange={(method) => onChange({ ...node, method })}
    />
  );
}

/** What $1, $2 ... of a statement stand for. */
export function ParametersField({ node, onChange }: NodeProps) {
  const { t } = useText();
  const parameters = node.parameters ?? [];
  const put = (next: string[]): void => onChange({ ...node, parameters: next });
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{t("drawing.field_parameters")}</legend>
      {parameters.map((value, index) => (
        <div key={index} className={styles["line"]}>
          <span style={{ flex: "0 0 28px" }}>${index + 1}</span>
          <TextInput
            className={styles["grow"] ?? ""}
            aria-label={`$${index + 1}`}
            placeholder="{order}"
            value={value}
            onChange={(event) =>
              put(parameters.map((each, at) => (at === index ? event.currentTarget.value : each)))
            }
          />
          <TakeAway onClick={() => put(parameters.filter((_, at) => at !== index))} />
        </div>
      ))}
      <AddButton onClick={() => put([...parameters, ""])}>{t("drawing.addLine")}</AddButton>
    </fieldset>
  );
}

/** Names, and what belongs to each: headers, fields that are sent, variables that an answer fills. */
export function PairsField({ name, node, onChange }: NodeProps & { name: "headers" | "body" | "results" }) {
  const { t } = useText();
  if (name === "body" && node.method !== "POST") return null;
  const pairs = Object.entries(node[name] ?? {});
  const put = (next: typeof pairs): void => onChange({ ...node, [name]: Object.fromEntries(next) });
  const place = t(name === "results" ? "drawing.whereInAnswer" : "drawing.value");
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{t(`drawing.field_${name}`)}</legend>
      {pairs.map(([key, value], index) => (
        <div key={index} className={styles["line"]}>
          <TextInput
            className={styles["grow"] ?? ""}
            aria-label={t(name === "results" ? "drawing.variable" : "drawing.name")}
            value={key}
            onChange={(event) =>
              put(pairs.map((pair, at) => (at === index ? [event.currentTarget.value, pair[1]] : pair)))
            }
          />
          <TextInput
            className={styles["grow"] ?? ""}
            aria-label={place}
            placeholder={name === "results" ? place : "{order}"}
            value={value}
            onChange={(event) =>
              put(pairs.map((pair, at) => (at === index ? [pair[0], event.currentTarget.value] : pair)))
            }
          />
          <TakeAway onClick={() => put(pairs.filter((_, at) => at !== index))} />
        </div>
      ))}
      <AddButton onClick={() => put([...pairs, [`v${pairs.length + 1}`, ""]])}>
        {t("drawing.addLine")}
      </AddButton>
    </fieldset>
  );
}
