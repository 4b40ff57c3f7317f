import { Route, Routes } from "react-router";
import { InboxList } from "./inbox-list.tsx";
import { InboxMessage } from "./inbox-message.tsx";

/** What customers received, on one machine only. One message has a page of its own below this one. */
const InboxPage = () => (
  <Routes>
    <Route path=":id" element={<InboxMessage />} />
    <Route path="*" element={<InboxList />} />
  </Routes>
);

export default InboxPage;
