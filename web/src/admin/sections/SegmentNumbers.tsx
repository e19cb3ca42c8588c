import { Button, Progress, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";
import type { CallerSegment } from "@/protocol/configuration";
import styles from "../admin.module.css";

type Listed = components["schemas"]["NumbersListed"];
type Counts = components["schemas"]["SegmentCounts"];
const COUNTS = ["segment-counts"] as const;
const LINES_AT_ONCE = 2000;

interface Props {
  segment: CallerSegment;
}

/** How many numbers each segment's list has, by its id. */
export function useSegmentCounts(): Readonly<Record<string, number>> {
  const { data } = useQuery({ queryKey: COUNTS, queryFn: () => request<Counts>("/segment-counts") });
  return data?.counts ?? {};
}

/** Numbers are pasted, and put on the segment's list some at a time. */
export function SegmentNumbers({ segment }: Props) {
  const { t } = useText();
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const [done, setDone] = useState(0);
  const path = pathOf(segment);
  const listed = useSegmentCounts()[segment.caller_segment_id] ?? 0;
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: COUNTS });

  const add = useMutation({
    mutationFn: async () => {
      const lines = text.split(/\r?\n/);
      const sum: Listed = { added: 0, there: 0, wrong: 0, faulty: [] };
      for (let at = 0; at < lines.length; at += LINES_AT_ONCE) {
        const body = { text: lines.slice(at, at + LINES_AT_ONCE).join("\n") };
        if (body.text.trim() === "") continue;
        const told = await request<Listed>(path, { method: "POST", body });
        sum.added += told.added;
        sum.there += told.there;
        sum.wrong += told.wrong;
        sum.faulty.push(...told.faulty.map((line) => line + at));
        setDone(Math.min(100, (100 * (at + LINES_AT_ONCE)) / lines.length));
      }
      return sum;
    },
    onSuccess: (sum) => {
      if (sum.wrong === 0) setText("");
    },
    onSettled: () => void refresh(),
  });
  return (
    <div className={styles["form"]}>
      <Textarea
        label={t("segment.paste")}
        description={t("segment.pasteHint")}
        autosize
        minRows={3}
        maxRows={10}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <Button
          loading={add.isPending}
          disabled={text.trim() === ""}
          onClick={() => {
            setDone(0);
            add.mutate();
          }}
        >
          {t("segment.add")}
        </Button>
      </div>
      {add.isPending && <Progress value={done} aria-label={t("segment.add")} />}
      <div role="status">
        {add.data !== undefined && (
          <p>
            {t("segment.added", { added: add.data.added, there: add.data.there, wrong: add.data.wrong })}{" "}
            {add.data.faulty.length > 0 &&
              t("segment.faulty", { lines: add.data.faulty.slice(0, 20).join(", ") })}
          </p>
        )}
      </div>
      {add.isError && <ProblemState problem={add.error} />}
      {listed > 0 && <EmptyList segment={segment} />}
    </div>
  );
}

function pathOf(segment: CallerSegment): string {
  return `/segments/${segment.caller_segment_id}/numbers`;
}

/** Emptying cannot be taken back: it asks for the name. */
function EmptyList({ segment }: Props) {
  const { t } = useText();
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const empty = useMutation({
    mutationFn: () => request(pathOf(segment), { method: "DELETE" }),
    onSettled: () => void queries.invalidateQueries({ queryKey: COUNTS }),
  });
  const named = typed.trim() === segment.name;
  return (
    <section className={styles["access"]} aria-label={t("segment.empty")}>
      <TextInput
        label={t("segment.typeName", { name: segment.name })}
        description={t("segment.emptyHint")}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
          // Not to save the segment.
          event.preventDefault();
          if (named) empty.mutate();
        }}
      />
      {empty.isError && <ProblemState problem={empty.error} />}
      <div>
        <Button disabled={!named} loading={empty.isPending} onClick={() => empty.mutate()}>
          {t("segment.empty")}
        </Button>
      </div>
    </section>
  );
}
