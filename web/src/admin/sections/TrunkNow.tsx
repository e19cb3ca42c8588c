import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { codeOf, useProblemText } from "@/app/problems";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { TestCall, Trunk, TrunkStatus } from "@/protocol/configuration";
import { StateMark, type StateName } from "@/ui";
import styles from "../admin.module.css";

const LOOK_MS = 10_000;
const TEST_LOOK_MS = 700;

const SHOWN: Record<TrunkStatus["state"], StateName> = {
  registered: "within",
  reachable: "within",
  registering: "near",
  unknown: "offline",
  disabled: "offline",
  rejected: "over",
  unreachable: "over",
  certificate_untrusted: "over",
  certificate_expired: "over",
  certificate_of_another: "over",
  not_made: "over",
};

/** How the trunk is at the switch, looked at again and again. */
export function TrunkState({ trunk }: { trunk: Trunk }) {
  const { t } = useText();
  const problemText = useProblemText();
  const { data, error } = useQuery({
    queryKey: ["trunk-status", trunk.trunk_id, trunk.version],
    queryFn: () => request<TrunkStatus>(`/trunks/${trunk.trunk_id}/status`),
    refetchInterval: LOOK_MS,
    retry: false,
  });
  if (error !== null) return <span className="t3">{problemText(error)}</span>;
  if (data === undefined) return <span className="t3">…</span>;
  const code = data.sip_code === null ? "" : ` (SIP ${data.sip_code})`;
  return (
    <span className="row">
      <StateMark state={SHOWN[data.state]} silent />
      {t(`trunk.${data.state}`)}
      {code}
    </span>
  );
}

/** A call by this very trunk, to see that it works. */
export function TrunkTrial({ trunk }: { trunk: Trunk }) {
  const { t } = useText();
  const refusalText = useRefusalText();
  const [number, setNumber] = useState("");
  const begin = useMutation({
    mutationFn: () =>
      request<{ test_id: string }>(`/trunks/${trunk.trunk_id}/test-calls`, {
        method: "POST",
        body: { number },
      }),
  });
  const testId = begin.data?.test_id;
  const { data } = useQuery({
    queryKey: ["trunk-test", testId],
    queryFn: () => request<TestCall>(`/trunks/${trunk.trunk_id}/test-calls/${testId ?? ""}`),
    enabled: testId !== undefined,
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.outcome === "ringing" ? TEST_LOOK_MS : false,
  });
  const rings = testId !== undefined && (data === undefined || data.outcome === "ringing");
  return (
    <section className={styles["trial"]} aria-label={t("trunk.test")}>
      <TextInput
        label={t("trunk.testNumber")}
        description={t("trunk.testHint")}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        error={begin.isError ? refusalText(begin.error) : null}
      />
      <div className="row">
        <Button
          variant="default"
          type="button"
          disabled={number.trim() === "" || trunk.disabled}
          loading={begin.isPending || rings}
          onClick={() => begin.mutate()}
        >
          {t("trunk.test")}
        </Button>
        <span role="status" className="t2">
          {data !== undefined && <Outcome test={data} />}
        </span>
      </div>
    </section>
  );
}

/** Why no test call is made: whoever reads it sets trunks up, and is told which field to look at. */
function useRefusalText(): (problem: unknown) => string {
  const { t, tCode } = useText();
  const problemText = useProblemText();
  const fields = {
    server: t("label.server"),
    prefixes: t("label.prefixes"),
    most: t("label.max_calls_out"),
    allowed: t("label.callback_prefixes"),
    region: t("label.region"),
    all: t("label.outgoing_at_once"),
    spend: t("label.outgoing_spend_per_day"),
    day: t("label.spend_per_day"),
    month: t("label.spend_per_month"),
    settings: t("admin.settings"),
  };
  return (problem) => tCode(`trunk.refused_${codeOf(problem).code}`, fields) ?? problemText(problem);
}

function Outcome({ test }: { test: TestCall }) {
  const { t, format } = useText();
  const seconds = format.number(test.took_ms / 1000, 1);
  const said = test.sip_code === null ? "" : ` SIP ${test.sip_code}.`;
  return (
    <>
      {t(`trunk.call_${test.outcome}`, { seconds })}
      {said}
    </>
  );
}
