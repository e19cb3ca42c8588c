import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, it } from "vitest";
import { AsAdmin } from "@/testing/admin";
import { onStage, type Answers } from "@/testing/stage";
import PhoneBook from "./PhoneBook";

const entry = (entry_id: string, scope: string, name: string, note = "") => ({
  entry_id,
  scope,
  team_id: null,
  queue_id: scope === "queue" ? "que_1" : null,
  name,
  number: "+48600100200",
  note,
  may_change: true,
});
const NONE = { items: [], next: null };

beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});

it("is emptied, and filled again with what stood in it", async () => {
  const answers: Answers = {
    "GET /phone-book": {
      items: [entry("pbe_1", "queue", "Taxi", 'by day, "quick"'), entry("pbe_2", "own", "Mother")],
      next: null,
    },
    "GET /queues": { items: [{ queue_id: "que_1", name: "Orders" }], next: null },
    "GET /teams": NONE,
    "DELETE /phone-book": { removed: 1 },
    "POST /phone-book/import": { added: 1, known: 0, faults: [] },
  };
  const { heard } = onStage(
    <AsAdmin>
      <PhoneBook />
    </AsAdmin>,
    answers,
  );
  await screen.findByText("Taxi");
  expect(screen.queryByRole("button", { name: "Empty this book" })).toBeNull();
  await userEvent.click(screen.getByRole("combobox", { name: "New entries go to" }));
  await userEvent.click(await screen.findByRole("option", { name: "Queue: Orders" }));
  await userEvent.click(screen.getByRole("button", { name: "Empty this book" }));
  await screen.findByText("1 entry has been removed.");
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  const filled = () => heard.find(({ request }) => request === "POST /phone-book/import")?.body;
  await waitFor(() =>
    expect(filled()).toEqual({
      scope: "queue",
      queue_id: "que_1",
      text: '"name","number","note"\n"Taxi","+48600100200","by day, ""quick"""',
    }),
  );
});
