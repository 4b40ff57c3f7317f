import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { parseSettings } from "../../lambdas/domain/parse-settings.ts";
import { type Person, peopleChanges } from "../../lambdas/domain/people.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createPeopleStore } from "../../lambdas/store/people-store.ts";
import { createWriteKeyStore } from "../../lambdas/store/write-key-store.ts";
import { installPlaybooks } from "../playbooks/install.ts";
import { sampleShop } from "../sample/sample-shop.ts";
import type { Shop } from "./arguments.ts";
import type { LocalRuntime } from "./runtime.ts";
import { writeFileAtomically } from "./write-file-atomically.ts";

/** What the directory holds. Written before the shop is filled, so that an interrupted start fills the same shop again. */
export interface ShopRecord {
  readonly shop: Shop;
  /** How many customers the sample shop has; absent: as many as usual. */
  readonly customers?: number;
  /** The instant at which the history of the shop ends, epoch milliseconds. */
  readonly endAt: number;
  /** For the API: the user name of basic auth. */
  readonly writeKey: string;
  readonly filled: boolean;
}

/** The same customers at every fresh start. */
const sampleSeed = 1;
const eventsPerChunk = 500;

export const readShopRecord = (file: string): ShopRecord | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ShopRecord) : undefined;

const problemText = (problems: readonly Problem[]): string =>
  problems.map(({ where, problem, received }) => `${where}: ${problem}${received ? ` (${received})` : ""}`).join("\n");

const importEvents = async (
  local: LocalRuntime,
  events: readonly CustomerEvent[],
  onProgress: (done: number, of: number) => void,
): Promise<void> => {
  const store = createEventStore(local.runtime);
  for (let from = 0; from < events.length; from += eventsPerChunk) {
    await store.append(events.slice(from, from + eventsPerChunk));
    await local.drain();
    onProgress(Math.min(from + eventsPerChunk, events.length), events.length);
  }
};

/** Colleagues in the sample shop, so that one person at one machine can try what needs two. */
const colleagues: readonly Person[] = [
  { email: "mei@shop.example", name: "Mei", roles: ["editor", "sender"] },
  { email: "tom@shop.example", name: "Tom", roles: ["approver"] },
];

const addColleagues = async ({ runtime }: LocalRuntime): Promise<void> => {
  const people = createPeopleStore(runtime);
  const { revision, people: before } = await people.load();
  if (revision > 0) return;
  const record = { revision, people: colleagues };
  await people.save({ record, changes: peopleChanges(before, colleagues), by: "local", now: runtime.clock.now() });
};

const fill = async (local: LocalRuntime, record: ShopRecord, onProgress: (done: number, of: number) => void) => {
  const campaigns = createCampaignStore(local.runtime);
  const hash = createHash("sha256").update(record.writeKey).digest("hex");
  await createWriteKeyStore(local.runtime).save({
    ...{ hash, name: "local", createdAt: local.clock.now() },
    start: record.writeKey.slice(0, 4),
  });

  const sample =
    record.shop === "sample"
      ? sampleShop({ seed: sampleSeed, endAt: record.endAt, customers: record.customers })
      : undefined;
  const parsed = parseSettings(sample?.settings ?? {});
  if (!parsed.ok) throw new Error(`The settings of the shop are not valid:\n${problemText(parsed.problems)}`);
  const { problems } = await installPlaybooks({ store: campaigns, settings: parsed.settings });
  if (problems.length > 0) throw new Error(`A playbook could not be installed:\n${problemText(problems)}`);
  if (sample !== undefined) await addColleagues(local);
  await local.drain();
  await importEvents(local, sample?.events ?? [], onProgress);
  // In AWS the schedule finds soon enough that nothing was learned yet.
  await local.invoke("learn", {});
};

/** Fills the shop at its first start; afterwards only reads what it is. True: it was filled just now. */
export const setUpShop = async (
  local: LocalRuntime,
  q: {
    readonly shop: Shop;
    readonly customers?: number;
    readonly file: string;
    readonly onProgress: (done: number, of: number) => void;
  },
): Promise<{ readonly record: ShopRecord; readonly isNew: boolean }> => {
  const known = readShopRecord(q.file);
  if (known?.filled === true) return { record: known, isNew: false };
  const writeKey = randomBytes(16).toString("hex");
  const started = known ?? {
    shop: q.shop,
    ...(q.customers !== undefined && { customers: q.customers }),
    endAt: local.clock.now(),
    writeKey,
    filled: false,
  };
  writeFileAtomically(q.file, JSON.stringify(started));
  await fill(local, started, q.onProgress);
  const record = { ...started, filled: true };
  writeFileAtomically(q.file, JSON.stringify(record));
  return { record, isNew: true };
};
