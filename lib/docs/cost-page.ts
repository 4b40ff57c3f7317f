import { type Bill, type BillLine, costOfMore, type Measured, monthlyBill } from "../../lambdas/domain/cost-model.ts";
import type { CostParts } from "../../lambdas/domain/cost-parts.ts";
import { type Price, priceRegion, prices } from "../../lambdas/domain/cost-prices.ts";
import { type CostUnits, costUnits } from "../../lambdas/domain/cost-units.ts";
import type { Volumes } from "../../lambdas/domain/cost-volumes.ts";
import { assumed, assumedMs } from "../../lambdas/domain/cost-work.ts";
import suites from "./hosted-suites.json" with { type: "json" };

/** Shares of the customers, in a month. */
const usual = { orders: 0.3, otherEvents: 1, looks: 0.5, emails: 4 } as const;
const monthsKept = 24;
const million = 1_000_000;

export const shopOf = (customers: number): Volumes => ({
  customers,
  orders: customers * usual.orders,
  otherEvents: customers * usual.otherEvents,
  looks: customers * usual.looks,
  emails: customers * usual.emails,
  ...{ texts: 0, pushes: 0, textsUsd: 0, monthsKept },
});

const nobody: Volumes = { ...shopOf(0), monthsKept };

const whole = (value: number): string => new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 }).format(value);
const usd = (value: number, digits = 2): string =>
  `$${new Intl.NumberFormat("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)}`;
const percent = (part: number, of: number): string => `${((100 * part) / of).toFixed(1)} %`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const sum = (lines: readonly BillLine[]): number => lines.reduce((total, line) => total + line.usd, 0);

/** What is paid for being there, for keeping customers, for what they do, for messages: one after the other. */
const splitOf = (volumes: Volumes, measured: Measured) => {
  const { customers, orders, otherEvents, looks } = volumes;
  const at = (some: Partial<Volumes>): number => monthlyBill({ ...nobody, ...some }, measured).engineUsd;
  const steps = [at({}), at({ customers }), at({ customers, orders, otherEvents, looks }), at(volumes)];
  return steps.map((usdSoFar, index) => usdSoFar - (steps[index - 1] ?? 0));
};

const billRows = (bills: readonly Bill[]): readonly (readonly string[])[] => {
  const [first] = bills;
  const lines = (first?.engine ?? []).map(({ name }, index) => [
    prices[name].unit,
    ...bills.map(({ engine }) => usd(engine[index]?.usd ?? 0)),
  ]);
  return [
    ...lines,
    ["**engine**", ...bills.map(({ engineUsd }) => `**${usd(engineUsd)}**`)],
    ["fee of SES for the emails", ...bills.map(({ fees }) => usd(fees.email))],
    ["engine, as a share of the fee", ...bills.map(({ engineUsd, fees }) => percent(engineUsd, fees.email))],
    ["**together**", ...bills.map(({ engineUsd, feesUsd }) => `**${usd(engineUsd + feesUsd)}**`)],
  ];
};

const shops = [10_000, million, 100 * million] as const;

const billsSection = (measured: Measured): string => {
  const volumes = shops.map(shopOf);
  const bills = volumes.map((one) => monthlyBill(one, measured));
  const splits = volumes.map((one) => splitOf(one, measured));
  const parts = ["being there", "keeping the customers", "orders, other events and looks", "messages"];
  const head = ["", ...shops.map((customers) => `${whole(customers)} customers`)];
  return [
    "## Three shops",
    "",
    `In a month each customer gets ${usual.emails} emails, orders ${usual.orders} times, brings ${usual.otherEvents} other event (a visit, a cart, a parcel) and is looked at ${usual.looks} times for nothing. The tables hold ${monthsKept} months of events and messages.`,
    "",
    table(head, billRows(bills)),
    "",
    "The engine's sum by what it is for:",
    "",
    table(
      head,
      parts.map((part, index) => [part, ...splits.map((split) => usd(split[index] ?? 0))]),
    ),
    "",
  ].join("\n");
};

/** Of the million emails after the first three of a shop with a million customers. */
const moreEmails = (measured: Measured) =>
  costOfMore({ ...shopOf(million), emails: 3 * million, monthsKept: 1 }, measured, million);

