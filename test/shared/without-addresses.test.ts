import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorWithoutAddresses, withoutAddresses } from "../../lambdas/shared/without-addresses.ts";

describe("a text for the log", () => {
  it.each([
    ["The address ada@example.com failed", "The address [address] failed"],
    ["<Ada.Lovelace+tag@mail.example.co.uk>, +447700900123.", "<[address]>, [number]."],
    ["GET /x?to=ada%40example.com&n=%2B447700900123", "GET /[address]&n=[number]"],
    ['{"email":"张三@例子.中国"}', '{"email":"[address]"}'],
    [
      "customer-1 at node_modules/@aws-sdk/core/dist/index.js:12:3",
      "customer-1 at node_modules/@aws-sdk/core/dist/index.js:12:3",
    ],
    ["hono@4.13.19 at 2026-03-02T10:00:00+08:00", "hono@4.13.19 at 2026-03-02T10:00:00+08:00"],
  ])("%j becomes %j", (text, expected) => {
    expect(withoutAddresses(text)).toBe(expected);
  });

  it("loses every address, whatever stands around it", () => {
    const around = fc.string({ unit: fc.constantFrom(..."a1 .,:;<>()[]{}\"'\n/="), maxLength: 8 });
    void fc.assert(
      fc.property(around, around, fc.emailAddress({ size: "small" }), (before, after, address) => {
        const [local = ""] = address.split("@");
        fc.pre(/^[\w.+-]{3,}$/.test(local));

        expect(withoutAddresses(`${before} ${address} ${after}`)).not.toContain(address);
      }),
    );
  });

  it("is not slow for a long one", () => {
    expect(withoutAddresses("a".repeat(200_000)).length).toBe(200_000);
    expect(withoutAddresses("a@".repeat(20_000)).length).toBeGreaterThan(0);
  });
});

describe("an error that leaves a function", () => {
  it("is the same one when it is clean, and a copy without the address when it is not", () => {
    const clean = new Error("nothing of a person");
    const telling = new TypeError("no such address: ada@example.com");

    const told = errorWithoutAddresses(telling);

    expect(errorWithoutAddresses(clean)).toBe(clean);
    expect(told).toMatchObject({ name: "TypeError", message: "no such address: [address]" });
    expect((told as Error).stack).not.toContain("ada@");
    expect(errorWithoutAddresses("ada@example.com")).toBe("[address]");
  });
});
