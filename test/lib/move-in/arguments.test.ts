import { describe, expect, it } from "vitest";
import { moveInArguments } from "../../../lib/move-in/move-in-arguments.ts";

const now = Date.parse("2026-11-02T10:00:00Z");
const read = (...words: readonly string[]) => moveInArguments(words, { now, writeKey: undefined });
const day = ["--exported-on", "2026-11-01"];

describe("the words after move-in", () => {
  it.each([
    [["brevo", "x"], "source: is not known (received brevo; allowed: pinpoint, klaviyo, mailchimp, taobao, youzan)"],
    [["pinpoint"], "PATH: must be one (received none; allowed: pinpoint PATH)"],
    [["pinpoint", "x", ...day], "--consents: is missing (received none; allowed: agreed, none)"],
    [["pinpoint", "x", "--consents", "yes", ...day], "--consents: is not known (received yes; allowed: agreed, none)"],
    [
      ["pinpoint", "x", "--consents", "none"],
      "--exported-on: is missing (received none; allowed: a day such as 2026-10-30)",
    ],
    [
      ["pinpoint", "x", "--consents", "none", "--exported-on", "2027-01-01"],
      "--exported-on: lies in the future (received 2027-01-01; allowed: a day that has come)",
    ],
    [
      ["taobao", "x", "--consents", "none"],
      "--consents: is not for taobao (received taobao; allowed: pinpoint, klaviyo, mailchimp)",
    ],
    [
      ["youzan", "x", "--zone", "Mars/One"],
      "--zone: is not known (received Mars/One; allowed: an IANA zone such as Asia/Shanghai)",
    ],
    [
      ["youzan", "x", "--into", "here"],
      "--into: is no address (received here; allowed: http:// or https:// and a host)",
    ],
    [
      ["youzan", "x", "--into", "http://h"],
      "--key: is missing (received none; allowed: a write key, or the variable WRITE_KEY)",
    ],
    [["youzan", "x", "--map", "orderId"], "--map: names no column (received orderId; allowed: field=HEADER)"],
  ])("%j are refused", (words, problem) => {
    expect(read(...words)).toEqual({ problem });
  });

  it("are understood", () => {
    expect(
      read("klaviyo", "list.csv", "--consents", "agreed", ...day, "--id", "shop_id", "--attributes", "a, b"),
    ).toMatchObject({
      source: "klaviyo",
      policy: "agreed",
      exportedAt: Date.parse("2026-11-01T00:00:00Z"),
      map: { customerId: "shop_id" },
      attributes: ["a", "b"],
      out: "moved-in",
    });
  });
});
