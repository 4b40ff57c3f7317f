import { describe, expect, it } from "vitest";
import { readAttributes } from "../../../lambdas/domain/intake/attributes.ts";

const read = (traits: Readonly<Record<string, unknown>>) => readAttributes(traits, "traits");

describe("what a shop knows of a person besides the traits", () => {
  it("is kept by its own names", () => {
    const { attributes, notes } = read({ level: "gold", points: 120, vip: true, childBirthdays: ["2024-02-29"] });

    expect(attributes).toEqual({ level: "gold", points: 120, vip: true, childBirthdays: ["2024-02-29"] });
    expect(notes).toEqual([]);
  });

  it("holds no address, no name and no consent", () => {
    expect(
      read({ email: "a@example.com", first_name: "Ann", phone: "1", consents: {}, timezone: "UTC" }).attributes,
    ).toEqual({});
  });

  it("takes region and city from the address", () => {
    expect(read({ address: { street: "1 High St", state: "Kent", city: "Deal" } }).attributes).toEqual({
      region: "Kent",
      city: "Deal",
    });
  });

  it("keeps the day alone of a date with a time", () => {
    expect(read({ birthday: "1990-05-17T00:00:00.000Z" }).attributes).toEqual({ birthday: "1990-05-17" });
  });

  it.each([
    ["a nested object", { home: { rooms: 3 } }],
    ["a long text", { note: "x".repeat(121) }],
    ["a list of many", { tags: ["a", "b", "c", "d", "e", "f"] }],
    ["no number", { points: Number.NaN }],
    ["a control character", { note: "a\u0000b" }],
    ["a name that is none", { "<b>": "x" }],
  ])("%s is left out and told", (_, traits) => {
    const { attributes, notes } = read(traits);

    expect(attributes).toEqual({});
    expect(notes).toHaveLength(1);
    expect(notes[0]?.where).toMatch(/^traits\./);
  });

  it("no more names than a profile keeps", () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`field${at}`, at]));

    expect(Object.keys(read(many).attributes)).toHaveLength(20);
    expect(read(many).notes).toHaveLength(5);
  });
});
