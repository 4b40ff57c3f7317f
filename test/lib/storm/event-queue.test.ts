import type { SQSRecord } from "aws-lambda";
import { beforeEach, describe, expect, it } from "vitest";
import { seededChance } from "../../../lib/sample/chance.ts";
import { createEventQueue } from "../../../lib/storm/event-queue.ts";

let wall = 0;
let now = 0;

beforeEach(() => {
  wall = 0;
  now = 0;
});

const recordOf = (messageId: string): SQSRecord => ({ messageId, body: "" }) as SQSRecord;

const queueWith = (repeats: number, onRemoved?: (record: SQSRecord) => void) =>
  createEventQueue({
    ...{ now: () => now, wallNow: () => wall, visibilityMs: 1_000, repeats, chance: seededChance(1) },
    ...(onRemoved && { onRemoved }),
  });

const idsOf = (received: readonly { readonly record: SQSRecord }[]): readonly string[] =>
  received.map(({ record }) => record.messageId).toSorted();

describe("the event queue", () => {
  it("gives a message to one receiver at a time", () => {
    const queue = queueWith(0);
    for (const id of ["a", "b", "c"]) queue.offer(recordOf(id));

    const first = queue.receive(2);
    const second = queue.receive(2);

    expect([first.length, second.length]).toEqual([2, 1]);
    expect(idsOf([...first, ...second])).toEqual(["a", "b", "c"]);
  });

  it("gives a message again whose receiver did not remove it in time", () => {
    const queue = queueWith(0);
    queue.offer(recordOf("a"));
    queue.receive(1);

    wall = 999;
    expect(queue.receive(1)).toEqual([]);
    wall = 1_000;
    expect(idsOf(queue.receive(1))).toEqual(["a"]);
    expect(queue.figures()).toEqual({ offered: 1, again: 1 });
  });

  it("does not let a late receiver remove what somebody else holds", () => {
    const queue = queueWith(0);
    queue.offer(recordOf("a"));
    const [late] = queue.receive(1);
    wall = 1_000;
    const [holder] = queue.receive(1);

    queue.remove([late?.receipt ?? ""]);
    expect(queue.isEmpty()).toBe(false);
    queue.remove([holder?.receipt ?? ""]);
    expect(queue.isEmpty()).toBe(true);
  });

  it("holds a late event back until its time, and is empty meanwhile", () => {
    const queue = queueWith(0);
    queue.offer(recordOf("late"), 5_000);

    expect([queue.isEmpty(), queue.nextAt(), queue.receive(1)]).toEqual([true, 5_000, []]);
    now = 5_000;
    expect(queue.isEmpty()).toBe(false);
    expect(idsOf(queue.receive(1))).toEqual(["late"]);
  });

  it("may give a removed message once more, but not for ever", () => {
    const removed: string[] = [];
    const queue = queueWith(1, ({ messageId }) => removed.push(messageId));
    queue.offer(recordOf("a"));
    for (let round = 0; round < 3; round += 1) queue.remove(queue.receive(1).map(({ receipt }) => receipt));

    expect(removed).toEqual(["a", "a"]);
    expect(queue.isEmpty()).toBe(true);
  });
});
