import { AppShell, ScrollArea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useWords } from "../words/define-words.ts";
import { HeaderBar } from "./header-bar.tsx";
import { NavigationList } from "./navigation-list.tsx";
import { shellWords } from "./words.ts";

/** Navigation, header and the place for a page. */
export const Shell = ({ children }: { readonly children: ReactNode }) => {
  const say = useWords(shellWords);
  const [opened, { toggle, close }] = useDisclosure(false);
  return (
    <>
      <a className="skip-link" href="#content">
        {say("skip")}
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !opened } }}
        padding={{ base: "md", lg: "xl" }}
      >
        <AppShell.Header>
          <HeaderBar menuOpened={opened} onMenu={toggle} />
        </AppShell.Header>
        <AppShell.Navbar p="xs" component="div">
          <ScrollArea type="auto">
            <NavigationList onFollow={close} />
          </ScrollArea>
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} maw={1440}>
          {children}
        </AppShell.Main>
      </AppShell>
    </>
  );
};
