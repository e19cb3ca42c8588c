import { ApiProblem, request } from "@/protocol/api";
import type { CallForm, FormEntry } from "@/protocol/resources";

export type FieldValue = FormEntry["value"];
/** null empties a field. */
export type Values = Readonly<Record<string, FieldValue | null>>;
/** Field → the code of what is wrong with its value. */
export type Codes = Readonly<Record<string, string>>;

/** As for notes: a pause in typing after which the server gets it; whoever types without one does not wait longer. */
const SETTLED = 1_000;
const LONGEST = 4_000;
/** After an attempt that failed. */
const AGAIN = 3_000;

export interface Hearer {
  saved: (form: CallForm, values: Values) => void;
  refused: (codes: Codes, values: Values) => void;
}

/**
 * What is being typed in a form, on its way to the server: in this browser with every stroke, there soon after. One
 * request at a time, so that the last stroke is the last to come.
 */
export class FormWriter {
  private hearer: Hearer | undefined;
  private unsaved: Values;
  private due: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> = Promise.resolve();

  constructor(
    private readonly interactionId: string,
    private readonly name: string,
  ) {
    this.unsaved = this.stored();
  }

  /** Hears what becomes of what is sent. */
  listen(hearer: Hearer): void {
    this.hearer = hearer;
  }

  /** What the server has not got yet. */
  get waiting(): Values {
    return this.unsaved;
  }

  write(field: string, value: FieldValue | null): void {
    this.keep({ ...this.unsaved, [field]: value });
    const now = Date.now();
    this.due ??= now + LONGEST;
    this.wait(Math.min(SETTLED, this.due - now));
  }

  /** Sends what the server has not got; outlives the page. Fails where it did not get there: it is tried again. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.due = undefined;
    const tried = this.sending.catch(() => undefined).then(() => this.send());
    this.sending = tried;
    return tried;
  }

  /** Nobody looks at the form any more. */
  leave(): void {
    this.hearer = undefined;
    this.flush().catch(() => undefined);
    // What could not be sent is tried when the form is opened again.
    clearTimeout(this.timer);
  }

  private async send(): Promise<void> {
    const values = this.unsaved;
    if (Object.keys(values).length === 0) return;
    try {
      const form = await request<CallForm>(`/interactions/${this.interactionId}/form`, {
        method: "PATCH",
        body: { values },
        keepalive: true,
      });
      this.keep(without(this.unsaved, values));
      this.hearer?.saved(form, values);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 422) this.refused(error, values);
      else if (isOver(error)) this.keep(without(this.unsaved, values));
      else if (this.hearer !== undefined) this.wait(AGAIN);
      throw error;
    }
  }

  /** It would be refused for ever: what does not fit is for the agent to put right, the rest goes on. */
  private refused(problem: ApiProblem, values: Values): void {
    const codes = Object.fromEntries(
      problem.errors.map(({ field, code }) => [field.replace(/^values\./, ""), code]),
    );
    const wrong = Object.fromEntries(
      Object.entries(values).filter(([name]) => name in codes || "values" in codes),
    );
    this.keep(without(this.unsaved, wrong));
    this.hearer?.refused(codes, wrong);
    if (Object.keys(this.unsaved).length > 0) this.wait(0);
  }

  private wait(time: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush().catch(() => undefined), time);
  }

  private keep(values: Values): void {
    this.unsaved = values;
    try {
      if (Object.keys(values).length === 0) localStorage.removeItem(this.name);
      else localStorage.setItem(this.name, JSON.stringify(values));
    } catch {
      return; // storage forbidden: the server has it within seconds
    }
  }

  private stored(): Values {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.name) ?? "{}");
      return typeof kept === "object" && kept !== null ? (kept as Values) : {};
    } catch {
      return {};
    }
  }
}

/** Whether this person may write in the form no more, or there is none: asking again changes nothing. */
function isOver(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 403 || error.status === 404);
}

/** Those of `values` that have not been sent, or are others by now. */
export function without(values: Values, sent: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !(name in sent) || sent[name] !== value),
  );
}