const aimShare = 0.05;

const verdict = (engine: number, fee: number): string =>
  engine <= aimShare * fee
    ? `The aim of at most ${usd(aimShare * fee)} holds.`
    : `**The aim of at most ${usd(aimShare * fee)} is missed by ${usd(engine - aimShare * fee)}.**`;

const millionSection = (measured: Measured): string => {
  const lines = moreEmails(measured);
  const fee = (million / prices.emails.per) * prices.emails.usd;
  const engine = sum(lines);
  const traces = lines.find(({ name }) => name === "traces")?.usd ?? 0;
  const kept = sum(lines.filter(({ name }) => name === "storage" || name === "restore"));
  return [
    "## A million emails",
    "",
    `What the fourth million emails of a month adds to the bill of a shop with a million customers. SES asks ${usd(fee)} for it; the aim is an engine of at most 5 % of that, ${usd(aimShare * fee)}, everything included.`,
    "",
    table(
      ["", "units", "US dollars", "of the fee"],
      lines
        .filter((line) => line.usd >= 0.005)
        .map((line) => [
          prices[line.name].unit,
          line.units < 10 ? line.units.toFixed(2) : whole(line.units),
          usd(line.usd),
          percent(line.usd, fee),
        ]),
    ),
    "",
    `Together ${usd(engine)}, which is ${percent(engine, fee)} of the fee. ${verdict(engine, fee)} Not in it: ${usd(kept)} for each further month in which these messages stay in the tables, and what is paid for being there, ${usd(monthlyBill(nobody, measured).engineUsd)} a month, which a shop that sends little feels most.`,
    "",
    whereItLies(lines, fee, engine - traces),
    "",
  ].join("\n");
};

const whereItLies = (lines: readonly BillLine[], fee: number, untraced: number): string => {
  const of = (name: BillLine["name"]): string => usd(lines.find((line) => line.name === name)?.usd ?? 0);
  return [
    "Where it lies, and what would lower it:",
    "",
    `- Writes, ${of("tableWrites")}: four of them are one decision, of which two are the move in the index of who is due. A profile of less than 1 KB would save one; the index and the claim are what keeps messages from being sent twice.`,
    `- Traces, ${of("traces")}: Lambda's sampling of its own calls cannot be set, only switched off. No function adds anything to its traces, so they tell what its metrics tell. Switched off, the sum is ${usd(untraced)}, ${percent(untraced, fee)} of the fee: ${verdict(untraced, fee)}`,
    `- The way of provider events, ${of("topics")} for SNS and ${of("queues")} for SQS: SES tells twice of every email. Without its telling that it took the email, half of it goes; a doubt about an email would then wait for its delivery.`,
    `- Computing, ${of("computing")}: most of it is the sender, which waits for SES with 1 GB of memory. Less memory is cheaper and slower; measure it in an account first.`,
    "- Done already: events of providers wait five seconds for each other, which saves most calls of `feedback`; counters are written once per batch.",
  ].join("\n");
};

const unitsSection = ({ message, feedback, order, look, idleTick, bytes }: CostUnits): string =>
  [
    "## What was measured",
    "",
    "Table units of the engine's own work, by `npm run bench -- capacity --keep`. They count, and time nothing, so they are the same on any machine. A test measures them again.",
    "",
    table(
      ["one", "write units", "read units"],
      (
        [
          ["accepted message, counters included", message],
          ["message's telling by the provider", feedback],
          ["order, or any other event", order],
          ["look that decides for nothing", look],
          ["tick with nobody due", idleTick],
        ] as const
      ).map(([name, { writes, reads }]) => [name, String(writes), String(reads)]),
    ),
    "",
    `A customer with a long history takes ${whole(bytes.customer)} bytes, an order ${whole(bytes.event)}, a message ${whole(bytes.message)}. Lambda reads the tables' streams for free.`,
    "",
  ].join("\n");

