import { Button } from "@mantine/core";
import { IconCheck, IconPhone } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { ProblemState } from "@/app/ProblemState";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import type { TextKey } from "@/i18n/catalogue";
import { request } from "@/protocol/api";
import type { Setup, SetupStep } from "@/protocol/resources";
import { Loading, State, StateMark } from "@/ui";
import styles from "./start.module.css";

/** Where each step is done. Without the demo's telephone a test call comes from outside, and is seen on the board. */
const PLACES = {
  trunk: "/admin/trunks",
  people: "/admin/users",
  queue: "/admin/queues",
  flow: "/admin/flows",
  number: "/admin/numbers",
  test_call: "/board",
} as const;
type Code = keyof typeof PLACES;
type KnownStep = SetupStep & { code: Code };

/** A step that this build has no words for is left out. */
function known(step: SetupStep): step is KnownStep {
  return step.code in PLACES;
}

/** The first-run page: what is left before the first call, and what a caller would meet now. */
export default function Start() {
  const { t } = useText();
  const setup = useQuery({
    queryKey: ["setup"],
    queryFn: () => request<Setup>("/setup"),
    refetchOnWindowFocus: true,
  });
  if (setup.isPending) return <Loading lines={6} />;
  if (setup.isError)
    return (
      <main className="pad">
        <ProblemState problem={setup.error} onRetry={() => void setup.refetch()} />
      </main>
    );
  const { demo } = setup.data;
  const steps = setup.data.steps.filter(known);
  const done = steps.filter((step) => step.done).length;
  return (
    <main className={styles["page"]}>
      <div className={styles["columns"]}>
        <div>
          <div className={styles["head"]}>
            <div>
              <h1>{t("start.title")}</h1>
              <div className="t2" style={{ fontSize: 14, marginTop: 3 }}>
                {t("start.intro")}
              </div>
            </div>
            <span className="sp" />
            <div style={{ width: 230, flex: "none" }}>
              <div className="sm t2" style={{ marginBottom: 5 }}>
                {t("start.progress", { done, all: steps.length })}
              </div>
              <div className={styles["progress"]} aria-hidden="true">
                <div style={{ width: `${(done / Math.max(1, steps.length)) * 100}%` }} />
              </div>
            </div>
          </div>
          <ol className={`card ${styles["steps"] ?? ""}`}>
            {steps.map((step, index) => (
              <Step
                key={step.code}
                step={step}
                n={index + 1}
                demo={demo}
                current={steps.findIndex((other) => !other.done) === index}
              />
            ))}
          </ol>
        </div>
        <aside className="col" style={{ gap: 14 }}>
          <CallerMeets setup={setup.data} />
          {demo && <Demo />}
        </aside>
      </div>
    </main>
  );
}

interface StepProps {
  step: KnownStep;
  n: number;
  demo: boolean;
  current: boolean;
}

/** What is done for a step, where, and the words of its button. */
function useWay({ code, done }: KnownStep, demo: boolean) {
  const { t } = useText();
  if (code !== "test_call")
    return {
      is: t(`start.${code}Is`),
      word: t(done ? "start.change" : "start.begin"),
      to: done ? PLACES[code] : `${PLACES[code]}/new`,
      target: undefined,
    };
  if (!demo)
    return { is: t("start.test_callOwn"), word: t("start.watch"), to: PLACES[code], target: undefined };
  return {
    is: t("start.test_callIs"),
    word: t(done ? "start.callAgain" : "start.begin"),
    to: "/try",
    target: "_blank",
  };
}

function Step({ step, n, demo, current }: StepProps) {
  const { t } = useText();
  const { is, word, to, target } = useWay(step, demo);
  const place = step.done ? "done" : current ? "current" : "later";
  return (
    <li className={styles["step"]} data-place={place} aria-current={current ? "step" : undefined}>
      <span className={styles["badge"]} aria-hidden="true">
        {step.done ? <IconCheck size={16} /> : n}
      </span>
      <div>
        <b>{t(`start.${step.code}`)}</b> <span className="t2">{is}</span>
        {step.count > 0 && step.code !== "test_call" && (
          <div className="sm t2">{t(`start.count_${step.code}`, { n: step.count })}</div>
        )}
      </div>
      <div className="row">
        {step.done && <State state="within">{t("start.works")}</State>}
        <Button
          component={Link}
          to={to}
          target={target}
          size={current ? "md" : "sm"}
          variant={current ? "filled" : "default"}
        >
          {word}
        </Button>
      </div>
    </li>
  );
}

const MEETS: readonly [TextKey, Code][] = [
  ["start.meetsNumber", "number"],
  ["start.meetsFlow", "flow"],
  ["start.meetsQueue", "queue"],
  ["start.meetsPeople", "people"],
];

function CallerMeets({ setup }: { setup: Setup }) {
  const { t } = useText();
  return (
    <section className="card">
      <header>
        <h2>{t("start.meets")}</h2>
      </header>
      <div style={{ padding: "6px 0 8px" }}>
        {MEETS.map(([words, code]) => {
          const index = setup.steps.findIndex((step) => step.code === code);
          const works = setup.steps[index]?.done === true;
          return (
            <div key={code} className={styles["line"]}>
              <StateMark state={works ? "within" : "offline"} silent />
              <span className={works ? "" : "t2"}>{t(words)}</span>
              <span className="sm t2">{works ? t("start.works") : t("start.step", { n: index + 1 })}</span>
            </div>
          );
        })}
      </div>
    </section>
  );
}

/** The demo's sign-ins: public by design, and only ever made in demo mode. */
function Demo() {
  const { t } = useText();
  const { slug } = useMe().workspace;
  return (
    <section className="card">
      <header>
        <h2>{t("start.demo")}</h2>
      </header>
      <div className="pad col" style={{ gap: 12 }}>
        <p>{t("start.demoText")}</p>
        <dl className={styles["signIns"]}>
          <dt>{t("start.demoAgents")}</dt>
          <dd>{`agent1@${slug} … agent8@${slug}`}</dd>
          <dt>{t("start.demoSupervisor")}</dt>
          <dd>{`supervisor@${slug}`}</dd>
          <dt>{t("start.demoPassword")}</dt>
          <dd>demo</dd>
        </dl>
        <Button
          component="a"
          href="/try"
          target="_blank"
          rel="noopener"
          leftSection={<IconPhone size={16} />}
        >
          {t("start.demoTry")}
        </Button>
      </div>
    </section>
  );
}
