import { Button, Progress, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";
import { COUNTS } from "./Segments";

type Listed = components["schemas"]["NumbersListed"];
const LINES_AT_ONCE = 2000;

/** Numbers are pasted, and put on the segment's list some at a time. */
export function SegmentNumbers({ id }: { id: string }) {
  const { t } = useText();
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const [done, setDone] = useState(0);
  const path = `/segments/${id}/numbers`;
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
  const empty = useMutation({
    mutationFn: () => request(path, { method: "DELETE" }),
    onSettled: () => void refresh(),
  });
  const problem = add.error ?? empty.error;
  return (
    <div>
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
      <div className="row" style={{ marginTop: 8 }}>
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
        <span className="sp" />
        <Button variant="subtle" loading={empty.isPending} onClick={() => empty.mutate()}>
          {t("segment.empty")}
        </Button>
      </div>
      {add.isPending && <Progress value={done} aria-label={t("segment.add")} mt={8} />}
      <div role="status">
        {add.data !== undefined && (
          <p>
            {t("segment.added", { added: add.data.added, there: add.data.there, wrong: add.data.wrong })}{" "}
            {add.data.faulty.length > 0 &&
              t("segment.faulty", { lines: add.data.faulty.slice(0, 20).join(", ") })}
          </p>
        )}
      </div>
      {problem !== null && <ProblemState problem={problem} />}
    </div>
  );
}
