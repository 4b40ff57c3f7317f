import { describe, expect, test } from "vitest";
import { sendInChunks } from "../../lambdas/store/unprocessed.ts";

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe("sendInChunks", () => {
  test("each request is sent once, in chunks of at most the given size", async () => {
    const chunks: (readonly number[])[] = [];

    await sendInChunks({
      requests: numbers(7),
      chunkMax: 3,
      send: async (chunk) => {
        chunks.push(chunk);
        return [];
      },
    });

    expect(chunks).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
  });

  test("what was left unprocessed is sent again, and nothing else", async () => {
    const done: number[] = [];

    await sendInChunks({
      requests: numbers(5),
      chunkMax: 5,
      pauseMs: 0,
      send: async ([first, ...rest]) => {
        if (first !== undefined) done.push(first);
        return rest;
      },
    });

    expect(done).toEqual(numbers(5));
  });

  test("a table that never takes it ends in an error that says how much is left", async () => {
    let tries = 0;

    const sending = sendInChunks({
      requests: numbers(4),
      chunkMax: 4,
      pauseMs: 0,
      send: async (chunk) => {
        tries += 1;
        return chunk;
      },
    });

    await expect(sending).rejects.toMatchObject({ code: "batch-unprocessed", data: { left: 4 } });
    expect(tries).toBe(8);
  });
});
