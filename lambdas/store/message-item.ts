import type { Message } from "../domain/message.ts";
import { expectItem, type Item, itemOfImage, type StreamImage } from "./attributes.ts";
import { parkedShard } from "./keys.ts";
import { expectVersion } from "./schema-version.ts";

/** A message is stored as it is, under its own names: it stays far below 1 KB, so a claim and a result cost one unit each. */
export interface MessageItem extends Message {
  /** Key of the index of open leases; only on a message whose submission is uncertain. */
  readonly leaseShard?: number;
  /** Tells a claim's own retry, after a lost answer, from another claimant. */
  readonly claimToken?: string;
  /** Of the form; see schema-version.ts. */
  readonly v?: number;
}

export const messageOfItem = (stored: Item): Message => {
  const {
    leaseShard: shard,
    claimToken: _token,
    v,
    ...message
  } = expectItem<MessageItem>(stored, "message", {
    customerId: "string",
    messageKey: "string",
    status: "string",
    attempt: "number",
  });
  expectVersion("message", v);
  if (shard !== parkedShard) return message;
  // Its lease is over: what the index is sorted by says nothing about the message.
  const { leaseUntil: _since, ...parked } = message;
  return parked;
};

/** What a record of the messages stream tells: the message before (absent when it is new) and after. */
export const messageChange = (
  oldImage: StreamImage | undefined,
  newImage: StreamImage,
): { readonly before?: Message; readonly after: Message } => ({
  ...(oldImage !== undefined && { before: messageOfItem(itemOfImage(oldImage)) }),
  after: messageOfItem(itemOfImage(newImage)),
});
