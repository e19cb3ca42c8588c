import { Button, Select, TextInput } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconSearch } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import { useKeys } from "@/app/keys";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { everyPage, recordsKey, useRecords } from "@/app/records";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem, request } from "@/protocol/api";
import type { LevelsSaved, Skill, User } from "@/protocol/configuration";
import { Count, EmptyState, Key, Loading, State, useToast } from "@/ui";
import { draftName } from "../kit/draft";
import { Grid } from "./Grid";
import type { Pasted } from "./paste";
import {
  byUser,
  cellKey,
  clashes,
  EMPTY,
  keepSheet,
  kept,
  levelAt,
  put,
  redo,
  settled,
  undo,
  without,
  type Change,
  type Edit,
  type Read,
  type Sheet,
} from "./sheet";
import styles from "./matrix.module.css";

/** Who knows what, and how well: all agents and all skills in one grid. */
export default function Matrix() {
  const { t } = useText();
  const users = useRecords("users");
  const skills = useRecords("skills");
  const failed = users.isError ? users : skills.isError ? skills : null;
  if (failed !== null)
    return (
      <main className={styles["page"]}>
        <div className="pad">
          <ProblemState problem={failed.error} onRetry={() => void failed.refetch()} />
        </div>
      </main>
    );
  if (users.data === undefined || skills.data === undefined)
    return (
      <main className={styles["page"]} aria-label={t("admin.matrix")}>
        <Loading lines={10} />
      </main>
    );
  return <Levels users={users.data} skills={skills.data} />;
}

interface Props {
  users: readonly User[];
  skills: readonly Skill[];
}

