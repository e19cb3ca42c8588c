/** What `/api/v1` gives and takes, as far as the desk, the shell and /try need it. */
import type { components } from "./api.gen";

type Schemas = components["schemas"];

export type Me = Schemas["Me"];
export type Role = Me["role"];
/** What a browser needs to be a telephone. */
export type PhoneAccount = Schemas["Phone"];
/** A number of the demo that /try may dial. */
export type TryNumber = Schemas["TryNumber"];

export interface Items<T> {
  items: T[];
  next: string | null;
}

export type NotReadyReason = Schemas["ReasonView"];
export type Skill = Schemas["SkillView"];
/** `code` is the two letters to type. */
export type Disposition = Schemas["DispositionView"];
/** What is asked for during a call, and what was filled in. */
export type CallForm = Schemas["CallFormView"];
export type AskedField = Schemas["AskedFieldView"];
export type FormEntry = Schemas["FormEntryView"];
export type Contact = Schemas["ContactView"];
export type ContactChange = Schemas["ContactPatch"];
/** A row of a list of interactions. */
export type InteractionRow = Schemas["InteractionItem"];
/** One interaction with its parts, notes and recordings. */
export type Interaction = Schemas["InteractionView"];
/** What is set up, and what is left before the first call. */
export type Setup = Schemas["SetupView"];
export type SetupStep = Schemas["SetupStep"];
