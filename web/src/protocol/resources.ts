/** What `/api/v1` gives and takes, as far as the desk, the shell and /try need it. */
export type Role = "administrator" | "supervisor" | "agent";

export interface Me {
  user_id: string;
  name: string;
  login: string;
  role: Role;
  agent_id: string | null;
  language: string | null;
  theme: "light" | "dark" | "auto" | null;
  auto_answer: boolean;
  workspace: { workspace_id: string; name: string; slug: string; zone: string; demo?: boolean };
}

/** What a browser needs to be a telephone. */
export interface PhoneAccount {
  phone_session_id: string;
  endpoint: string;
  password: string;
  uri: string;
  ws_path: string;
  ice_servers: RTCIceServer[];
}

export interface Items<T> {
  items: T[];
  next: string | null;
}
