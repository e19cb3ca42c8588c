import { ActionIcon, Button, Checkbox, Input, MultiSelect, NumberInput, Select } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useMemo } from "react";
import { Link } from "react-router";
import { useById, useRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import { State, StateMark } from "@/ui";
import type { Choice } from "../kit/choices";
import { faultsOfRings, NEW_RING, poolOf, type Opening, type Ring } from "./pool";
import { RingsPicture } from "./RingsPicture";
import styles from "./rings.module.css";

interface Props {
  queue: Opening;
  onChange: (rings: Ring[]) => void;
  error: string | undefined;
}

const MOST = 8;

/** How a queue widens: further people, by how long a caller waits or while the queue is under pressure. */
export function Rings({ queue, onChange, error }: Props) {
  const { t, format } = useText();
  const users = useRecords("users").data;
  const groups = useRecords("groups").data;
  const pool = useMemo(() => poolOf(queue, users ?? [], groups ?? []), [queue, users, groups]);
  const faults = faultsOfRings(queue.rings);
  const put = (index: number, change: Partial<Ring>) =>
    onChange(queue.rings.map((ring, at) => (at === index ? { ...ring, ...change } : ring)));
  function add(): void {
    const last = queue.rings.at(-1);
    const less = Math.min(9, (last?.levels_less ?? 0) + 1);
    onChange([...queue.rings, { ...NEW_RING, after_s: (last?.after_s ?? 0) + 30, levels_less: less }]);
  }
  return (
    <Input.Wrapper label={t("label.rings")} description={t("rings.hint")} error={error} labelElement="div">
      <div role="group" aria-label={t("label.rings")} className={styles["rings"]}>
        <p className="sm">
          <b>{t("probe.ownPeople")}</b> <span className="t2">{t("rings.people", { n: pool[0] ?? 0 })}</span>
        </p>
        {users !== undefined && groups !== undefined && pool.every((people) => people === 0) && (
          <p className="sm" role="status">
            <State state="near">{t("rings.nobody")}</State>
          </p>
        )}
        {queue.rings.map((ring, index) => {
          const fault = faults.get(index + 1);
          return (
            <fieldset key={index} className={styles["ring"]} data-fault={fault !== undefined || undefined}>
              <legend className="unseen">{t("probe.ringN", { n: index + 1 })}</legend>
              <div className="row">
                <b>{t("probe.ringN", { n: index + 1 })}</b>
                <span className="t2 sm">{t("rings.more", { n: format.number(pool[index + 1] ?? 0) })}</span>
                <span className="sp" />
                <ActionIcon
                  aria-label={t("rings.remove", { n: index + 1 })}
                  onClick={() => onChange(queue.rings.filter((_, at) => at !== index))}
                >
                  <IconX size={15} />
                </ActionIcon>
              </div>
              <When ring={ring} onChange={(change) => put(index, change)} />
              <Whom
                ring={ring}
                own={queue.project_id}
                byLanguage={queue.language_level !== null}
                onChange={(change) => put(index, change)}
              />
              {fault !== undefined && (
                <p className={styles["fault"]} role="alert">
                  <StateMark state="over" silent /> {t(`field.${fault}`, { ring: index + 1 })}
                </p>
              )}
            </fieldset>
          );
        })}
        <div>
          <Button
            size="sm"
            leftSection={<IconPlus size={14} />}
            disabled={queue.rings.length >= MOST}
            onClick={add}
          >
            {t("rings.add")}
          </Button>
        </div>
        {queue.rings.length > 0 && <RingsPicture rings={queue.rings} pool={pool} />}
      </div>
    </Input.Wrapper>
  );
}

interface PartProps {
  ring: Ring;
  onChange: (change: Partial<Ring>) => void;
}

/** Its limits when a measure is chosen first: with a distance, so that it does not flap. */
const USUAL = {
  waiting: { measure: "waiting", opens_at: 5, closes_at: 2 },
  expected_wait: { measure: "expected_wait", opens_at: 120, closes_at: 60 },
  service_level: { measure: "service_level", opens_at: 0.7, closes_at: 0.8 },
} as const satisfies Record<string, NonNullable<Ring["pressure"]>>;
const NEVER = "never";

function When({ ring: { after_s, pressure }, onChange }: PartProps) {
  const { t } = useText();
  const share = pressure?.measure === "service_level";
  const shown = (value: number) => (share ? Math.round(value * 100) : value);
  const kept = (value: number) => (share ? value / 100 : value);
  const unit = share ? "\u00a0%" : pressure?.measure === "expected_wait" ? `\u00a0${t("admin.second")}` : "";
  const limit = (name: "opens_at" | "closes_at") =>
    pressure !== null && (
      <NumberInput
        label={t(`rings.${name}`)}
        min={0}
        max={share ? 100 : 100_000}
        allowDecimal={false}
        suffix={unit}
        value={shown(pressure[name])}
        onChange={(value) => {
          if (typeof value === "number") onChange({ pressure: { ...pressure, [name]: kept(value) } });
        }}
      />
    );
  return (
    <div className={styles["when"]}>
      <NumberInput
        label={t("rings.after")}
        placeholder={t("rings.notByAge")}
        min={0}
        max={7200}
        allowDecimal={false}
        suffix={`\u00a0${t("admin.second")}`}
        value={after_s ?? ""}
        onChange={(value) => onChange({ after_s: typeof value === "number" ? value : null })}
      />
      <Select
        label={t("rings.pressure")}
        data={[
          { value: NEVER, label: t("rings.noPressure") },
          { value: "waiting", label: t("rings.waiting") },
          { value: "expected_wait", label: t("rings.expected_wait") },
          { value: "service_level", label: t("rings.service_level") },
        ]}
        value={pressure?.measure ?? NEVER}
        allowDeselect={false}
        onChange={(measure) =>
          onChange({
            pressure: measure === null || measure === NEVER ? null : USUAL[measure],
          })
        }
      />
      {limit("opens_at")}
      {limit("closes_at")}
    </div>
  );
}

function Whom({ ring, own, byLanguage, onChange }: PartProps & { own: string; byLanguage: boolean }) {
  const { t } = useText();
  const teams = useRecords("teams").data ?? [];
  const sites = useRecords("sites").data ?? [];
  const groups = useRecords("groups").data ?? [];
  const projects = useById("projects");
  const lenders = [...projects.values()].filter(({ project_id }) => project_id !== own);
  return (
    <div className={styles["whom"]}>
      <NumberInput
        label={t("rings.levelsLess")}
        min={0}
        max={9}
        allowDecimal={false}
        value={ring.levels_less}
        onChange={(value) => {
          if (typeof value === "number") onChange({ levels_less: value });
        }}
      />
      <Several
        label={t("label.teams")}
        none={t("rings.any")}
        choices={teams.map(({ team_id, name }) => ({ value: team_id, label: name }))}
        value={ring.teams}
        onChange={(chosen) => onChange({ teams: chosen })}
      />
      <Several
        label={t("label.sites")}
        none={t("rings.any")}
        choices={sites.map(({ site_id, name }) => ({ value: site_id, label: name }))}
        value={ring.sites}
        onChange={(chosen) => onChange({ sites: chosen })}
      />
      {groups.length > 0 ? (
        <Several
          label={t("rings.groups")}
          none={t("rings.none")}
          choices={groups.map(({ group_id, name }) => ({ value: group_id, label: name }))}
          value={ring.groups}
          onChange={(chosen) => onChange({ groups: chosen })}
        />
      ) : (
        <p className="sm t2">
          {t("rings.groups")}:{" "}
          <Link className="link" to="/admin/groups/new">
            {t("admin.addFirst")}
          </Link>
        </p>
      )}
      <Several
        label={t("rings.lenders")}
        none={t("rings.none")}
        choices={lenders.map(({ project_id, name }) => ({ value: project_id, label: name }))}
        value={ring.lenders}
        onChange={(chosen) => onChange({ lenders: chosen })}
      />
      {byLanguage && (
        <Checkbox
          label={t("rings.anyLanguage")}
          checked={ring.any_language}
          onChange={(event) => onChange({ any_language: event.currentTarget.checked })}
        />
      )}
      {sites.length > 0 && (
        <Checkbox
          label={t("rings.inSiteHours")}
          checked={ring.in_site_hours}
          onChange={(event) => onChange({ in_site_hours: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}

interface SeveralProps {
  label: string;
  /** The word for no choice. */
  none: string;
  choices: readonly Choice[];
  value: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Any number of a few; nothing to choose from: nothing shown. */
function Several({ label, none, choices, value, onChange }: SeveralProps) {
  if (choices.length === 0) return null;
  return (
    <MultiSelect
      label={label}
      data={[...choices]}
      value={[...value]}
      placeholder={value.length === 0 ? none : ""}
      searchable
      onChange={onChange}
    />
  );
}
