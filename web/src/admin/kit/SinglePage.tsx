import { useQuery } from "@tanstack/react-query";
import { ProblemState } from "@/app/ProblemState";
import { requestVersioned, type Versioned } from "@/protocol/api";
import { Loading, Page } from "@/ui";

interface Props<T> {
  title: string;
  /** Where it is read: `/settings`. */
  path: string;
  /** Stands above it, whether it could be read or not. */
  above?: React.ReactNode;
  children: (read: Versioned<T>) => React.ReactNode;
}

/** Under which what was read at a path is kept while its page is open. */
export function singleKey(path: string): readonly [string, string] {
  return ["single", path];
}

/** The page of something that a workspace has once: read anew at each visit, then drawn. */
export function SinglePage<T>({ title, path, above, children }: Props<T>) {
  const read = useQuery({
    queryKey: singleKey(path),
    queryFn: () => requestVersioned<T>(path),
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Page title={title}>
      {above}
      {read.isPending && <Loading />}
      {read.isError && <ProblemState problem={read.error} onRetry={() => void read.refetch()} />}
      {read.data !== undefined && children(read.data)}
    </Page>
  );
}
