import type { Role, SkillNeed, User, WorkLimits } from "@/protocol/configuration";

/** A person as the form has them. */
export interface UserDraft {
  sign_in: string;
  name: string;
  roles: Role[];
  language: string | null;
  password: string;
  skills: SkillNeed[];
  auto_answer: boolean;
  phone_kind: User["phone_kind"];
  extension: string;
  team_id: string | null;
  site_id: string | null;
  project_ids: string[];
  languages: Record<string, number>;
  limits: WorkLimits | null;
}
