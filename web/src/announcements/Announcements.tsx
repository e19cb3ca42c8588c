import { Button } from "@mantine/core";
import { useSearchParams } from "react-router";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import { useLanguageNames } from "@/speech/languageNames";
import { DataTable, EmptyState, Loading, Page, State, useSecond, type Column } from "@/ui";
import { AnnouncementForm } from "./AnnouncementForm";
import { isOn, useAnnouncements, wordsOf, type Announcement } from "./announcements";
import { useTargetName } from "./targets";
import { useEnd } from "./useEnd";

/** What callers are told for a while, before a flow or a queue. */
export default function Announcements() {
  const { t } = useText();
  const [params, setParams] = useSearchParams();
  const adding = params.has("new");
  const setAdding = (now: boolean): void => setParams(now ? { new: "" } : {}, { replace: true });
  return (
    <Page
      title={t("announce.title")}
      tools={
        <Button variant={adding ? "default" : "filled"} onClick={() => setAdding(true)}>
          {t("announce.add")}
        </Button>
      }
    >
      {adding && <AnnouncementForm onClose={() => setAdding(false)} />}
      <AnnouncementTable />
    </Page>
  );
}

function AnnouncementTable() {
  const { t, format, language } = useText();
  const list = useAnnouncements();
  const namesOf = useLanguageNames();
  const nameOf = useTargetName();
  const end = useEnd();
  const now = useSecond();
  const columns: Column<Announcement>[] = [
    {
      id: "state",
      title: t("announce.state"),
      cell: (each) => {
        const on = isOn(each, now);
        return <State state={on ? "near" : "offline"}>{t(on ? "announce.on" : "announce.over")}</State>;
      },
    },
    { id: "target", title: t("announce.target"), cell: (each) => nameOf(each) },
    { id: "words", title: t("announce.words"), cell: (each) => wordsOf(each, language) },
    {
      id: "languages",
      title: t("speech.languages"),
      optional: true,
      cell: ({ said }) => namesOf(Object.keys(said)),
    },
    {
      id: "begun",
      title: t("announce.begun"),
      cell: ({ made_by_name, made_at }) => (
        <>
          {made_by_name} <span className="t2 sm nw">{format.dateTime(made_at)}</span>
        </>
      ),
    },
    {
      id: "until",
      title: t("announce.until"),
      cell: ({ ended_at, ended_by_name, ends_at }) => (
        <>
          <span className="nw">{format.dateTime(ended_at ?? ends_at)}</span>{" "}
          <span className="t2 sm">{ended_by_name}</span>
        </>
      ),
    },
    {
      id: "act",
      title: t("announce.act"),
      cell: (each) =>
        isOn(each, now) && (
          <Button
            size="sm"
            variant="default"
            loading={end.isPending}
            onClick={() => end.mutate(each.announcement_id)}
          >
            {t("announce.end")}
          </Button>
        ),
    },
  ];
  const items = list.data?.items ?? [];
  return (
    <>
      {list.isPending && <Loading />}
      {list.isError && <ProblemState problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <EmptyState>{t("announce.none")}</EmptyState>}
      {items.length > 0 && (
        <div className="card">
          <DataTable
            label={t("announce.title")}
            columns={columns}
            rows={items}
            rowId={({ announcement_id }) => announcement_id}
          />
        </div>
      )}
    </>
  );
}
