import { Tabs } from "@mantine/core";
import { Route, Routes, useLocation, useNavigate } from "react-router";
import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/define-words.ts";
import { ImportDetail } from "./import-detail.tsx";
import { ImportList } from "./import-list.tsx";
import { NewImport } from "./new-import.tsx";
import { SendingEvents } from "./sending-events.tsx";
import { Webhooks } from "./webhooks.tsx";
import { dataWords } from "./words.ts";

const parts = ["imports", "events", "webhooks"] as const;
type Part = (typeof parts)[number];

const paths: Readonly<Record<Part, string>> = { imports: "/data", events: "/data/events", webhooks: "/data/webhooks" };

const partOf = (pathname: string): Part => parts.find((part) => pathname === paths[part]) ?? "imports";

const Ways = () => {
  const say = useWords(dataWords);
  const navigate = useNavigate();
  const part = partOf(useLocation().pathname);
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Tabs
        value={part}
        onChange={(next) => void navigate(paths[(next as Part | null) ?? "imports"])}
        keepMounted={false}
      >
        <Tabs.List aria-label={say("parts")} mb="lg">
          {parts.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {say(one)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="imports">
          <NewImport />
          <ImportList />
        </Tabs.Panel>
        <Tabs.Panel value="events">
          <SendingEvents />
        </Tabs.Panel>
        <Tabs.Panel value="webhooks">
          <Webhooks />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
};

/** How the shop's data comes in. One file has a page of its own below this one. */
const DataPage = () => (
  <Routes>
    <Route path="imports/:importId" element={<ImportDetail />} />
    <Route path="*" element={<Ways />} />
  </Routes>
);

export default DataPage;
