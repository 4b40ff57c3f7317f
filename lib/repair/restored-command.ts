import { withLedger } from "../../lambdas/domain/restored-profile.ts";
import { inParallel } from "../../lambdas/shared/batch.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { type Cursor, createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { createTableScans } from "../../lambdas/store/table-scans.ts";
import { type ExitCode, wrongArgument } from "../command.ts";
import type { Place } from "./open-place.ts";

const pageSize = 100;
const customersAtOnce = 8;

/** Below every sequence number, so that the next record of a new stream is folded. */
const lowestWatermark = "0";

export interface RestoredCommand {
  /** The events table was restored too: its stream counts anew, and watermarks of the old one would pass its events by. */
  readonly newEventStream: boolean;
  readonly dryRun: boolean;
  readonly out: (line: string) => void;
}

/** Brings profiles from a backup in step with the messages on record. Only while everything is paused. */
export const runRestored = async ({ runtime }: Place, command: RestoredCommand): Promise<ExitCode> => {
  const snapshot = await createCampaignStore(runtime).snapshot({ consistent: true });
  if (snapshot !== undefined && !snapshot.paused)
    throw wrongArgument(
      "the account",
      "is not paused",
      "sending",
      "npm run campaigns -- pause --all, before anything else",
    );
  const tools = {
    customers: createCustomerStore(runtime),
    messages: createMessageStore(runtime),
    now: runtime.clock.now(),
    tally: { customers: 0, changed: 0, contended: 0 },
    ...command,
  };
  const scans = createTableScans(runtime);
  let cursor: Cursor | undefined;
  do {
    const page = await scans.customers({ segment: 0, segments: 1, limit: pageSize, ...(cursor && { cursor }) });
    await inParallel(page.found, customersAtOnce, ({ profile }) => mendOne(tools, profile.customerId));
    cursor = page.cursor;
  } while (cursor !== undefined);
  const { customers, changed, contended } = tools.tally;
  command.out(
    `${customers} customers, ${changed} ${command.dryRun ? "to be changed" : "changed"}, ${contended} left over.`,
  );
  return contended > 0 ? 1 : 0;
};

interface Tools extends RestoredCommand {
  readonly customers: ReturnType<typeof createCustomerStore>;
  readonly messages: ReturnType<typeof createMessageStore>;
  readonly now: number;
  readonly tally: { customers: number; changed: number; contended: number };
}

/** Read once more before it is changed, so that what was folded meanwhile stays. Saving drops an outbox of the backup. */
const mendOne = async (tools: Tools, customerId: string): Promise<void> => {
  const { customers, messages, now, newEventStream, dryRun, tally } = tools;
  tally.customers += 1;
  const profile = await customers.loadOne(customerId, { consistent: true });
  if (profile === undefined) return;
  const ledger = withLedger(profile, await messages.list(customerId), now);
  const isStale = newEventStream && profile.watermark !== undefined && profile.watermark !== lowestWatermark;
  const next = isStale ? { ...ledger, watermark: lowestWatermark } : ledger;
  if (next === profile) return;
  if (dryRun || (await customers.save(next)) === "saved") tally.changed += 1;
  else tally.contended += 1;
};
