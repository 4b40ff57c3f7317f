import { ActionIcon, Burger, Button, Group, Text, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { Link } from "react-router";
import { useSession } from "../api/use-session.ts";
import { chooseLanguage, useLanguage, useWords } from "../words/define-words.ts";
import { PersonMenu } from "./person-menu.tsx";
import { ShopTime } from "./shop-time.tsx";
import { shellWords } from "./words.ts";

const SchemeSwitch = () => {
  const say = useWords(shellWords);
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={say(isDark ? "light" : "dark")}
      onClick={() => setColorScheme(isDark ? "light" : "dark")}
    >
      {isDark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
    </ActionIcon>
  );
};

const LanguageSwitch = () => {
  const say = useWords(shellWords);
  const other = useLanguage() === "en" ? "zh" : "en";
  return (
    <Button
      variant="default"
      size="xs"
      h={34}
      lang={other === "zh" ? "zh-CN" : "en"}
      onClick={() => void chooseLanguage(other)}
    >
      {say("otherLanguage")}
    </Button>
  );
};

export interface HeaderBarProps {
  readonly menuOpened: boolean;
  readonly onMenu: () => void;
}

export const HeaderBar = ({ menuOpened, onMenu }: HeaderBarProps) => {
  const say = useWords(shellWords);
  const shop = useSession().data?.shop;
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
        <Burger
          opened={menuOpened}
          onClick={onMenu}
          hiddenFrom="sm"
          size="sm"
          aria-label={say("menu")}
          aria-expanded={menuOpened}
        />
        <Link
          to="/"
          aria-label="Rekindle"
          style={{ display: "flex", alignItems: "center", gap: 8, textDecoration: "none", color: "inherit" }}
        >
          <img src="/ember.svg" alt="" width={26} height={26} />
          <Text fw={700} visibleFrom="xs">
            Rekindle
          </Text>
        </Link>
        <Text c="dimmed" truncate visibleFrom="sm">
          {shop?.name}
        </Text>
      </Group>
      <Group gap="xs" wrap="nowrap">
        <ShopTime />
        <LanguageSwitch />
        <SchemeSwitch />
        <PersonMenu />
      </Group>
    </Group>
  );
};
