/** Requests to `/api/v1`: JSON in and out, problems as typed errors. */
export type ProblemParams = Record<string, string | number | null>;

/** What is wrong with one field of a request: `skills.0.level`; "" is the whole. `code` has words in `field.*`. */
export interface FieldProblem {
  field: string;
  code: string;
  params?: ProblemParams;
}

/** The server said no (or did not answer: `unreachable`). `code` is stable; the page has its words in `problem.*`. */
export class ApiProblem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly params: ProblemParams = {},
    readonly title = code,
    readonly errors: readonly FieldProblem[] = [],
  ) {
    super(title);
    this.name = "ApiProblem";
  }
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  body?: unknown;
  query?: Record<string, string | number | undefined>;
  /** The version an edit was made from; refused when somebody was quicker. */
  ifMatch?: string;
  /** Of a POST: the same key is done once. Made fresh when not given. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** Goes on when the page is left. Bodies up to 64 kB. */
  keepalive?: boolean;
}

export interface Versioned<T> {
  value: T;
  etag: string | undefined;
}

/** One request; the answer's body is taken to be what the caller says it is (types are generated from the server's). */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return (await requestVersioned<T>(path, options)).value;
}

/** As `request`, with the version to give back as `ifMatch` when editing. */
export async function requestVersioned<T>(path: string, options: RequestOptions = {}): Promise<Versioned<T>> {
  const response = await send(path, options);
  if (!response.ok) throw await problemOf(response);
  const etag = response.headers.get("ETag") ?? undefined;
  if (response.status === 204) return { value: undefined as T, etag };
  return { value: (await response.json()) as T, etag };
}

/** As `request`, for an answer that is a file. */
export async function requestFile(path: string, options: RequestOptions = {}): Promise<Blob> {
  const response = await send(path, options);
  if (!response.ok) throw await problemOf(response);
  return response.blob();
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const method = options.method ?? "GET";
  // A page of another site cannot send the second header: the server takes writes from our own page only.
  const headers = new Headers({ Accept: "application/json", "X-Requested-With": "ringwell" });
  const file = options.body instanceof Blob ? options.body : undefined;
  if (options.body !== undefined)
    headers.set("Content-Type", file === undefined ? "application/json" : file.type);
  if (method === "POST") headers.set("Idempotency-Key", options.idempotencyKey ?? crypto.randomUUID());
  if (options.ifMatch !== undefined) headers.set("If-Match", options.ifMatch);
  try {
    return await fetch(urlOf(path, options.query), {
      method,
      headers,
      credentials: "same-origin",
      ...(options.body === undefined ? {} : { body: file ?? JSON.stringify(options.body) }),
      ...(options.keepalive === undefined ? {} : { keepalive: options.keepalive }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem("unreachable", 0);
  }
}

function urlOf(path: string, query: RequestOptions["query"] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return `/api/v1${path}${text === "" ? "" : `?${text}`}`;
}

interface ProblemBody {
  code?: string;
  title?: string;
  params?: ProblemParams;
  errors?: FieldProblem[] | null;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  return new ApiProblem(
    body.code ?? `http_${response.status}`,
    response.status,
    body.params,
    body.title,
    body.errors ?? [],
  );
}
