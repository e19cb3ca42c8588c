import { Button, Popover } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useAsk } from "@/app/ask";
import { useText } from "@/i18n/TextProvider";
import { useCollection } from "@/live";
import { request } from "@/protocol/api";
import type { QueueView } from "@/protocol/frames";
import type { WaitingCaller } from "@/protocol/routing";
import type { Items } from "@/protocol/resources";
import { Chip, level, Loading, State, useSecond } from "@/ui";
import { languageName } from "./OfferCard";
import styles from "./desk.module.css";

const FRESH_MS = 3_000;
const KEY = ["waiting"];

/** The fullest of my queues, at the foot of the column; it opens the list of those who wait, to take one from. */
export function WaitingFoot({ agentId }: { agentId: string | undefined }) {
  const { t, format } = useText();
  const [open, setOpen] = useState(false);
  const queues = Object.values(useCollection("desk", "queues"));
  const now = useSecond();
  const fullest = queues.filter((queue) => queue.waiting > 0).sort((a, b) => b.waiting - a.waiting)[0];
  if (fullest === undefined || agentId === undefined) return null;
  const waited = fullest.longest_since === null ? 0 : now - Date.parse(fullest.longest_since);
  const limits = { nearSeconds: fullest.target_s / 2, overSeconds: fullest.target_s };
  return (
    <div className={styles["foot"]}>
      <IconUsers size={16} />
      <div className="el">
        <div className="el">
          {fullest.name} <Within seconds={fullest.expected_wait_s} />
        </div>
        <div className="nw" title={t("desk.queueFoot", { n: fullest.waiting, longest: format.span(waited) })}>
          {format.number(fullest.waiting)} ·{" "}
          <State state={level(waited / 1000, limits)}>{format.span(waited)}</State>
        </div>
      </div>
      <span className="sp" />
      <Popover
        opened={open}
        onChange={setOpen}
        position="right-end"
        width={420}
        shadow="md"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <Button size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t("desk.waitingList")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <MyQueues queues={queues} />
          <WaitingList agentId={agentId} onTaken={() => setOpen(false)} />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

/** Within which nine in ten are answered; nothing where that is not known. */
function Within({ seconds }: { seconds: number | null | undefined }) {
  const { t, format } = useText();
  if (seconds == null) return null;
  return (
    <span className="t2 nw" title={t("desk.withinMeans")}>
      {t("desk.within", { time: format.span(seconds * 1000) })}
    </span>
  );
}

/** How many wait in each of the agent's queues, and how long who came now would wait. */
function MyQueues({ queues }: { queues: readonly QueueView[] }) {
  const { t, format } = useText();
  const busy = queues.filter(({ waiting, callbacks_waiting }) => waiting + callbacks_waiting > 0);
  return (
    <section aria-label={t("desk.myQueues")} style={{ marginBottom: 12 }}>
      <h3>{t("desk.myQueues")}</h3>
      <ul className={styles["waitingList"]}>
        {busy
          .sort((a, b) => format.compare(a.name, b.name))
          .map((queue) => (
            <li key={queue.queue_id}>
              <b className="num">{format.number(queue.waiting + queue.callbacks_waiting)}</b>
              <span className="el">{queue.name}</span>
              <Within seconds={queue.expected_wait_s} />
            </li>
          ))}
      </ul>
    </section>
  );
}

/** Those whom this agent may take, oldest first; asked again while it is open. */
function WaitingList({ agentId, onTaken }: { agentId: string; onTaken: () => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const ask = useAsk();
  const list = useQuery({
    queryKey: KEY,
    queryFn: () => request<Items<WaitingCaller>>("/routing/waiting"),
    refetchInterval: FRESH_MS,
    staleTime: 0,
  });

  async function take(interaction_id: string): Promise<void> {
    const taken = await ask({ type: "pull", agent_id: agentId, interaction_id });
    if (taken) onTaken();
    else await queries.invalidateQueries({ queryKey: KEY });
  }
  return (
    <section aria-label={t("desk.waitingList")}>
      <h3>{t("desk.waitingList")}</h3>
      {list.isPending && <Loading lines={3} />}
      {list.isError && <ProblemState problem={list.error} />}
      {list.data?.items.length === 0 && <p className="t2">{t("desk.nobodyWaits")}</p>}
      <ul className={styles["waitingList"]}>
        {list.data?.items.map((caller) => (
          <Waiting
            key={caller.interaction_id}
            caller={caller}
            onTake={() => void take(caller.interaction_id)}
          />
        ))}
      </ul>
    </section>
  );
}

function Waiting({ caller, onTake }: { caller: WaitingCaller; onTake: () => void }) {
  const { t, format } = useText();
  return (
    <li>
      <b className="num">{format.span(caller.waited_s * 1000)}</b>
      <span className="el">
        {caller.queue_name} <span className="t2">{languageName(caller.language, format.language)}</span>{" "}
        {caller.callback && <Chip>{t(caller.message ? "desk.voiceMessage" : "desk.toCallBack")}</Chip>}{" "}
        <Within seconds={caller.expected_s} />
      </span>
      {caller.offered ? (
        <State state="offered" />
      ) : (
        <Button size="sm" onClick={onTake}>
          {t("desk.take")}
        </Button>
      )}
    </li>
  );
}
