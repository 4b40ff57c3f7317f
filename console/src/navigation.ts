import {
  IconAddressBook,
  IconAdjustments,
  IconChartBar,
  IconChecklist,
  IconClock,
  IconDatabase,
  IconDiamond,
  IconFlame,
  IconGauge,
  IconHistory,
  IconHome,
  IconInbox,
  IconLifebuoy,
  IconMail,
  IconMoodSmile,
  IconUsersGroup,
} from "@tabler/icons-react";
import { type ComponentType, type LazyExoticComponent, lazy } from "react";

type Icon = typeof IconHome;

export interface Place {
  /** The noun of the glossary that it shows; also the key of its name in the shell's words. */
  readonly noun: string;
  readonly path: string;
  readonly icon: Icon;
  readonly page: LazyExoticComponent<ComponentType>;
  /** Who cannot do this does not see it. */
  readonly right?: string;
  /** Exists on one machine only. */
  readonly localOnly?: true;
}

const place = (
  noun: string,
  icon: Icon,
  load: () => Promise<{ default: ComponentType }>,
  more: Partial<Place> = {},
) => ({
  noun,
  path: noun === "overview" ? "/" : `/${noun}`,
  icon,
  page: lazy(load),
  ...more,
});

/** The pages, in groups, in the order of the navigation. A page owns every path below its own. */
export const groups: readonly (readonly Place[])[] = [
  [
    place("overview", IconHome, () => import("./pages/overview/overview-page.tsx")),
    place("campaigns", IconFlame, () => import("./pages/campaigns/campaigns-page.tsx")),
    place("customers", IconAddressBook, () => import("./pages/customers/customers-page.tsx")),
    place("messages", IconMail, () => import("./pages/messages/messages-page.tsx")),
  ],
  [
    place("effect", IconChartBar, () => import("./pages/effect/effect-page.tsx")),
    place("pressure", IconGauge, () => import("./pages/pressure/pressure-page.tsx")),
    place("value", IconDiamond, () => import("./pages/value/value-page.tsx")),
  ],
  [
    place("tasks", IconChecklist, () => import("./pages/tasks/tasks-page.tsx")),
    place("cases", IconLifebuoy, () => import("./pages/cases/cases-page.tsx")),
    place("surveys", IconMoodSmile, () => import("./pages/surveys/surveys-page.tsx")),
  ],
  [
    place("data", IconDatabase, () => import("./pages/data/data-page.tsx")),
    place("settings", IconAdjustments, () => import("./pages/settings/settings-page.tsx")),
    place("people", IconUsersGroup, () => import("./pages/people/people-page.tsx"), { right: "manage-people" }),
    place("audit", IconHistory, () => import("./pages/audit/audit-page.tsx")),
  ],
  [
    place("inbox", IconInbox, () => import("./pages/inbox/inbox-page.tsx"), { localOnly: true }),
    place("clock", IconClock, () => import("./pages/clock/clock-page.tsx"), { localOnly: true }),
  ],
];
