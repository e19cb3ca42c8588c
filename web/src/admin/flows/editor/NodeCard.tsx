import { Handle, Position, useUpdateNodeInternals, type Node, type NodeProps } from "@xyflow/react";
import { IconMicrophone } from "@tabler/icons-react";
import { memo, useEffect, useRef } from "react";
import { useText } from "@/i18n/TextProvider";
import type { FlowNode } from "@/protocol/configuration";
import { StateMark } from "@/ui";
import { kindOf } from "./kinds";
import { HEIGHT, WIDTH } from "./layout";
import { placesOf } from "./wayWords";
import styles from "./drawing.module.css";

/** From one row of ways' words to the next. */
const ROW = 14;

export interface Outlet {
  label: string;
  word: string;
  /** What stands below its dot: its word, the calls that went there. */
  says: string;
  /** It leads nowhere yet. */
  open: boolean;
}

export interface StepData extends Record<string, unknown> {
  id: string;
  node: FlowNode;
  title: string;
  summary: string;
  outlets: Outlet[];
  /** How many ways lead here, where they are too many to be drawn; else 0. */
  waysIn: number;
  isStart: boolean;
  fault: "error" | "warning" | null;
  here: number;
  left: number;
  leftShare: string;
  lit: boolean;
  found: boolean;
}

export type StepNode = Node<StepData, "step">;

/** A step in the drawing: what it is and says, its ways out below, and how callers fare at it. */
export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<StepNode>) {
  const { t } = useText();
  const { node, title, summary, outlets, waysIn, isStart, fault, here, left, leftShare, lit, found } = data;
  const Shape = kindOf(node).icon;
  const places = placesOf(
    outlets.map(({ says }) => says),
    WIDTH,
  );
  const measureAgain = useUpdateNodeInternals();
  const dots = outlets.map(({ label }) => label).join(" ");
  const measured = useRef(dots);
  // The canvas measures a card once; dots that come later are its to be told of.
  useEffect(() => {
    if (measured.current === dots) return;
    measured.current = dots;
    measureAgain(data.id);
  }, [measureAgain, data.id, dots]);
  return (
    <div
      className={styles["card"]}
      data-selected={selected || undefined}
      data-fault={fault ?? undefined}
      data-lit={lit || undefined}
      data-found={found || undefined}
    >
      <Handle type="target" position={Position.Top} className={styles["in"] ?? ""} />
      <Shape size={17} aria-hidden="true" />
      <span className={styles["words"]}>
        <b className={styles["title"]}>
          {title}
          {node.hear !== undefined && node.hear !== "keys" && (
            <IconMicrophone size={13} role="img" aria-label={t(`drawing.hear_${node.hear}`)} />
          )}
        </b>
        <span className="el">{summary}</span>
      </span>
      {fault !== null && (
        <span className={styles["fault"]}>
          <StateMark state={fault === "error" ? "over" : "near"} />
        </span>
      )}
      <span className={styles["marks"]}>
        {isStart && <span>{t("drawing.start")}</span>}
        {waysIn > 0 && !isStart && <span>{t("drawing.waysIn", { n: waysIn })}</span>}
        {left > 0 && <span>{t("drawing.left", { n: left, share: leftShare })}</span>}
      </span>
      {here > 0 && <em className={styles["here"]}>{t("drawing.here", { n: here })}</em>}
      {outlets.map(({ label, word, open }, index) => (
        <Handle
          key={label}
          id={label}
          type="source"
          position={Position.Bottom}
          className={styles["out"] ?? ""}
          data-open={open || undefined}
          title={word}
          style={{ left: `${((index + 1) / (outlets.length + 1)) * 100}%` }}
        />
      ))}
      {outlets.map(({ label, says, open }, index) => {
        const place = places[index];
        if (place == null) return null;
        return (
          <span
            key={label}
            className={styles["wayWords"]}
            data-open={open || undefined}
            style={{
              left: place.left + place.width / 2,
              top: HEIGHT + 6 + place.row * ROW,
              maxWidth: place.width,
            }}
          >
            {says}
          </span>
        );
      })}
    </div>
  );
});
