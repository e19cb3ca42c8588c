import { useQuery } from "@tanstack/react-query";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";
import { State } from "@/ui";

type Speech = components["schemas"]["Voices"];

const LOOK_EVERY_MS = 10_000;

/** Whether callers can speak to menus on this server, or have only keys. */
export function SpeechNow() {
  const { t } = useText();
  const read = useQuery({
    queryKey: ["speech"],
    queryFn: () => request<Speech>("/speech"),
    refetchInterval: LOOK_EVERY_MS,
  });
  if (read.data === undefined) return null;
  const { model, recognisers, ready } = read.data;
  return (
    <p style={{ marginBottom: 10 }}>
      <State state={ready > 0 ? "ready" : "offline"}>
        {!model && t("admin.speechNoModel")}
        {model && recognisers === 0 && t("admin.speechOff")}
        {recognisers > 0 && t("admin.speechNow", { ready, recognisers })}
      </State>
    </p>
  );
}
