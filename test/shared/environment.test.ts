import { describe, expect, test } from "vitest";
import { environmentFrom, optional, required, requiredInteger } from "../../lambdas/shared/environment.ts";

describe("environment", () => {
  test("what is there is given", () => {
    const environment = environmentFrom({ CUSTOMERS_TABLE: "customers", DUE_SHARDS: "16", UNKNOWN: "1" });

    expect(environment).toEqual({ CUSTOMERS_TABLE: "customers", DUE_SHARDS: "16" });
    expect([required(environment, "CUSTOMERS_TABLE"), requiredInteger(environment, "DUE_SHARDS")]).toEqual([
      "customers",
      16,
    ]);
  });

  test.each([
    ["missing", {}, "setting-missing", "DUE_SHARDS is missing"],
    ["empty", { DUE_SHARDS: " " }, "setting-empty", "DUE_SHARDS is empty"],
    ["no number", { DUE_SHARDS: "many" }, "setting-not-a-number", '"many"; it must be a whole number of at least 1'],
    ["no whole number", { DUE_SHARDS: "1.5" }, "setting-not-a-number", '"1.5"'],
    ["too small", { DUE_SHARDS: "0" }, "setting-not-a-number", '"0"'],
  ])("a number that is %s is refused by its own error", (_, variables, code, said) => {
    const environment = environmentFrom(variables);

    expect(() => requiredInteger(environment, "DUE_SHARDS")).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(said) }),
    );
  });

  test("an optional variable that is empty is not given", () => {
    const environment = environmentFrom({ AWS_ENDPOINT_URL_SNS: "", AWS_REGION: "eu-west-1" });

    expect([optional(environment, "AWS_ENDPOINT_URL_SNS"), optional(environment, "AWS_REGION")]).toEqual([
      undefined,
      "eu-west-1",
    ]);
  });
});
