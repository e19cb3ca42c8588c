import { useCallback, useMemo } from "react";
import { useRead, useRecords } from "@/app/records";
import type { Disposition } from "@/protocol/resources";

/** The wrap-up codes of a project, those of all projects included. */
export function useDispositions(projectId: string | null): readonly Disposition[] {
  const { data } = useRecords("dispositions");
  return useMemo(() => ofProject(data ?? [], projectId), [data, projectId]);
}

/** The same for whoever cannot do without: waits until they are here. Fails as the request does. */
export function useReadDispositions(projectId: string | null): () => Promise<readonly Disposition[]> {
  const read = useRead("dispositions");
  return useCallback(async () => ofProject(await read(), projectId), [read, projectId]);
}

function ofProject(all: readonly Disposition[], projectId: string | null): Disposition[] {
  return all.filter(({ project_id }) => project_id === null || project_id === projectId);
}

/** Keys of a Russian keyboard, and the Latin letters under the same fingers. */
const RUSSIAN = "йцукенгшщзфывапролдячсмить";
const LATIN = "qwertyuiopasdfghjklzxcvbnm";

/** What was typed, were the keyboard Latin: codes are Latin letters whatever layout the agent writes in. */
export function asLatin(typed: string): string {
  return typed.toLowerCase().replace(/[а-я]/g, (letter) => LATIN[RUSSIAN.indexOf(letter)] ?? letter);
}

/** Codes that begin as typed, then names in which a word does; the exact code first. */
export function matching(all: readonly Disposition[], typed: string): Disposition[] {
  const wanted = typed.trim().toLowerCase();
  const code = asLatin(wanted);
  const rank = (disposition: Disposition): number => {
    const own = disposition.code.toLowerCase();
    if (own === code) return 0;
    if (own.startsWith(code)) return 1;
    return disposition.name
      .toLowerCase()
      .split(/[\s,:;]+/)
      .some((word) => word.startsWith(wanted))
      ? 2
      : 9;
  };
  return all
    .map((disposition) => ({ disposition, rank: rank(disposition) }))
    .filter((found) => found.rank < 9)
    .sort((a, b) => a.rank - b.rank || a.disposition.code.localeCompare(b.disposition.code))
    .map((found) => found.disposition);
}

/** The disposition meant by what was typed: its exact code, or the only one left. */
export function meant(all: readonly Disposition[], typed: string): Disposition | undefined {
  if (typed.trim() === "") return undefined;
  const found = matching(all, typed);
  const first = found[0];
  if (first?.code.toLowerCase() === asLatin(typed.trim())) return first;
  return found.length === 1 ? first : undefined;
}
