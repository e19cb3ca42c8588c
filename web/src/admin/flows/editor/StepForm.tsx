import { NumberInput, Switch, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useText } from "@/i18n/TextProvider";
import type { FlowDocument, FlowNode } from "@/protocol/configuration";
import { AgentChoice, ChannelChoice, MeanwhileChoice, WindowsField } from "./ActFields";
import { LanguageSelect, RecordChoice } from "./Choices";
import { HearingFields } from "./HearingFields";
import { KeysField } from "./KeysField";
import type { FieldSpec, NodeProps } from "./kind";
import { kindOf } from "./kinds";
import { BranchField, SharesField } from "./PartingFields";
import { PromptsField } from "./PromptsField";
import { MethodChoice, PairsField, ParametersField, ServiceChoice, TemplateField } from "./QuestionFields";
import { CallbackField, SkillsField } from "./QueueFields";
import { VariablesField } from "./VariablesField";
import { Ways } from "./Ways";
import styles from "./drawing.module.css";

interface Props {
  document: FlowDocument;
  id: string;
  node: FlowNode;
  onChange: (node: FlowNode) => void;
  onRename: (to: string) => boolean;
}

/** The form of a step, made of its kind's description: fields, where its ways lead, a note, its name. */
export function StepForm({ document, id, node, onChange, onRename }: Props) {
  const { t } = useText();
  return (
    <div className={styles["fields"]}>
      {kindOf(node)
        .fields.filter((field) => field.kind !== "text" || field.by === undefined || field.by === node.by)
        .map((field) => (
          <Field
            key={`${field.kind} ${"name" in field ? field.name : ""}`}
            field={field}
            node={node}
            onChange={onChange}
          />
        ))}
      <Ways document={document} node={node} onChange={onChange} />
      <Textarea
        label={t("drawing.note")}
        autosize
        minRows={1}
        maxLength={500}
        value={node.note ?? ""}
        onChange={(event) => onChange({ ...node, note: event.currentTarget.value })}
      />
      <NameField id={id} onRename={onRename} />
    </div>
  );
}

function NameField({ id, onRename }: { id: string; onRename: (to: string) => boolean }) {
  const { t } = useText();
  const [typed, setTyped] = useState(id);
  const [refused, setRefused] = useState(false);
  return (
    <TextInput
      label={t("drawing.stepName")}
      description={t("drawing.stepNameHint")}
      spellCheck={false}
      value={typed}
      error={refused && t("drawing.stepNameWrong")}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        setRefused(false);
      }}
      onBlur={() => {
        if (typed === id) return;
        if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(typed) || !onRename(typed)) setRefused(true);
      }}
    />
  );
}

interface FieldProps extends NodeProps {
  field: FieldSpec;
}

function Field({ field, node, onChange }: FieldProps) {
  const { t } = useText();
  switch (field.kind) {
    case "prompts": {
      const usual = field.name === "prompts" ? t("drawing.field_prompts") : t(`drawing.field_${field.name}`);
      return (
        <PromptsField
          label={usual}
          says={node[field.name]}
          onChange={(says) => onChange({ ...node, [field.name]: says })}
        />
      );
    }
    case "number":
      return (
        <NumberInput
          label={t(`drawing.field_${field.label ?? field.name}`)}
          min={field.min}
          max={field.max}
          suffix={field.unit === "s" ? ` ${t("drawing.seconds")}` : ""}
          placeholder={field.usual === null ? t("drawing.none") : ""}
          value={node[field.name] ?? field.usual ?? ""}
          onChange={(value) =>
            onChange({ ...node, [field.name]: value === "" ? field.usual : Number(value) })
          }
        />
      );
    case "yes":
      return (
        <Switch
          label={t("drawing.field_interruptible")}
          checked={node.interruptible === true}
          onChange={(event) => onChange({ ...node, interruptible: event.currentTarget.checked })}
        />
      );
    case "queue":
    case "hours":
    case "flow":
      return <RecordChoice kind={field.kind} node={node} onChange={onChange} />;
    case "language":
      return (
        <LanguageSelect
          label={t("drawing.field_language")}
          clearable
          value={node.language ?? null}
          onChange={(language) => onChange({ ...node, language })}
        />
      );
    case "keys":
      return <KeysField node={node} onChange={onChange} />;
    case "hearing":
      return <HearingFields node={node} onChange={onChange} />;
    case "skills":
      return <SkillsField node={node} onChange={onChange} />;
    case "variables":
      return <VariablesField node={node} onChange={onChange} />;
    case "callback":
      return <CallbackField node={node} onChange={onChange} />;
    case "branch":
      return <BranchField node={node} onChange={onChange} />;
    case "shares":
      return <SharesField node={node} onChange={onChange} />;
    case "text":
      return <TemplateField name={field.name} long={field.long === true} node={node} onChange={onChange} />;
    case "service":
      return <ServiceChoice of={field.of} node={node} onChange={onChange} />;
    case "agent":
      return <AgentChoice node={node} onChange={onChange} />;
    case "channel":
      return <ChannelChoice node={node} onChange={onChange} />;
    case "meanwhile":
      return <MeanwhileChoice node={node} onChange={onChange} />;
    case "windows":
      return <WindowsField node={node} onChange={onChange} />;
    case "method":
      return <MethodChoice node={node} onChange={onChange} />;
    case "parameters":
      return <ParametersField node={node} onChange={onChange} />;
    case "pairs":
      return <PairsField name={field.name} node={node} onChange={onChange} />;
  }
}
