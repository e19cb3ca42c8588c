import { useQuery } from "@tanstack/react-query";
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useLocation, useNavigate } from "react-router";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { request } from "@/protocol/api";
import { useToast } from "@/ui";
import { onStage, type Answers } from "@/testing/stage";
import { Gate } from "./Gate";
import { useMe, useRecheckSession, useSignOut } from "./session";
import { useNote } from "./note";

const ME = { user_id: "usr_1", name: "Anna Kowalska", roles: ["agent"], workspace: {} };
const AWAY = Response.json({ code: "store_away" }, { status: 503 });
const NOBODY = Response.json({ code: "not_signed_in" }, { status: 401 });

function Within() {
  const recheck = useRecheckSession();
  const secret = useQuery({
    queryKey: ["conversations"],
    queryFn: () => request<{ of: string }>("/conversations"),
    staleTime: Infinity,
  });
  return (
    <>
      <button onClick={recheck}>Ask again</button>
      <p>Conversations of {secret.data?.of}</p>
    </>
  );
}

function gateOnStage(answers: Answers) {
  return onStage(
    <Gate>
      <Within />
    </Gate>,
    answers,
  );
}

const OF_BEN = ["form", "note", "promise", "card", "aside", "list", "draft", "flow", "board"].map(
  (kind) => `ringwell.${kind}.usr_2.int_1`,
);
const NOTE = "ringwell.note.usr_1.int_1";

function Noting() {
  const note = useNote("int_1", "");
  const signOut = useSignOut();
  const toast = useToast();
  return (
    <>
      <label>
        {useMe().name}
        <input value={note.text} onChange={(event) => note.write(event.currentTarget.value)} />
      </label>
      <button onClick={() => toast({ text: "Emptied", undo: () => undefined })}>Empty</button>
      <button onClick={signOut}>Sign out</button>
    </>
  );
}

function Where() {
  const navigate = useNavigate();
  return (
    <button onClick={() => void navigate("/conversations?q=Nowak")}>
      At {useLocation().pathname}
      {useLocation().search}
    </button>
  );
}

function notingOnStage(answers: Answers) {
  return onStage(
    <>
      <Gate>
        <Noting />
      </Gate>
      <Where />
    </>,
    answers,
  );
}

afterEach(() => vi.restoreAllMocks());

