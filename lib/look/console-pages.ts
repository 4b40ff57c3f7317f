import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PagesShown } from "./fill-pages.ts";

export interface ConsolePage {
  /** Short, for a file's name. */
  readonly name: string;
  readonly path: string;
}

const navigation = join(import.meta.dirname, "../../console/src/navigation.ts");

/** Every place of the navigation, read where the console itself says them: a new one is looked at without a word here. */
const placesIn = (source: string): readonly ConsolePage[] =>
  [...source.matchAll(/\bplace\("([a-z-]+)"/g)].map(([, noun = ""]) => ({
    name: noun,
    path: noun === "overview" ? "/" : `/${noun}`,
  }));

const editorParts = ["trigger", "audience", "steps", "words", "policy", "goal", "checks", "json"] as const;
const campaignId = "dormant-wake-up";

const below = (shown: PagesShown): readonly ConsolePage[] => {
  const id = encodeURIComponent;
  const message = (one: PagesShown["message"]) => `/messages/${id(one.customerId)}/${id(one.messageKey)}`;
  return [
    { name: "campaign", path: `/campaigns/${campaignId}` },
    { name: "playbook", path: "/campaigns/start/new-arrival" },
    ...editorParts.map((part) => ({ name: `edit-${part}`, path: `/campaigns/${campaignId}/edit/${part}` })),
    { name: "campaign-unknown", path: "/campaigns/there-is-none" },
    { name: "customer-found", path: `/customers?find=${id(shown.customerId)}` },
    { name: "customer-not-found", path: "/customers?find=nobody" },
    { name: "customer", path: `/customers/${id(shown.customerId)}` },
    { name: "messages-in-doubt", path: "/messages/in-doubt" },
    { name: "messages-parked", path: "/messages/parked" },
    { name: "message", path: message(shown.message) },
    { name: "message-in-doubt", path: message(shown.doubted) },
    { name: "effect-of-campaign", path: `/effect/${campaignId}` },
    { name: "cases-overdue", path: "/cases?show=overdue" },
    { name: "survey", path: "/surveys/satisfaction-survey" },
    { name: "import-report", path: `/data/imports/${id(shown.importId)}` },
    { name: "import-first-look", path: `/data/imports/${id(shown.waitingImportId)}` },
    { name: "data-events", path: "/data/events" },
    { name: "data-webhooks", path: "/data/webhooks" },
    { name: "inbox-email", path: `/inbox/${id(shown.emailId)}` },
    { name: "inbox-text", path: `/inbox/${id(shown.textId)}` },
    { name: "no-page", path: "/no-such-page" },
  ];
};

/** Every page and main state of the console, in a shop that has something for each of them. */
export const consolePages = (shown: PagesShown): readonly ConsolePage[] => [
  ...placesIn(readFileSync(navigation, "utf8")),
  ...below(shown),
];
