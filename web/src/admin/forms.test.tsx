import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { Route, Routes, useNavigate } from "react-router";
import { useEffect } from "react";
import { Gate } from "@/app/Gate";
import { AsAdmin } from "@/testing/admin";
import { onStage, type Answers } from "@/testing/stage";
import { exampleFlow } from "./flows/example";
import { stepsOf } from "./flows/steps";
import { Numbers } from "./sections/Numbers";
import { Queues } from "./sections/Queues";
import Mail from "./sections/Mail";
import { Skills } from "./sections/small";
import { Users } from "./sections/Users";
import Trunks from "./sections/Trunks";

const NONE = { items: [], next: null };

function Opened({ at, children }: { at: string; children: React.ReactNode }) {
  const navigate = useNavigate();
  useEffect(() => void navigate(at), [at, navigate]);
  return (
    <AsAdmin>
      <Routes>{children}</Routes>
    </AsAdmin>
  );
}

describe("a form", () => {
  it("says where what it needs is made, when there is none to choose", async () => {
    const answers: Answers = Object.fromEntries(
      ["numbers", "projects", "flows", "queues"].map((kind) => [`GET /${kind}`, NONE]),
    );
    onStage(
      <Opened at="/admin/numbers/new">
        <Route path="/admin/numbers/:id" element={<Numbers />} />
      </Opened>,
      answers,
    );
    const ways = await screen.findAllByRole("link", { name: /add one first/ });
    expect(ways.map((way) => way.getAttribute("href"))).toEqual(["/admin/projects/new", "/admin/flows/new"]);
  });

  it("begins with the only project, even where it is opened before that is read", async () => {
    let tell: (list: unknown) => void = () => undefined;
    const answers: Answers = {
      "GET /queues": NONE,
      "GET /skills": NONE,
      "GET /projects": new Promise((resolve) => (tell = resolve)),
    };
    const { heard } = onStage(
      <Opened at="/admin/queues/new">
        <Route path="/admin/queues/:id" element={<Queues />} />
      </Opened>,
      answers,
    );
    await waitFor(() => expect(heard.map(({ request }) => request)).toContain("GET /projects"));
    tell({ items: [{ project_id: "prj_1", client_id: "cli_1", name: "Help line" }], next: null });
    expect((await screen.findByRole<HTMLInputElement>("combobox", { name: "Project" })).value).toBe(
      "Help line",
    );
    expect(screen.getByRole("link", { name: /No skills yet/ }).getAttribute("href")).toBe(
      "/admin/skills/new",
    );
  });

  it("has whom a queue's callers wait for, and says where nobody could take them", async () => {
    const queue = {
      queue_id: "que_1",
      name: "Orders",
      project_id: "prj_1",
      needs: [{ skill_id: "skl_1", level: 9 }],
      teams: [],
      sites: [],
      rings: [],
      language_level: null,
      agent_choice: "longest_idle",
      callback: null,
      follow_up_after_s: null,
      prefers: [],
      prefers_for_s: 30,
      prefers_for_key_s: null,
      service_level_target: 0.8,
      idle_cap_s: 900,
      extension: "",
      care: { hold_limit_s: null, park_s: 120, message_target_s: 3600, messages_to: "" },
      version: 1,
    };
    const { heard } = onStage(
      <Opened at="/admin/queues/que_1">
        <Route path="/admin/queues/:id?" element={<Queues />} />
      </Opened>,
      {
        ...Object.fromEntries(
          ["skills", "hours", "teams", "sites", "groups", "users"].map((kind) => [`GET /${kind}`, NONE]),
        ),
        "GET /queues": { items: [queue], next: null },
        "GET /queues/que_1": queue,
        "GET /projects": { items: [{ project_id: "prj_1", name: "Help line" }], next: null },
        "PATCH /queues/que_1": queue,
      },
    );
    await screen.findByText(/Nobody could take these callers/);
    await userEvent.click(screen.getByRole("combobox", { name: "Preferred" }));
    await userEvent.click(
      await screen.findByRole("option", { name: "Who has their account, then who served them last" }),
    );
    await userEvent.click(screen.getByRole("switch", { name: "Key customers wait longer" }));
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(heard.find(({ request }) => request.startsWith("PATCH"))?.body).toEqual({
        prefers: ["owner", "last_agent"],
        prefers_for_key_s: 60,
      }),
    );
  });

  it("says after saving that the phone of before works until the switch is back", async () => {
    const anna = {
      user_id: "usr_2",
      sign_in: "anna",
      name: "Anna",
      roles: ["agent"],
      language: null,
      disabled: false,
      agent_id: "agt_1",
      skills: {},
      languages: {},
      limits: null,
      auto_answer: false,
      phone_kind: "browser",
      extension: "",
      phone_waits: false,
      version: 1,
    };
    onStage(
      <Gate>
        <Opened at="/admin/users/usr_2">
          <Route path="/admin/users/:id?" element={<Users />} />
        </Opened>
      </Gate>,
      {
        "GET /me": { ...anna, user_id: "usr_1", roles: ["administrator"], workspace: { slug: "acme" } },
        "GET /skills": NONE,
        "GET /users": { items: [anna], next: null },
        "GET /users/usr_2": anna,
        "PATCH /users/usr_2": { ...anna, phone_kind: "desk", phone_waits: true, version: 2 },
      },
    );
    const name = await screen.findByRole("textbox", { name: "Name" }, { timeout: 10_000 });
    await userEvent.type(name, " Maria");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText(/Saved: Anna. The telephone switch does not answer/);
  });

  it("is saved by Ctrl+Enter from any of its fields, and from those of no other form", async () => {
    const mail = {
      host: "mail.example",
      port: 587,
      security: "starttls",
      username: "",
      sender: "office@example.com",
      sender_name: "",
      password_kept: false,
      version: 1,
    };
    const { heard } = onStage(<Mail />, {
      "GET /mail-settings": mail,
      "PUT /mail-settings": { ...mail, host: "mail.example.com", version: 2 },
    });
    const sent = () => heard.filter(({ request }) => request === "PUT /mail-settings");
    const host = await screen.findByRole("textbox", { name: "Server" });
    await userEvent.type(screen.getByRole("textbox", { name: /test/i }), "{Control>}{Enter}{/Control}");
    expect(sent()).toEqual([]);
    await userEvent.type(host, ".com{Control>}{Enter}{/Control}");
    await screen.findByText(/^Saved:/);
    expect(sent().map(({ body }) => body)).toMatchObject([{ host: "mail.example.com" }]);
  });

  it("has no draft of somebody else's, and keeps one by person", async () => {
    localStorage.clear();
    localStorage.setItem(
      "ringwell.draft.usr_2.skills.new",
      JSON.stringify({ base: null, from: { name: "" }, fields: { name: "Theirs" } }),
    );
    onStage(
      <Opened at="/admin/skills/new">
        <Route path="/admin/skills/:id" element={<Skills />} />
      </Opened>,
      { "GET /skills": NONE },
    );
    const name = await screen.findByRole<HTMLInputElement>("textbox", { name: "Name" });
    expect(name.value).toBe("");
    await userEvent.type(name, "Mine");
    expect(localStorage.getItem("ringwell.draft.usr_1.skills.new")).toContain("Mine");
  });

  it("offers no saving of what is not the workspace's to change", async () => {
    const trunk = {
      trunk_id: "trk_1",
      name: "main",
      addresses: ["127.0.0.2"],
      prefixes: [],
      codecs: [],
      transport: "udp",
      demo: true,
    };
    onStage(
      <Opened at="/admin/trunks/trk_1">
        <Route path="/admin/trunks/:id" element={<Trunks />} />
      </Opened>,
      { "GET /trunks": { items: [trunk], next: null }, "GET /trunks/trk_1": trunk },
    );
    await screen.findByText(/the demo's own line/);
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
    expect(screen.queryByText("saves too")).toBeNull();
  });
});

describe("the example of a flow", () => {
  it("can be walked whole, with hours and without", () => {
    const of = { name: "Main", language: "pl", queue: "Orders" };
    for (const hours of [undefined, "shop"]) {
      const document = exampleFlow({ ...of, hours });
      const steps = stepsOf(document);
      expect(steps.filter(({ unreachable }) => unreachable)).toEqual([]);
      const targets = steps.flatMap(({ ways }) => ways.map(({ target }) => target));
      expect(targets.filter((target) => document.nodes[target] === undefined)).toEqual([]);
      expect(steps.some(({ node }) => node.type === "hours")).toBe(hours !== undefined);
    }
  });
});
