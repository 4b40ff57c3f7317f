import type { Began } from "../../../lambdas/domain/look.ts";
import type { Message } from "../../../lambdas/domain/message.ts";
import type { AtRest, Law } from "./law.ts";

type Counts = Map<string, number>;

const add = (counts: Counts, name: string, by = 1): void => {
  counts.set(name, (counts.get(name) ?? 0) + by);
};

const counterOf = (outcome: string): string => {
  if (outcome === "reserved") return "reserved";
  return outcome === "held-out" ? "heldOut" : `skipped:${outcome}`;
};

const looked = ({ facts }: AtRest): Counts => {
  const counts: Counts = new Map();
  for (const { day, look } of facts.looks) {
    add(counts, `${look.campaignId} ${day} lookedAt`);
    add(counts, `${look.campaignId} ${day} ${counterOf(look.outcome)}`);
    if (look.capId !== undefined) add(counts, `${look.campaignId} ${day} cap:${look.capId}`);
    if (look.began !== undefined) add(counts, `${look.campaignId} ${day} ${customersOf(look.began)}`);
  }
  return counts;
};

const customersOf = ({ heldOut, variant }: Began): string =>
  `${heldOut ? "heldOut" : "treated"}${variant === undefined ? "" : `/${variant}`}:customers`;

const taken: ReadonlySet<string> = new Set(["accepted", "delivered", "bounced", "complained"]);

/** By channel: messages that the provider took, those delivered, those that came back for good, and complaints. */
const channelCounters = ({ channel, status, reason }: Message): readonly string[] => {
  if (!taken.has(status)) return [];
  const isBounced = status === "bounced" && reason?.startsWith("bounce-permanent") === true;
  return [
    ...[`${channel}:sent`, ...(isBounced ? [`${channel}:bounced`] : [])],
    ...(status === "delivered" || status === "complained" ? [`${channel}:delivered`] : []),
    ...(status === "complained" ? [`${channel}:complained`] : []),
  ];
};

/** Those that looks and messages decide alone; what customers did afterwards is counted under other names. */
const judged =
  /^(lookedAt|reserved|heldOut|skipped:.*|status:.*|cap:.*|.*:customers|(email|sms|push):(sent|delivered|bounced|complained))$/;
const parts = /^(reserved|heldOut|skipped:.*)$/;

const statuses = ({ tables, names }: AtRest): Counts => {
  const counts: Counts = new Map();
  for (const message of tables.items(names.messages) as unknown as Message[]) {
    const { campaignId, day, status } = message;
    add(counts, `${campaignId} ${day} status:${status}`);
    for (const name of channelCounters(message)) add(counts, `${campaignId} ${day} ${name}`);
  }
  return counts;
};

const reported = ({ tables, names }: AtRest): Counts => {
  const counts: Counts = new Map();
  for (const { campaignId, day, watermark: _, ...counters } of tables.items(names.reports)) {
    // The shop itself, and the windows of its hold-out: no campaign.
    if (/^shop(\/|$)/.test(String(campaignId))) continue;
    for (const [name, by] of Object.entries(counters)) {
      if (typeof by === "number" && judged.test(name))
        add(counts, `${campaignId} ${String(day).split("#")[0]} ${name}`, by);
    }
  }
  return counts;
};

const differences = (expected: Counts, found: Counts): readonly string[] =>
  [...new Set([...expected.keys(), ...found.keys()])].flatMap((name) => {
    const [right, said] = [expected.get(name) ?? 0, found.get(name) ?? 0];
    return right === said ? [] : [`${name} is ${right}, the report says ${said}`];
  });

/** lookedAt = reserved + heldOut + the sum of all skipped. */
const imbalances = (counts: Counts): readonly string[] => {
  const sums: Counts = new Map();
  for (const [name, by] of counts) {
    const [campaignId, day, counter = ""] = name.split(" ");
    if (counter === "lookedAt") add(sums, `${campaignId} ${day}`, by);
    else if (parts.test(counter)) add(sums, `${campaignId} ${day}`, -by);
  }
  return [...sums].flatMap(([place, left]) => (left === 0 ? [] : [`the funnel of ${place} is off by ${left}`]));
};

/** Law 6: the report says what was looked at and what became of it, to the last one. */
export const funnel: Law = {
  name: "funnel",
  atRest: (end) => {
    const found = reported(end);
    const expected = new Map([...looked(end), ...statuses(end)]);
    return [...differences(expected, found), ...imbalances(found)];
  },
};
