import type { Cap } from "../../../../lambdas/domain/settings.ts";

type Scope = Cap["scope"];
type Window = Cap["window"];

/** What a cap may be about, as one choice: `sms`, `promotion`, `sms promotion`. */
export const scopes = ["all", "email", "sms", "push", "promotion", "care", "service", "transactional"] as const;
const channels = ["email", "sms", "push"] as const;
type Channel = (typeof channels)[number];
const isChannel = (word: string): word is Channel => channels.some((one) => one === word);

export const scopeKey = (scope: Scope): string =>
  scope === "all" ? "all" : [scope.channel, scope.category].filter((word) => word !== undefined).join(" ");

export const scopeOf = (key: string): Scope => {
  if (key === "all" || key === "") return "all";
  const words = key.split(" ");
  const channel = words.find(isChannel);
  const category = words.find((word) => !isChannel(word)) as Exclude<Scope, "all">["category"];
  return { ...(channel !== undefined && { channel }), ...(category !== undefined && { category }) };
};

export const windows = ["day", "week", "month", "24h", "7d", "30d"] as const;

export const windowKey = (window: Window): string => {
  if ("calendar" in window) return window.calendar;
  return "rollingHours" in window ? `${window.rollingHours}h` : `${window.rollingDays}d`;
};

export const windowOf = (key: string): Window => {
  if (key === "day" || key === "week" || key === "month") return { calendar: key };
  const count = Number.parseInt(key, 10);
  return key.endsWith("h") ? { rollingHours: count } : { rollingDays: count };
};

/** The first number that is free: an id names a cap in reports and is not shown here. */
export const capId = (caps: readonly Cap[]): string => {
  const taken = new Set(caps.map(({ id }) => id));
  let number = caps.length + 1;
  while (taken.has(`cap-${number}`)) number += 1;
  return `cap-${number}`;
};
