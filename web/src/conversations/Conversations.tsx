import { Route, Routes } from "react-router";
import { ConversationList } from "./ConversationList";
import { InteractionPage } from "./InteractionPage";

/** What was said: the list, and one conversation's own page. */
export default function Conversations() {
  return (
    <Routes>
      <Route index element={<ConversationList />} />
      <Route path=":id" element={<InteractionPage />} />
    </Routes>
  );
}
