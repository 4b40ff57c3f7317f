import * as z from "zod";
import { eventSource } from "../../lambdas/domain/announcement.ts";
import { announcementSchema } from "../../lambdas/domain/announcement-schema.ts";
import { descriptionOf, rowsBelow, tableOf } from "./schema-table.ts";

const typeOf = (option: (typeof announcementSchema.options)[number]): string => option.shape.type.value;

const heading = `# Events out

<!-- Written by \`npm run docs\` from lambdas/domain/announcement-schema.ts and lib/docs/events-out-page.ts. -->

With the deploy setting \`"eventsOut": "on"\` Rekindle has an event bus of its own, named \`<stackPrefix>-events\`, and tells on it what the
shop's other systems may want to build on. It is off by default: who wants none of it pays for none of it.

\`\`\`sh
npm run deploy -- -c rekindle='{"eventsOut":"on"}'    # needs an account
npm start -- --events-out --fresh                     # on a laptop: see http://127.0.0.1:4000/local/events-out
\`\`\`

A rule of one's own hands them to a queue or a function; [examples/tea-shop](../examples/tea-shop/README.md) has one. It matches by
\`source\`, which is \`${eventSource}\`, and \`detail-type\`. The schemas of all events are in
[events-out.schema.json](events-out.schema.json). Fields may be added to them; none is taken away or gets another meaning.

## What is promised

- **At least once, in no order.** The same fact has the same \`detail.eventId\` whenever it is told: drop what you know.
- **No personal data but the id.** \`customerId\` is the shop's own id of the customer. No name, no address, no words. Who was erased is
  not told of any more; what was told before is the receiver's to forget.
- **Nobody waits for it.** The functions that hear of these things after the fact put them into a queue; a pipe brings them to the bus. Sending
  never does, and [a bus that is out is felt by nobody](decisions/0094-what-is-told-goes-through-a-queue.md).
- **It costs about $1.2 for a million events**, in us-east-1 in 2026: $1.00 for the bus, and what is left for the queue and the pipe, both of which are filled
  ten at a time.

## What is told
`;

const section = (option: (typeof announcementSchema.options)[number]): string =>
  [
    `### ${typeOf(option)}`,
    "",
    `\`detail-type\` is \`${typeOf(option)}\`. ${descriptionOf(option)}`,
    "",
    tableOf(rowsBelow("detail", option).filter(({ key }) => key !== "detail.type")),
    "",
  ].join("\n");

const ending = `## What is not told

A conversion that a cancelled order takes back; a bounce, a complaint, an address that is suppressed, none of which is a withdrawal of consent,
though each ends messages to it; and what campaigns themselves want to tell, for which there is a
[webhook step](webhooks-out.md).
`;

/** docs/events-out.md. */
export const eventsOutPage = (): string => [heading, ...announcementSchema.options.map(section), ending].join("\n");

type Json = Readonly<Record<string, unknown>>;

/** Receivers must not mind fields that come later. */
const open = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(open);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key, below]) => !(key === "additionalProperties" && below === false));
  return Object.fromEntries(entries.map(([key, below]) => [key, open(below)]));
};

const envelopeOf = (option: (typeof announcementSchema.options)[number]): Json => {
  const { type: _, ...detail } = option.shape;
  const envelope = z.object({
    source: z.literal(eventSource),
    "detail-type": z.literal(typeOf(option)),
    detail: z.object(detail),
  });
  const { $schema: _dialect, ...schema } = z.toJSONSchema(envelope);
  return { title: typeOf(option), description: descriptionOf(option), ...(open(schema) as Json) };
};

/** docs/events-out.schema.json: an event as a rule's target gets it. */
export const eventsOutJsonSchema = (): string => {
  const document = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Event of Rekindle",
    description: "What Rekindle tells on its event bus: see docs/events-out.md.",
    oneOf: announcementSchema.options.map(envelopeOf),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};
