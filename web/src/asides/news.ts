import type { Aside } from "./data";

/** The newest line of others in a question, where there is one that was not there before. */
export interface News {
  aside: Aside;
  author: string;
  text: string;
  /** Nobody had asked before. */
  asked: boolean;
}

/** What others have written since the last look. At the first look, at which nothing is known, nothing is new. */
export function newsIn(
  before: readonly Aside[] | undefined,
  now: readonly Aside[],
  userId: string,
): readonly News[] {
  if (before === undefined) return [];
  const known = new Set(before.flatMap(({ lines }) => lines.map(({ line_id }) => line_id)));
  return now.flatMap((aside) => {
    const fresh = aside.lines.filter((line) => line.user_id !== userId && !known.has(line.line_id));
    const last = fresh.at(-1);
    if (last === undefined) return [];
    const asked = before.every(({ aside_id }) => aside_id !== aside.aside_id);
    return [{ aside, author: last.author ?? "", text: last.text ?? "", asked }];
  });
}
