import type { StormRecord } from "../storm-record.ts";
import { grouped } from "./sightings.ts";

type Counts = Readonly<Record<string, number | undefined>>;

const sumOf = (counts: Counts, prefix: string): number =>
  Object.entries(counts).reduce((sum, [name, count]) => (name.startsWith(prefix) ? sum + (count ?? 0) : sum), 0);

const count = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

const counterOf = (outcome: string): string => {
  if (outcome === "held-out") return "heldOut";
  return outcome === "reserved" ? outcome : `skipped:${outcome}`;
};

const taken: ReadonlySet<string> = new Set(["accepted", "delivered", "bounced", "complained"]);

/** By channel: messages that the provider took, those delivered, those that came back for good, and complaints. */
const channelCounters = ({ channel, status, reason }: StormRecord["messages"][number]): readonly string[] =>
  !taken.has(status)
    ? []
    : [
        `${channel}:sent`,
        ...(status === "delivered" || status === "complained" ? [`${channel}:delivered`] : []),
        ...(status === "bounced" && reason?.startsWith("bounce-permanent") ? [`${channel}:bounced`] : []),
        ...(status === "complained" ? [`${channel}:complained`] : []),
      ];

/** Those that looks and messages decide alone; what customers did afterwards is counted under other names. */
const judged =
  /^(lookedAt|reserved|heldOut|skipped:.*|status:.*|(email|sms|push):(sent|delivered|bounced|complained))$/;

/** The counters of each campaign add up, and say what was decided and where the messages stand: to the last one. */
export const brokenFunnels = ({ funnels, decided, messages }: StormRecord): string[] => {
  const looks = grouped(
    decided.flatMap((one) => one.looks),
    ({ campaignId }) => campaignId,
  );
  const stored = grouped(messages, ({ campaignId }) => campaignId);
  return Object.entries(funnels).flatMap(([campaignId, counts]) => {
    const own = looks.get(campaignId) ?? [];
    const expected: Counts = {
      ...(own.length > 0 && { lookedAt: own.length }),
      ...count(own.map(({ outcome }) => counterOf(outcome))),
      ...count((stored.get(campaignId) ?? []).map(({ status }) => `status:${status}`)),
      ...count((stored.get(campaignId) ?? []).flatMap(channelCounters)),
    };
    const actual: Counts = Object.fromEntries(Object.entries(counts).filter(([name]) => judged.test(name)));
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    const differences = [...names].flatMap((name) =>
      (expected[name] ?? 0) === (actual[name] ?? 0)
        ? []
        : [`${campaignId}: ${name} is ${actual[name] ?? 0}, but there were ${expected[name] ?? 0}`],
    );
    const parts = (actual.reserved ?? 0) + (actual.heldOut ?? 0) + sumOf(actual, "skipped:");
    const addsUp = parts === (actual.lookedAt ?? 0);
    return [...differences, ...(addsUp ? [] : [`${campaignId}: ${actual.lookedAt} looks, but parts of ${parts}`])];
  });
};
