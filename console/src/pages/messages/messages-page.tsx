import { lazy } from "react";
import { Route, Routes } from "react-router";
import { DoubtList } from "./doubt-list.tsx";
import { MessageList } from "./message-list.tsx";

const MessagePage = lazy(() => import("./message-page.tsx"));

const MessagesPage = () => (
  <Routes>
    <Route index element={<MessageList />} />
    <Route path="in-doubt" element={<DoubtList list="in-doubt" />} />
    <Route path="parked" element={<DoubtList list="parked" />} />
    <Route path=":customerId/:messageKey" element={<MessagePage />} />
  </Routes>
);

export default MessagesPage;