const assumptionsSection = ({ memoryMb, feedbackBatch }: CostParts): string =>
  [
    "## What was assumed",
    "",
    "How long functions run on Lambda was measured in no account. Milliseconds, rather too many than too few:",
    "",
    table(
      ["function", "memory, MB", "for a call", "for each item in it"],
      Object.entries(assumedMs).map(([name, { call, item }]) => [
        `\`${name}\``,
        String(memoryMb[name] ?? ""),
        String(call),
        String(item),
      ]),
    ),
    "",
    `- Messages leave and people buy within ${assumed.openHours} hours of a day; the month has ${assumed.daysInMonth} days.`,
    `- Every event comes in a request of its own. Of a hundred emails ${assumed.reactionsInHundred} bring another event: a click, a bounce, an opt-out.`,
    `- SES tells ${assumed.toldOfEmail} things of an email; ${feedbackBatch.most} are taken together where so many come within ${feedbackBatch.waitSeconds} seconds. Lambda keeps ${assumed.pollers} pollers at the queue.`,
    `- A call writes ${whole(assumed.logBytesOfCall)} bytes of log. X-Ray records the first call of each second and ${100 * assumed.tracedShare} % of the others.`,
    `- ${whole(assumed.consoleCalls)} requests of the console by ${assumed.people} people.`,
    "- No free tier is subtracted, and no other discount; only the steps of SES are counted.",
    "",
    "Not counted, because no price with a source was found: transfer to the internet, CloudFront and S3 for the console's few files, the storage of logs. What SNS asks for delivering to SQS is taken to be nothing. A text's fee depends on its country; the engine's work for a text is that of an email without what SES tells.",
    "",
  ].join("\n");

const pricesSection = (): string =>
  [
    "## Prices",
    "",
    `In ${priceRegion}, from \`lambdas/domain/cost-prices.json\`. Some were read on pages of others than AWS: check them before you rely on a bill.`,
    "",
    table(
      ["US dollars", "for", "as of", "source"],
      Object.values(prices).map(({ usd: price, per, unit, above = [], asOf, source }: Price) => [
        [String(price), ...above.map(({ from, usd: then }) => `${then} from ${whole(from)}`)].join(", "),
        `${per === 1 ? "1" : whole(per)} ${unit}`,
        asOf,
        source,
      ]),
    ),
    "",
  ].join("\n");

const suitesSection = (measured: Measured): string => {
  const ours = [10_000, 50_000].map((customers) => {
    const { engineUsd, feesUsd } = monthlyBill(shopOf(customers), measured);
    return {
      suite: "Rekindle, engine and fee of SES",
      contacts: customers,
      usd: engineUsd + feesUsd,
      asOf: "",
      source: "above",
    };
  });
  return [
    "## Beside hosted suites",
    "",
    "What suites ask in a month, as third parties report it; none of their pages was asked itself. They include what an account of your own does not: somebody to call, deliverability advice, and no account to run.",
    "",
    table(
      ["", "contacts", "US dollars", "per contact", "as of", "source"],
      [...ours, ...suites].map(({ suite, contacts, usd: price, asOf, source }) => [
        suite,
        whole(contacts),
        usd(price),
        usd(price / contacts, 4),
        asOf,
        source,
      ]),
    ),
    "",
    "The reports disagree on Mailchimp at 50,000 contacts. Klaviyo counts everybody it may email, and allows ten emails for each (https://help.klaviyo.com/hc/en-us/articles/16318901845403, 2024-12-12); what it asks for 10,000 and 50,000 profiles today was not found. Braze sells yearly contracts by active users and messages; no price of it was found. Of shops with a million contacts and more no list price of any suite was found.",
    "",
  ].join("\n");
};

/** docs/cost.md. */
export const costPage = (parts: CostParts, units: CostUnits = costUnits): string => {
  const measured: Measured = { units, parts };
  return [
    "# What Rekindle costs",
    "",
    "<!-- Written by `npm run docs` from measured units, counted parts and dated prices. Change those, not this page. -->",
    "",
    "What a shop pays AWS in a month: the engine, line by line, and the fees for messages. Measured units times list prices; no bill of an account has been compared with it yet. The console shows the same sum for the shop's own last thirty days, on its overview.",
    "",
    billsSection(measured),
    millionSection(measured),
    suitesSection(measured),
    unitsSection(units),
    assumptionsSection(parts),
    pricesSection(),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
};
