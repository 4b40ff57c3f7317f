import type * as z from "zod";
import type { Message } from "../../domain/message.ts";
import { listFor, type MessageLine } from "../../domain/message-line.ts";
import { zoneCalendar } from "../../domain/zone-calendar.ts";
import { inParallel } from "../../shared/batch.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { createMessageListStore, type MessageListStore } from "../../store/message-list-store.ts";
import { createMessageStore, type MessageStore } from "../../store/message-store.ts";
import { type ListCursor, listCursorText, messageListContract } from "./contract/message-list.ts";
import { ContractApp } from "./contract-app.ts";
import { addOneMessage } from "./one-message.ts";

const readsAtOnce = 10;
/** Pages of a list that one read brings; each is a batch of the stream, so a quiet shop's hold a line each. */
const pagesAtOnce = 20;
/** Messages that one answer may look at; who filters for few asks on. */
const looksMost = 300;

type Query = z.output<typeof messageListContract.list.request.query>;
type Wanted = Pick<Query, "campaignId" | "channel" | "status">;

const iso = (at: number): string => new Date(at).toISOString();

/** No address; instants in ISO 8601 UTC. */
export const shownInList = (message: Message) => ({
  customerId: message.customerId,
  messageKey: message.messageKey,
  status: message.status,
  reason: message.reason,
  campaignId: message.campaignId,
  campaignVersion: message.campaignVersion,
  stepId: message.stepId,
  variant: message.variant,
  channel: message.channel,
  category: message.category,
  day: message.day,
  reservedAt: iso(message.reservedAt),
  submittedAt: message.submittedAt === undefined ? undefined : iso(message.submittedAt),
  since: iso(message.updatedAt),
});

const fits = (message: Message, { campaignId, channel, status }: Wanted): boolean =>
  (campaignId === undefined || message.campaignId === campaignId) &&
  (channel === undefined || message.channel === channel) &&
  (status === undefined || message.status === status);

/** What a line says for good. A channel may change with another attempt, and most statuses do. */
const mayFit = (line: MessageLine, { campaignId, status }: Wanted): boolean =>
  (campaignId === undefined || line.campaignId === campaignId) &&
  (status === undefined || listFor(status) === "all" || line.status === status) &&
  // Who is held out begins and ends so.
  (status === undefined || (status === "held-out") === (line.status === "held-out"));

interface Tools {
  readonly lists: MessageListStore;
  readonly messages: MessageStore;
}

/** A line with the place from which a list goes on after it. */
interface Looked {
  readonly line: MessageLine;
  readonly next: ListCursor;
}

/** Lines that may fit, from the cursor on, so many as one answer may look at; and where the list then goes on. */
const linesFrom = async (
  { lists }: Tools,
  day: string,
  { cursor, ...wanted }: Query,
): Promise<{ readonly looked: readonly Looked[]; readonly next: ListCursor | undefined }> => {
  const looked: Looked[] = [];
  let next: ListCursor | undefined = cursor ?? { skip: 0 };
  while (next !== undefined && looked.length < looksMost) {
    const { from, skip }: ListCursor = next;
    const place = { day, list: listFor(wanted.status), limit: pagesAtOnce };
    const pages = await lists.pages({ ...place, ...(from !== undefined && { from }) });
    for (const [index, page] of pages.entries()) {
      const begun = index === 0 && page.place === from ? skip : 0;
      page.lines.forEach((line, at) => {
        if (at >= begun && mayFit(line, wanted)) looked.push({ line, next: { from: page.place, skip: at + 1 } });
      });
    }
    const last = pages.at(-1);
    next = last === undefined || pages.length < pagesAtOnce ? undefined : { from: last.place, skip: last.lines.length };
  }
  const most = looked.slice(0, looksMost);
  return { looked: most, next: most.length < looked.length ? most.at(-1)?.next : next };
};

/** The lines find candidates and may be behind; the message itself says where it stands. */
const ofDay = async (tools: Tools, day: string, query: Query) => {
  const { looked, next } = await linesFrom(tools, day, query);
  const found: Message[] = [];
  const seen = new Set<string>();
  for (let at = 0; at < looked.length; at += query.limit) {
    const some = looked.slice(at, at + query.limit);
    const read: (Message | undefined)[] = [];
    await inParallel([...some.entries()], readsAtOnce, async ([index, { line }]) => {
      read[index] = await tools.messages.get(line.customerId, line.messageKey);
    });
    for (const [index, message] of read.entries()) {
      // A batch of the stream that came again may have left the same line twice.
      if (message === undefined || !fits(message, query) || seen.has(message.messageKey)) continue;
      seen.add(message.messageKey);
      found.push(message);
      if (found.length === query.limit) return { found, cursor: some[index]?.next };
    }
  }
  return { found, cursor: next };
};

/** A customer has few enough to be sorted whenever somebody looks. */
const ofCustomer = async ({ messages }: Tools, customerId: string, query: Query) => {
  const all = (await messages.list(customerId))
    .filter((message) => fits(message, query) && (query.day === undefined || message.day === query.day))
    .toSorted((a, b) => b.reservedAt - a.reservedAt);
  const skip = query.cursor?.skip ?? 0;
  const end = skip + query.limit;
  return { found: all.slice(skip, end), cursor: end < all.length ? { skip: end } : undefined };
};

/** Every message there is, by day or by customer. Those of which nobody knows what became of them: `messages.ts`. */
export const createMessageListRoutes = (runtime: Runtime): ContractApp => {
  const tools: Tools = { lists: createMessageListStore(runtime), messages: createMessageStore(runtime) };
  const campaigns = createCampaignStore(runtime);
  const today = async (): Promise<string> => {
    const calendar = zoneCalendar((await campaigns.snapshot())?.settings.shop.timeZone ?? "UTC");
    return calendar.dateOf(calendar.dayOf(runtime.clock.now()));
  };
  const app = new ContractApp().openapi(messageListContract.list, async (context) => {
    const query = context.req.valid("query");
    const { customerId } = query;
    const day = customerId === undefined ? (query.day ?? (await today())) : query.day;
    const { found, cursor } =
      customerId === undefined ? await ofDay(tools, day ?? "", query) : await ofCustomer(tools, customerId, query);
    const next = cursor === undefined ? {} : { cursor: listCursorText(cursor) };
    return context.json({ ...(day !== undefined && { day }), messages: found.map(shownInList), ...next }, 200);
  });
  return addOneMessage(app, { runtime, messages: tools.messages });
};
