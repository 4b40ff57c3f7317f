import type { InboxEntry } from "../stand-ins/inbox.ts";

/** What a link in a message leads to, by the routes of the template; `click` is any address that is counted on the way. */
export const linkKinds = ["unsubscribe", "preferences", "survey", "reason", "click", "other"] as const;
export type LinkKind = (typeof linkKinds)[number];

export interface ShownLink {
  readonly kind: LinkKind;
  readonly url: string;
}

/** A message in a list: what a person recognises it by. */
export interface ShownEntry {
  readonly id: string;
  readonly channel: InboxEntry["channel"];
  /** By the shop's clock, ISO 8601 UTC. */
  readonly receivedAt: string;
  readonly to: string;
  /** Of an email its subject, of a push its title, of a text its beginning. */
  readonly title: string;
}

/** The whole of it. `html` is shown in a shut frame only. */
export interface ShownContent extends ShownEntry {
  readonly text: string;
  readonly from?: string;
  readonly html?: string;
  readonly links: readonly ShownLink[];
}

export interface InboxCounts {
  readonly email: number;
  readonly sms: number;
  readonly push: number;
}

export interface InboxPage {
  readonly entries: readonly ShownEntry[];
  readonly counts: InboxCounts;
  /** Absent: that was all. */
  readonly cursor?: string;
}

const titleLength = 80;

const titleOf = (entry: InboxEntry): string => {
  if (entry.channel === "email") return entry.subject;
  return entry.channel === "push" ? entry.title : entry.text.slice(0, titleLength);
};

export const shownEntry = (entry: InboxEntry): ShownEntry => ({
  id: entry.providerId,
  channel: entry.channel,
  receivedAt: new Date(entry.receivedAt).toISOString(),
  to: entry.to.join(", "),
  title: titleOf(entry),
});

const kinds: readonly (readonly [LinkKind, RegExp])[] = [
  ["unsubscribe", /^\/(unsubscribe|u)\//],
  ["preferences", /^\/(preferences|p)\//],
  ["survey", /^\/(survey|s)\//],
  ["reason", /^\/(reason|r)\//],
  ["click", /^\/c\//],
];

const kindOf = (url: string): LinkKind => {
  const { pathname } = new URL(url);
  return kinds.find(([, pattern]) => pattern.test(pathname))?.[0] ?? "other";
};

const decoded = (text: string): string =>
  text.replaceAll("&amp;", "&").replaceAll("&#x3D;", "=").replaceAll("&#61;", "=").replaceAll("&quot;", '"');

const addressesIn = (text: string): readonly string[] =>
  [...text.matchAll(/https?:\/\/[^\s"'<>)\]]+/g)].map(([found]) => found.replace(/[.,;:!?]+$/, ""));

const placesIn = (html: string): readonly string[] =>
  [...html.matchAll(/<a\b[^>]*\bhref="(https?:\/\/[^"]+)"/gi)].map(([, url]) => decoded(url ?? ""));

const linksOf = (entry: InboxEntry): readonly ShownLink[] => {
  const found =
    entry.channel === "email"
      ? [...placesIn(entry.html), ...addressesIn(entry.text), ...addressesIn(entry.headers["List-Unsubscribe"] ?? "")]
      : [
          ...addressesIn(textOf(entry)),
          ...(entry.channel === "push" ? Object.values(entry.data).flatMap(addressesIn) : []),
        ];
  const urls = [...new Set(found)].filter((url) => URL.canParse(url));
  return urls
    .map((url) => ({ kind: kindOf(url), url }))
    .toSorted((a, b) => linkKinds.indexOf(a.kind) - linkKinds.indexOf(b.kind));
};

const textOf = (entry: InboxEntry): string => (entry.channel === "push" ? entry.body : entry.text);

export const shownContent = (entry: InboxEntry): ShownContent => ({
  ...shownEntry(entry),
  text: textOf(entry),
  ...(entry.channel === "email" && { from: entry.from, html: entry.html }),
  links: linksOf(entry),
});

export interface InboxQuestion {
  readonly channel?: InboxEntry["channel"] | undefined;
  /** Stands in an address or in a title. */
  readonly search?: string | undefined;
  readonly limit: number;
  /** Of the answer before: what came since then moves nothing. */
  readonly cursor?: number | undefined;
}

/** A page of what was received, the newest first. `all` is in the order in which it came. */
export const inboxPage = (all: readonly InboxEntry[], q: InboxQuestion): InboxPage => {
  const counts = { email: 0, sms: 0, push: 0 };
  for (const { channel } of all) counts[channel] += 1;
  const wanted = q.search?.toLowerCase() ?? "";
  const entries: ShownEntry[] = [];
  let at = Math.min(q.cursor ?? all.length, all.length);
  for (; at > 0 && entries.length < q.limit; at -= 1) {
    const entry = all[at - 1];
    if (entry === undefined || (q.channel !== undefined && entry.channel !== q.channel)) continue;
    const shown = shownEntry(entry);
    if (`${shown.to} ${shown.title}`.toLowerCase().includes(wanted)) entries.push(shown);
  }
  return { entries, counts, ...(at > 0 && { cursor: String(at) }) };
};
