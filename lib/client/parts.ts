import type { StampedMessage } from "./messages.ts";

/** Far below what the API takes in one call (500 KB, 2,500 messages), so that a call is over soon and a repeat is cheap. */
const bytesMax = 400 * 1024;
const messagesMax = 500;
/** What a list and the call around it add. */
const wrappingBytes = 2;

const bytesOf = (message: StampedMessage): number => new TextEncoder().encode(JSON.stringify(message)).length;

/** The messages as calls that the API takes, in their order. One that is too large by itself goes alone, and is refused there. */
export const partsOf = (messages: readonly StampedMessage[]): readonly (readonly StampedMessage[])[] => {
  const parts: StampedMessage[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const more = bytesOf(message) + wrappingBytes;
    const part = parts.at(-1);
    if (part === undefined || part.length >= messagesMax || bytes + more > bytesMax) {
      parts.push([message]);
      bytes = more;
    } else {
      part.push(message);
      bytes += more;
    }
  }
  return parts;
};
