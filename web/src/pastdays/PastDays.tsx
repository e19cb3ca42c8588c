import { SegmentedControl } from "@mantine/core";
import { useSearchParams } from "react-router";
import { useText } from "@/i18n/TextProvider";
import { Page } from "@/ui";
import { CallbackFigures } from "./CallbackFigures";
import { QueueFigures } from "./QueueFigures";

const SHOWN = ["queues", "callbacks"] as const;

/** How queues and callbacks went on past days; which of the two stands in the address. */
export default function PastDays() {
  const { t } = useText();
  const [params, setParams] = useSearchParams();
  const shown = SHOWN.find((each) => each === params.get("of")) ?? "queues";
  return (
    <Page title={t("past.title")}>
      <SegmentedControl
        aria-label={t("past.which")}
        value={shown}
        onChange={(of) => setParams({ of }, { replace: true })}
        data={SHOWN.map((value) => ({ value, label: t(`past.${value}`) }))}
        mb="md"
      />
      {shown === "queues" ? <QueueFigures /> : <CallbackFigures />}
    </Page>
  );
}