describe("what was typed in this browser", () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });

  it("is sent before whoever typed it signs out, and forgotten", async () => {
    localStorage.setItem("ringwell.language", "en");
    const { heard } = notingOnStage({
      "GET /me": ME,
      "DELETE /session": {},
      "PUT /interactions/int_1/note-draft": {},
    });
    await userEvent.type(await screen.findByLabelText("Anna Kowalska"), "Owes 40");
    expect(localStorage.getItem(NOTE)).toBe("Owes 40");
    await userEvent.click(screen.getByText("Sign out"));
    await screen.findByLabelText("Name and workspace");
    expect(screen.queryByText(/^You have been signed out/)).toBeNull();
    const asked = heard.map(({ request }) => request);
    expect(asked.indexOf("PUT /interactions/int_1/note-draft")).toBeGreaterThan(-1);
    expect(asked.indexOf("DELETE /session")).toBeGreaterThan(
      asked.indexOf("PUT /interactions/int_1/note-draft"),
    );
    expect(localStorage.getItem(NOTE)).toBeNull();
    expect(localStorage.getItem("ringwell.language")).toBe("en");
  });

  it("is forgotten when somebody else is signed in, and not for whoever comes back", async () => {
    for (const place of [localStorage, sessionStorage])
      for (const name of [...OF_BEN, NOTE]) place.setItem(name, "typed");
    gateOnStage({ "GET /me": ME, "GET /conversations": { of: "Anna" } });
    await screen.findByText("Conversations of Anna");
    for (const place of [localStorage, sessionStorage]) {
      expect(OF_BEN.map((name) => place.getItem(name))).toEqual(OF_BEN.map(() => null));
      expect(place.getItem(NOTE)).toBe("typed");
    }
  });

  it("is kept while the server cannot end the session, out of sight, and sent before it does", async () => {
    const answers: Answers = {
      "GET /me": ME,
      "DELETE /session": AWAY,
      "PUT /interactions/int_1/note-draft": AWAY,
    };
    const { heard } = notingOnStage(answers);
    await userEvent.type(await screen.findByLabelText("Anna Kowalska"), "Owes 40");
    await userEvent.click(screen.getByText("Sign out"));
    await screen.findByText("You are not signed out yet");
    expect(screen.queryByLabelText("Anna Kowalska")).toBeNull();
    expect(screen.queryByLabelText("Name and workspace")).toBeNull();
    expect(localStorage.getItem(NOTE)).toBe("Owes 40");
    answers["PUT /interactions/int_1/note-draft"] = {};
    answers["DELETE /session"] = {};
    const before = heard.length;
    await screen.findByLabelText("Name and workspace", undefined, { timeout: 4_000 });
    expect(heard.slice(before).map(({ request }) => request)).toEqual([
      "PUT /interactions/int_1/note-draft",
      "DELETE /session",
    ]);
    expect(localStorage.getItem(NOTE)).toBeNull();
  });

  it("is left by once, however often one presses: what comes after is the next one's session", async () => {
    let fail: (away: Response) => void = () => undefined;
    const answers: Answers = { "GET /me": ME, "DELETE /session": new Promise((told) => (fail = told)) };
    const { heard } = notingOnStage(answers);
    await screen.findByLabelText("Anna Kowalska");
    await userEvent.dblClick(screen.getByText("Sign out"));
    fail(AWAY);
    await screen.findByText("You are not signed out yet");
    const tries = () => heard.filter(({ request }) => request === "DELETE /session").length;
    expect(tries()).toBe(1);
    answers["DELETE /session"] = {};
    await screen.findByLabelText("Name and workspace", undefined, { timeout: 4_000 });
    expect(tries()).toBe(2);
  });

  it("takes along what could be taken back", async () => {
    notingOnStage({ "GET /me": ME, "DELETE /session": {} });
    await userEvent.click(await screen.findByText("Empty"));
    await screen.findByText("Emptied");
    await userEvent.click(screen.getByText("Sign out"));
    await screen.findByLabelText("Name and workspace");
    expect(screen.queryByText("Emptied")).toBeNull();
  });

  it("does not stand in the address that the next one finds", async () => {
    notingOnStage({ "GET /me": ME, "DELETE /session": {} });
    await screen.findByLabelText("Anna Kowalska");
    await userEvent.click(screen.getByText("At /"));
    await userEvent.click(screen.getByText("Sign out"));
    await screen.findByLabelText("Name and workspace");
    await screen.findByText("At /");
  });

  it("is said not to be left, too, where the server does not say a word", async () => {
    vi.spyOn(AbortSignal, "timeout").mockImplementation(() => {
      const gone = new AbortController();
      setTimeout(() => gone.abort(new DOMException("late", "TimeoutError")), 10);
      return gone.signal;
    });
    notingOnStage({ "GET /me": ME, "DELETE /session": new Promise(() => undefined) });
    await userEvent.click(await screen.findByText("Sign out"));
    await screen.findByText("You are not signed out yet");
  });

  it("is not left to whoever opens another tab meanwhile: leaving is tried in one that is hidden, too", async () => {
    const answers: Answers = { "GET /me": ME, "DELETE /session": AWAY };
    notingOnStage(answers);
    await userEvent.click(await screen.findByText("Sign out"));
    await screen.findByText("You are not signed out yet");
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    answers["DELETE /session"] = {};
    await screen.findByLabelText("Name and workspace", undefined, { timeout: 4_000 });
  });

  it("is forgotten, too, of whoever is signed in no more", async () => {
    notingOnStage({ "GET /me": ME, "DELETE /session": NOBODY, "PUT /interactions/int_1/note-draft": {} });
    await userEvent.type(await screen.findByLabelText("Anna Kowalska"), "x");
    await userEvent.click(screen.getByText("Sign out"));
    await screen.findByLabelText("Name and workspace");
    expect(localStorage.getItem(NOTE)).toBeNull();
  });
});

describe("the gate", () => {
  it("keeps whoever is signed in while the server cannot say who it is", async () => {
    const answers: Answers = { "GET /me": ME, "GET /conversations": { of: "Anna" } };
    const { heard } = gateOnStage(answers);
    await screen.findByText("Conversations of Anna");
    answers["GET /me"] = AWAY;
    const before = heard.length;
    await userEvent.click(screen.getByText("Ask again"));
    await waitFor(() => expect(heard.length).toBeGreaterThan(before + 1), { timeout: 4_000 });
    expect(screen.getByText("Conversations of Anna")).toBeTruthy();
  });

  it("says at the first load that there is no answer, and goes on by itself when there is one", async () => {
    const answers: Answers = { "GET /me": AWAY, "GET /conversations": { of: "Anna" } };
    gateOnStage(answers);
    await screen.findByText("Try again");
    answers["GET /me"] = ME;
    await screen.findByText("Conversations of Anna", undefined, { timeout: 4_000 });
  });

  it("signs out at a refusal, and shows the next person nothing of the one before", async () => {
    const answers: Answers = {
      "GET /me": ME,
      "GET /conversations": { of: "Anna" },
      "POST /session": {},
    };
    gateOnStage(answers);
    await screen.findByText("Conversations of Anna");
    answers["GET /me"] = NOBODY;
    await userEvent.click(screen.getByText("Ask again"));
    const name = await screen.findByLabelText("Name and workspace");
    expect(screen.getByText(/^You have been signed out/)).toBeTruthy();
    answers["GET /me"] = { ...ME, user_id: "usr_2" };
    answers["GET /conversations"] = new Promise(() => undefined);
    await userEvent.type(name, "ben@demo");
    await userEvent.type(screen.getByLabelText("Password"), "demo{Enter}");
    await screen.findByText("Ask again");
    expect(screen.queryByText("Conversations of Anna")).toBeNull();
    await act(() => Promise.resolve());
  });
});
