import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import { useFaultsOf } from "./form";
import styles from "../admin.module.css";

interface Props<T> {
  /** Where `{to}` is posted. */
  path: string;
  label: string;
  hint: string;
  type: "email" | "tel";
  maxLength: number;
  /** What its button says, where nothing is sent. */
  button?: string;
  /** It is not set up yet. */
  disabled?: boolean;
  onSent?: () => void;
  /** What came of it. */
  children: (tried: T) => React.ReactNode;
}

/** Sends something to an address, or looks a number up, to see whether what is set up works. */
export function TryForm<T>({
  path,
  label,
  hint,
  type,
  maxLength,
  button,
  disabled,
  onSent,
  children,
}: Props<T>) {
  const { t } = useText();
  const [to, setTo] = useState("");
  const test = useMutation({
    mutationFn: () => request<T>(path, { method: "POST", body: { to } }),
    ...(onSent === undefined ? {} : { onSuccess: onSent }),
  });
  const faults = useFaultsOf()(test.error);
  return (
    <form
      className={`card pad ${styles["form"] ?? ""} ${styles["narrow"] ?? ""}`}
      style={{ marginTop: 12 }}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        test.mutate();
      }}
    >
      <TextInput
        label={label}
        description={hint}
        type={type}
        maxLength={maxLength}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={faults["to"]}
      />
      <div className="row">
        <Button type="submit" loading={test.isPending} disabled={disabled === true || to.trim() === ""}>
          {button ?? t("mail.send")}
        </Button>
        <span role="status">{test.data !== undefined && children(test.data)}</span>
      </div>
      {test.isError && Object.keys(faults).length === 0 && <ProblemState problem={test.error} />}
    </form>
  );
}
