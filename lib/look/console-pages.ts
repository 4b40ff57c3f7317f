import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PagesShown } from "./fill-pages.ts";

export interface ConsolePage {
  /** Short, for a file's name. */
  readonly name: string;
  readonly pathOf: (shown: PagesShown) => string;
}

const navigation = join(import.meta.dirname, "../../console/src/navigation.ts");

/** Every place of the navigation, read where the console itself says them: a new one is looked at without a word here. */
const placesIn = (source: string): readonly ConsolePage[] =>
  [...source.matchAll(/\bplace\("([a-z-]+)"/g)].map(([, noun = ""]) => ({
    name: noun,
    pathOf: () => (noun === "overview" ? "/" : `/${noun}`),
  }));

const editorParts = ["trigger", "audience", "steps", "words", "policy", "goal", "checks", "json"] as const;
const campaign = "/campaigns/dormant-wake-up";
const id = encodeURIComponent;
const message = (one: PagesShown["message"]): string => `/messages/${id(one.customerId)}/${id(one.messageKey)}`;

const at = (name: string, pathOf: string | ConsolePage["pathOf"]): ConsolePage => ({
  name,
  pathOf: typeof pathOf === "string" ? () => pathOf : pathOf,
});

const below: readonly ConsolePage[] = [
  at("campaign", campaign),
  at("campaign-unknown", "/campaigns/there-is-none"),
  at("playbook", "/campaigns/start/new-arrival"),
  ...editorParts.map((part) => at(`edit-${part}`, `${campaign}/edit/${part}`)),
  at("customer-found", ({ customerId }) => `/customers?find=${id(customerId)}`),
  at("customer-not-found", "/customers?find=nobody"),
  at("customer", ({ customerId }) => `/customers/${id(customerId)}`),
  at("messages-in-doubt", "/messages/in-doubt"),
  at("messages-parked", "/messages/parked"),
  at("message", (shown) => message(shown.message)),
  at("message-in-doubt", ({ doubted }) => message(doubted)),
  at("effect-of-campaign", "/effect/dormant-wake-up"),
  at("cases-overdue", "/cases?show=overdue"),
  at("survey", "/surveys/satisfaction-survey"),
  at("import-report", ({ importId }) => `/data/imports/${id(importId)}`),
  at("import-first-look", ({ waitingImportId }) => `/data/imports/${id(waitingImportId)}`),
  at("data-events", "/data/events"),
  at("data-webhooks", "/data/webhooks"),
  at("inbox-email", ({ emailId }) => `/inbox/${id(emailId)}`),
  at("inbox-text", ({ textId }) => `/inbox/${id(textId)}`),
  at("no-page", "/no-such-page"),
];

/** Every page and main state of the console. */
export const consolePages: readonly ConsolePage[] = [...placesIn(readFileSync(navigation, "utf8")), ...below];
