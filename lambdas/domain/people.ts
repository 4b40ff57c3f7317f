import * as z from "zod";
import type { Problem } from "./problem.ts";
import { type Role, roles } from "./role.ts";

/** As a person signs in with it. Letters are small: no two people of a shop differ by capitals alone. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@"'<>(),;:\\]{1,64}@[^\s@"'<>(),;:\\]+\.[^\s@"'<>(),;:\\.]{2,}$/, "must be an email address");

/** The whole list is one item and a change of it one transaction, so both have an end. */
const peopleMax = 90;

export const personSchema = z.strictObject({
  email: emailAddress.describe("With which the person signs in."),
  name: z.string().trim().min(1).max(100).optional().describe("How colleagues call them."),
  roles: z
    .array(z.enum(roles))
    .min(1)
    .refine((held) => new Set(held).size === held.length, "names a role twice")
    .describe("What they may do adds up."),
});
/** Somebody who works in the shop. */
export type Person = z.infer<typeof personSchema>;

export const peopleSchema = z
  .array(personSchema)
  .max(peopleMax)
  .refine((people) => new Set(people.map(({ email }) => email)).size === people.length, "holds an address twice");

export type PersonChange =
  | { readonly kind: "added"; readonly after: Person }
  | { readonly kind: "removed"; readonly before: Person }
  | { readonly kind: "changed"; readonly before: Person; readonly after: Person };

const isSame = (one: Person, other: Person): boolean =>
  one.name === other.name && one.roles.toSorted().join() === other.roles.toSorted().join();

/** Who came, who went, and whose roles or name are others than before. */
export const peopleChanges = (before: readonly Person[], after: readonly Person[]): readonly PersonChange[] => {
  const known = new Map(before.map((person) => [person.email, person]));
  const staying = new Set(after.map(({ email }) => email));
  return [
    ...after.flatMap((person): readonly PersonChange[] => {
      const one = known.get(person.email);
      if (one === undefined) return [{ kind: "added", after: person }];
      return isSame(one, person) ? [] : [{ kind: "changed", before: one, after: person }];
    }),
    ...before
      .filter(({ email }) => !staying.has(email))
      .map((person): PersonChange => ({ kind: "removed", before: person })),
  ];
};

/** The addresses a deployment names, as one setting: admins for good, whatever the list says. */
export const fixedAdmins = (setting: string | undefined): readonly string[] =>
  (setting ?? "")
    .split(",")
    .map((address) => address.trim().toLowerCase())
    .filter((address) => address !== "");

export const rolesOfPerson = (
  email: string,
  { people, fixed }: { readonly people: readonly Person[]; readonly fixed: readonly string[] },
): readonly Role[] =>
  fixed.includes(email) ? ["admin"] : (people.find((person) => person.email === email)?.roles ?? []);

/** Nothing when somebody is left who may change this list again. */
export const lockedOut = (people: readonly Person[], anotherAdmin: boolean): Problem | undefined =>
  anotherAdmin || people.some((person) => person.roles.includes("admin"))
    ? undefined
    : { where: "people", problem: "names no admin, so nobody could change it again", allowed: "one admin at least" };