function Levels({ users, skills: given }: Props) {
  const { t, format } = useText();
  const [words, setWords] = useState("");
  const [having, setHaving] = useState<string | null>(null);
  const [team, setTeam] = useState<string | null>(null);
  const teams = useRecords("teams").data ?? [];
  const search = useRef<HTMLInputElement>(null);
  const agents = useMemo(
    () =>
      users
        .filter(({ agent_id, disabled }) => agent_id !== null && !disabled)
        .sort((a, b) => format.compare(a.name, b.name)),
    [users, format],
  );
  const skills = useMemo(() => [...given].sort((a, b) => format.compare(a.name, b.name)), [given, format]);
  const work = useSheet(users, given);
  const { levelOf } = work;
  const shown = useMemo(() => {
    const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return agents.filter(
      ({ user_id, name, sign_in, team_id }) =>
        (team === null || team_id === team) &&
        wanted.every((word) => `${name} ${sign_in}`.toLocaleLowerCase().includes(word)) &&
        (having === null || levelOf(user_id, having) !== null),
    );
    // While a level is typed the row must not go from under the hands: the filter looks again when it is changed itself.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [agents, words, having, team]);

  useKeys(
    t("admin.matrix"),
    useMemo(
      () => [
        { keys: "/", label: t("admin.search"), run: () => search.current?.focus() },
        { keys: "Ctrl+z", label: t("common.undo"), run: work.undo },
        { keys: "Ctrl+y", label: t("matrix.redo"), run: work.redo },
        { keys: "Ctrl+Enter", label: t("admin.save"), run: work.save, whileTyping: true },
      ],
      [t, work.undo, work.redo, work.save],
    ),
  );

  return (
    <main className={styles["page"]}>
      <header className={styles["title"]}>
        <h1 className="el row">
          {t("admin.matrix")} <Count>{format.number(agents.length)}</Count>
        </h1>
      </header>
      <div className={styles["tools"]}>
        <TextInput
          ref={search}
          w={220}
          aria-label={t("admin.search")}
          placeholder={t("admin.search")}
          leftSection={<IconSearch size={14} />}
          rightSection={<Key>/</Key>}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Select
          w={220}
          aria-label={t("matrix.having")}
          placeholder={t("matrix.having")}
          clearable
          searchable
          data={skills.map(({ skill_id, name }) => ({ value: skill_id, label: name }))}
          value={having}
          onChange={setHaving}
        />
        {teams.length > 0 && (
          <Select
            w={180}
            aria-label={t("label.team_id")}
            placeholder={t("label.team_id")}
            clearable
            searchable
            data={teams.map(({ team_id, name }) => ({ value: team_id, label: name }))}
            value={team}
            onChange={setTeam}
          />
        )}
        <span className="sp" />
        <Button
          size="sm"
          variant="subtle"
          disabled={work.sheet.past.length === 0}
          leftSection={<IconArrowBackUp size={15} />}
          onClick={work.undo}
        >
          {t("common.undo")}
        </Button>
        <Button
          size="sm"
          variant="subtle"
          disabled={work.sheet.future.length === 0}
          leftSection={<IconArrowForwardUp size={15} />}
          onClick={work.redo}
        >
          {t("matrix.redo")}
        </Button>
      </div>
      <Clash work={work} />
      <section className={`card ${styles["sheet"] ?? ""}`} aria-label={t("admin.matrix")}>
        {agents.length === 0 || skills.length === 0 ? (
          <Nothing people={agents.length} />
        ) : shown.length === 0 ? (
          <EmptyState>{t("admin.nothingFound")}</EmptyState>
        ) : (
          <Grid
            label={t("admin.matrix")}
            people={shown}
            skills={skills}
            levelAt={levelOf}
            isChanged={(user, skill) => work.sheet.edits.has(cellKey(user, skill))}
            onPut={work.put}
            onPasted={work.paste}
          />
        )}
        <Foot work={work} />
      </section>
    </main>
  );
}

function Nothing({ people }: { people: number }) {
  const { t } = useText();
  const [place, words] =
    people === 0
      ? (["/admin/users/new", t("matrix.noPeople")] as const)
      : (["/admin/skills/new", t("matrix.noSkills")] as const);
  return (
    <EmptyState>
      <Link to={place}>{words}</Link>
    </EmptyState>
  );
}

type Work = ReturnType<typeof useSheet>;

/** What is changed and not saved, and its saving. */
function useSheet(users: readonly User[], skills: readonly Skill[]) {
  const { t } = useText();
  const toast = useToast();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const known = useMemo(() => byId(users), [users]);
  const read = useMemo(() => readOf(known), [known]);
  const name = draftName(useMe().user_id, "skill-levels");
  const [sheet, setSheet] = useState<Sheet>(() =>
    kept(name, ({ user, skill }) => known.has(user) && skills.some(({ skill_id }) => skill_id === skill)),
  );
  const clash = useMemo(() => clashes(sheet, read), [sheet, read]);

  const set = useCallback(
    (change: (was: Sheet) => Sheet) => {
      setSheet((was) => {
        const next = change(was);
        keepSheet(name, next);
        return next;
      });
    },
    [name],
  );
  const place = useCallback(
    (changes: readonly Change[], joins = false) => set((was) => put(was, read, changes, joins)),
    [set, read],
  );

  const save = useMutation({
    mutationFn: async (changes: readonly Edit[]) => {
      try {
        return await send(changes, known);
      } catch (problem) {
        if (!(problem instanceof ApiProblem) || problem.code !== "version_conflict") throw problem;
        const theirs = await everyPage<User>("/users");
        queries.setQueryData<User[]>(recordsKey("users"), theirs);
        const now = byId(theirs);
        // Where the other one changed other things than we did, ours are laid over them.
        if (clashes(sheet, readOf(now)).length > 0) throw problem;
        return await send(changes, now);
      }
    },
    onSuccess: async ({ items }, changes) => {
      const saved = byId(items);
      queries.setQueryData<User[]>(recordsKey("users"), (all) =>
        all?.map((user) => saved.get(user.user_id) ?? user),
      );
      set(() => EMPTY);
      const before = changes.map((edit) => ({ ...edit, level: edit.before }));
      toast({
        text: t("matrix.saved", { cells: changes.length, people: items.length }),
        undo: () => void takeBack(before, saved),
      });
      await queries.invalidateQueries({ queryKey: recordsKey("users") });
    },
  });

  async function takeBack(before: readonly Change[], saved: ReadonlyMap<string, User>): Promise<void> {
    try {
      await send(before, saved);
    } catch (problem) {
      toast({ kind: "fault", text: problemText(problem) });
    }
    await queries.invalidateQueries({ queryKey: recordsKey("users") });
  }

  const edits = [...sheet.edits.values()];
  return {
    sheet,
    clash,
    save: () => {
      if (edits.length > 0 && clash.length === 0 && !save.isPending) save.mutate(edits);
    },
    saving: save.isPending,
    problem: clash.length > 0 ? null : save.error,
    levelOf: (user: string, skill: string) => levelAt(sheet, read, user, skill),
    put: place,
    paste: ({ changes, skipped }: Pasted) => {
      place(changes);
      if (skipped > 0) toast({ kind: "fault", text: t("matrix.skipped", { n: skipped }) });
    },
    undo: () => set((was) => undo(was, read)),
    redo: () => set((was) => redo(was, read)),
    discard: () => {
      set(() => EMPTY);
      save.reset();
    },
    mine: () => {
      set((was) => settled(was, read));
      save.reset();
    },
    theirs: () => {
      set((was) => without(was, clash));
      save.reset();
    },
  };
}

function byId(users: readonly User[]): ReadonlyMap<string, User> {
  return new Map(users.map((user) => [user.user_id, user]));
}

function readOf(users: ReadonlyMap<string, User>): Read {
  return (user, skill) => users.get(user)?.skills[skill] ?? null;
}

/** All of them or none; refused where somebody else has changed one of these people since. */
function send(changes: readonly Change[], known: ReadonlyMap<string, User>): Promise<LevelsSaved> {
  const body = [...byUser(changes)].map(([user_id, levels]) => ({
    user_id,
    version: known.get(user_id)?.version ?? 1,
    levels,
  }));
  return request<LevelsSaved>("/skill-levels", { method: "PATCH", body: { changes: body } });
}

/** Somebody else was quicker with some of the same cells: whose stay. */
function Clash({ work }: { work: Work }) {
  const { t } = useText();
  if (work.clash.length === 0) return null;
  return (
    <div className={styles["clash"]} role="alert">
      <State state="near">{t("admin.conflict")}</State>
      <p>{t("matrix.clash", { n: work.clash.length })}</p>
      <div className="row">
        <Button size="sm" onClick={work.mine}>
          {t("matrix.keepMine")}
        </Button>
        <Button size="sm" variant="subtle" onClick={work.theirs}>
          {t("admin.conflictTheirs")}
        </Button>
      </div>
    </div>
  );
}

function Foot({ work }: { work: Work }) {
  const { t } = useText();
  const cells = work.sheet.edits.size;
  const people = byUser(work.sheet.edits.values()).size;
  return (
    <footer className={styles["foot"]}>
      <Button
        variant="filled"
        disabled={cells === 0 || work.clash.length > 0}
        loading={work.saving}
        onClick={work.save}
      >
        {t("admin.save")}
      </Button>
      {cells > 0 && (
        <Button variant="subtle" onClick={work.discard}>
          {t("admin.discard")}
        </Button>
      )}
      <span role="status" className={cells > 0 ? "" : "t2"}>
        {cells > 0 ? t("matrix.unsaved", { cells, people }) : t("matrix.allSaved")}
      </span>
      <span className="sp" />
      <span className="t2 sm hide-s">{t("matrix.how")}</span>
      {work.problem !== null && (
        <div style={{ flexBasis: "100%" }}>
          <ProblemState problem={work.problem} />
        </div>
      )}
    </footer>
  );
}
