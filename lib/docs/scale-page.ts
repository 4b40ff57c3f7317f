import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import { type BurstResult, playBurst } from "../scale/burst.ts";
import { type Capacity, type Deployment, decisionCapacities, submissionCapacities } from "../scale/capacity.ts";
import { parseDeploySettings } from "../settings.ts";

const latency = { writeMs: 10, sendMs: 200 } as const;
const hours = { openHours: 12, sendWithinHours: 72 } as const;

const { dueShards, tickParts } = parseDeploySettings(undefined);

const asDeployed = {
  dueShards,
  tickParts,
  sendParallel: 4,
  concurrency: 1_000,
  keepFreePercent: defaultSettings.pace.keepFreePercent,
} as const;

interface Scenario {
  readonly name: string;
  readonly due: number;
  readonly deployment: Deployment;
}

const large = { streamShards: 40, emailsPerSecond: 2_000, emailsPerDay: 25_000_000 } as const;

const scenarios: readonly Scenario[] = [
  {
    name: "10 thousand customers, as deployed",
    due: 2_000,
    deployment: { ...asDeployed, streamShards: 4, emailsPerSecond: 14, emailsPerDay: 50_000 },
  },
  {
    name: "1 million, as deployed",
    due: 100_000,
    deployment: { ...asDeployed, streamShards: 4, emailsPerSecond: 100, emailsPerDay: 1_000_000 },
  },
  { name: "100 million, as deployed", due: 7_000_000, deployment: { ...asDeployed, ...large } },
  { name: "`tickParts` 8", due: 7_000_000, deployment: { ...asDeployed, ...large, tickParts: 8 } },
  {
    name: "the same, and 5,000 emails a second",
    due: 7_000_000,
    deployment: { ...asDeployed, ...large, tickParts: 8, emailsPerSecond: 5_000 },
  },
  {
    name: "the same, `parallel` 10 and concurrency 3,000",
    due: 7_000_000,
    deployment: {
      ...asDeployed,
      ...large,
      ...{ tickParts: 8, emailsPerSecond: 5_000, sendParallel: 10, concurrency: 3_000 },
    },
  },
];

const count = (value: number): string => Math.round(value).toLocaleString("en");

const time = (minutes: number): string =>
  minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1).replace(/\.0$/, "")} h`;

const burstRow = ({ name, due, deployment }: Scenario): string => {
  const result: BurstResult = playBurst({ due, ...hours }, deployment, latency);
  const { minutes, waiting } = result;
  const cells = [name, count(due), time(minutes.half), time(minutes.most), time(minutes.all)];
  return `| ${[...cells, count(waiting.reserved), count(result.expired), result.heldUpBy].join(" | ")} |`;
};

const capacityRow = ({ name, perSecond, setting }: Capacity): string =>
  `| ${name} | ${count(perSecond)} | ${/^[a-z]+[A-Z]/.test(setting) ? `\`${setting}\`` : setting} |`;

const capacities = (deployment: Deployment): readonly string[] =>
  [...decisionCapacities(deployment, latency), ...submissionCapacities(deployment, latency)]
    .toSorted((a, b) => a.perSecond - b.perSecond)
    .map(capacityRow);

const largest: Deployment = { ...asDeployed, ...large };

/** docs/scale.md: the tables are computed, so they say what the code says. */
export const scalePage = (): string => `# Scale

<!-- Written by \`npm run docs\` from lib/scale. Change the model or lib/docs/scale-page.ts, not this page. -->

What gives way first when a shop grows, and what moves it. These are sums on paper: nothing here was run against AWS. Limits are
those AWS publishes; two durations are assumed (a conditional write of a customer takes ${latency.writeMs} ms, claim, re-check, call
and result of one message ${latency.sendMs} ms), and halving either doubles what it limits. Work follows messages
([architecture](architecture.md)): customers who sleep cost storage and nothing else.

## A large shop: 100 million customers, 20 million messages a day

20 million messages in ${hours.openHours} hours are ${count(20_000_000 / (hours.openHours * 3_600))} a second. What each stage takes as deployed,
with a table of ${large.streamShards} partitions, ${count(large.emailsPerSecond)} emails a second and the account's first quotas:

| stage | messages a second while at work | what moves it |
|---|---|---|
${capacities(largest).join("\n")}

A tick begins no page in the last quarter of its minute, so its runs decide three quarters of their figure over a day. What else
is there, from the narrowest on:

| limit | how far it goes | what moves it |
|---|---|---|
| counters of a campaign's day (one item, 1,000 writes a second) | \`report\` and \`act\` write it once per batch of up to 200 records and stream shard, every 10 seconds at most: ${count(large.streamShards)} shards write ${count(large.streamShards / 10)} times a second | nothing needed |
| the pace of all ticks (one item) | one claim per page of up to 100 customers: 1,000 writes a second are 100,000 customers | nothing needed |
| places in a campaign's hour (one item per campaign) | as the pace | leave out \`messagesPerHourMax\` where the pace is enough |
| provider's events (a queue) | \`feedback\` reads it in batches; three events a message are ${count((3 * 20_000_000) / 86_400)} a second over a day | Lambda's concurrency |
| a new table: 4,000 writes a second, twice the last peak within half an hour | reached by 1,000 messages a second | warm throughput, raised before the first large day |
| first filling: 100 million profiles | ${count(100_000_000 / 4_000 / 3_600)} hours at 4,000 writes a second | the same; fill before campaigns go live |
| new rules (replan) | four segments side by side, ten writes at once each: 4,000 customers a second, ${(100_000_000 / 4_000 / 3_600).toFixed(1)} hours for all; those whose plan stays are read only | \`replanSegments\` in lambdas/store/replan-jobs.ts |
| learning | a sample of bounded size, whatever the shop ([value model](value-model.md)) | nothing needed |

Replan, reconcile and imports are jobs with a cursor: each run takes a stretch, writes down where it stopped and starts the next. A
run that dies is taken up from there. New rules end a replan under old ones.

## Everybody at nine

All customers of one zone fall due at 9:00, messages may go until ${9 + hours.openHours}:00, and what is ${hours.sendWithinHours} hours
late is left out. Second by second (\`lib/scale/burst.ts\`): when half, 95 % and all were accepted, the most that were reserved and not
yet submitted at one time, how many were left out, and what held the rest up.

| shop | due | half | 95 % | all | reserved, waiting | left out | held up by |
|---|---|---|---|---|---|---|---|
${scenarios.map(burstRow).join("\n")}

- Who waits to be looked at waits in the index of due customers, longest due first, and costs nothing. No more is reserved than the
  email rate lets through, so where senders keep up with the rate the stream stays short.
- Where they do not, what is reserved waits in the stream. Each message is checked once more when its turn comes, so a pause, an
  opt-out or the end of the hours still holds; but the order is fixed by then. Raise \`parallel\` (lib/stream-triggers.ts, up to 10)
  before \`tickParts\`.
- Nothing is sent late: what is still due when hours close is looked at the next day, and left out with its reason when its time is up.
- \`tickParts\` divides the shards among runs side by side; all share one pace, so more runs never send more than the rate.
- With a low rate and short hours a burst of this size takes days: the answer is a higher quota, not more machines.
`;
