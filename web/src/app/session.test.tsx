import { useQuery } from "@tanstack/react-query";
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { request } from "@/protocol/api";
import { onStage, type Answers } from "@/testing/stage";
import { Gate } from "./Gate";
import { useRecheckSession } from "./session";

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
    answers["GET /me"] = { ...ME, user_id: "usr_2" };
    answers["GET /conversations"] = new Promise(() => undefined);
    await userEvent.type(name, "ben@demo");
    await userEvent.type(screen.getByLabelText("Password"), "demo{Enter}");
    await screen.findByText("Ask again");
    expect(screen.queryByText("Conversations of Anna")).toBeNull();
    await act(() => Promise.resolve());
  });
});
