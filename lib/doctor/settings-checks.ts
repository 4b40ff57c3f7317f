import type { Category, Channel } from "../../lambdas/domain/channel.ts";
import { permission } from "../../lambdas/domain/consent.ts";
import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import type { Snapshot } from "../../lambdas/domain/rules.ts";
import type { Settings } from "../../lambdas/domain/settings.ts";
import { type Finding, fine, mend, warning } from "./finding.ts";

/** What the shop chose, before the first message names it. */
export const settingsFindings = (settings: Settings): readonly Finding[] => [
  sender(settings),
  signature(settings),
  postalAddress(settings),
];

const change = "Change it on the page Settings of the console, or in the file of --settings.";

const sender = ({ senders: { emailFrom } }: Settings): Finding =>
  emailFrom === defaultSettings.senders.emailFrom
    ? mend("sender", `senders.emailFrom is still ${emailFrom}.`, change)
    : fine("sender", `Emails come from ${emailFrom}.`);

const signature = ({ shop: { name } }: Settings): Finding =>
  name === defaultSettings.shop.name
    ? warning("shop", `shop.name is still "${name}", and signs every message.`, change)
    : fine("shop", `Messages are signed by ${name}.`);

/** US law asks for it in every promotional email, many others expect it. */
const postalAddress = ({ shop: { postalAddress: address } }: Settings): Finding =>
  address.trim() === ""
    ? mend("postal address", "shop.postalAddress is empty; every marketing email must name one.", change)
    : fine("postal address", "Every email names the shop's postal address.");

/** What the live campaigns send: each pair once. */
const topicsOf = ({ campaigns }: Pick<Snapshot, "campaigns">): ReadonlyMap<string, readonly [Channel, Category]> => {
  const steps = campaigns.flatMap((campaign) => campaign.steps).filter((step) => step.kind === "send");
  const pairs = steps.flatMap(({ channels, category }) => channels.map((channel) => [channel, category] as const));
  return new Map(pairs.map((pair) => [pair.join(", "), pair]));
};

/** Whether anybody of a few customers may be written to about what the campaigns are about. */
export const consentFindings = (
  snapshot: Pick<Snapshot, "campaigns">,
  customers: readonly Profile[],
): readonly Finding[] =>
  [...topicsOf(snapshot)].map(([name, [channel, category]]) => {
    const check = `consent: ${name}`;
    const allowed = customers.filter((profile) => permission(profile, channel, category).allowed).length;
    if (customers.length === 0) return warning(check, "There is no customer yet.", "Bring customers and consents in.");
    const says = `${allowed} of ${customers.length} customers looked at may be written to.`;
    return allowed > 0
      ? fine(check, says)
      : warning(check, says, "Bring consents in for this channel and topic; without one nobody is written to.");
  });

/** Only what this needs of `fetch`. */
export type Fetch = (
  url: string,
) => Promise<{ readonly status: number; readonly headers: { get(name: string): string | null } }>;

/** Whether the pages behind the links in messages answer: the way out has to work before the first message leaves. */
export const linkFindings = async (publicUrl: string | undefined, fetch: Fetch): Promise<readonly Finding[]> => {
  const check = "links";
  if (publicUrl === undefined)
    return [warning(check, "Nobody said where links point.", "Name --outputs FILE, or --public-url URL.")];
  if (!publicUrl.startsWith("https://"))
    return [
      mend(check, `${publicUrl} is not https; one-click opt-out asks for it.`, "Mend the deploy setting publicUrl."),
    ];
  const pages = ["unsubscribe", "preferences"];
  const answers = await Promise.all(pages.map((page) => isPage(fetch, `${publicUrl}/${page}/doctor`)));
  const silent = pages.filter((_, index) => answers[index] === false);
  return [
    silent.length === 0
      ? fine(check, "The pages for opting out and for preferences answer.")
      : mend(
          check,
          `No page answers at ${silent.map((page) => `${publicUrl}/${page}/…`).join(" and ")}.`,
          "Point the domain of publicUrl at the API (output ApiUrl), or deploy without publicUrl.",
        ),
  ];
};

/** A made-up link is answered by a page that says so. */
const isPage = async (fetch: Fetch, url: string): Promise<boolean> => {
  try {
    const { status, headers } = await fetch(url);
    return status < 500 && (headers.get("content-type") ?? "").includes("text/html");
  } catch {
    return false;
  }
};
