import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/define-words.ts";
import { messageWords } from "./words.ts";

const lists = ["all", "in-doubt", "parked"] as const;
export type ListName = (typeof lists)[number];

/** The three lists of messages, each with an address of its own. */
export const ListsFrame = ({ list, children }: { readonly list: ListName; readonly children: ReactNode }) => {
  const say = useWords(messageWords);
  const navigate = useNavigate();
  const show = (next: string | null): void => {
    void navigate(next === "all" || next === null ? "/messages" : `/messages/${next}`);
  };
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Tabs value={list} onChange={show} keepMounted={false} activateTabWithKeyboard={false}>
        <Tabs.List mb="md">
          {lists.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {say(`tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {lists.map((one) => (
          <Tabs.Panel key={one} value={one}>
            {one === list && children}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
};
