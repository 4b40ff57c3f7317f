import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fixedAdmins,
  lockedOut,
  type Person,
  peopleChanges,
  peopleSchema,
  rolesOfPerson,
} from "../../lambdas/domain/people.ts";
import { roles } from "../../lambdas/domain/role.ts";

const person = (name: string, ...held: readonly Person["roles"][number][]): Person => ({
  email: `${name}@shop.example`,
  roles: [...held],
});

const anyList = fc.uniqueArray(
  fc.record({ name: fc.constantFrom("a", "b", "c", "d"), roles: fc.subarray([...roles], { minLength: 1 }) }),
  { selector: ({ name }) => name },
);
const listOf = (found: readonly { readonly name: string; readonly roles: readonly (typeof roles)[number][] }[]) =>
  found.map(({ name, roles: held }) => person(name, ...held));

describe("changes of the list of people", () => {
  it("tell who came, who went, and whose roles are others; the order of roles says nothing", () => {
    const before = [person("ada", "editor", "sender"), person("bob", "viewer"), person("cat", "admin")];
    const after = [person("ada", "sender", "editor"), person("bob", "editor"), person("dan", "viewer")];

    expect(peopleChanges(before, after).map(({ kind }) => kind)).toEqual(["changed", "added", "removed"]);
  });

  it("lead from one list to the other, whatever the two are", () => {
    void fc.assert(
      fc.property(anyList.map(listOf), anyList.map(listOf), (before, after) => {
        const reached = new Map(before.map((one) => [one.email, one]));
        for (const change of peopleChanges(before, after)) {
          if (change.kind === "removed") reached.delete(change.before.email);
          else reached.set(change.after.email, change.after);
        }
        const sorted = (people: readonly Person[]) =>
          people.map(({ email, roles: held }) => `${email} ${held.toSorted().join()}`).toSorted();
        expect(sorted([...reached.values()])).toEqual(sorted(after));
      }),
    );
  });
});

describe("who may do what", () => {
  it("comes from the list, unless the deployment names the person", () => {
    const people = [person("ada", "viewer"), person("bob", "editor")];
    const fixed = fixedAdmins(" Ada@shop.example, ,owner@shop.example");

    expect(rolesOfPerson("ada@shop.example", { people, fixed })).toEqual(["admin"]);
    expect(rolesOfPerson("bob@shop.example", { people, fixed })).toEqual(["editor"]);
    expect(rolesOfPerson("eve@shop.example", { people, fixed })).toEqual([]);
    expect(fixedAdmins(undefined)).toEqual([]);
    expect(fixedAdmins("")).toEqual([]);
  });

  it("is never left to nobody", () => {
    expect(lockedOut([person("ada", "editor")], false)).toMatchObject({ where: "people" });
    expect(lockedOut([person("ada", "admin")], false)).toBeUndefined();
    expect(lockedOut([], true)).toBeUndefined();
  });

  it.each([
    "ada",
    "ada@shop",
    "a b@shop.example",
    "<ada@shop.example>",
    "ada@shop.example,bob@shop.example",
    `${"a".repeat(65)}@shop.example`,
  ])("is asked by no address such as %s", (email) => {
    expect(peopleSchema.safeParse([{ email, roles: ["viewer"] }]).success).toBe(false);
  });
});
