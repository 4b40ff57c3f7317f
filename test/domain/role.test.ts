import { describe, expect, it } from "vitest";
import { rights, rightsOf, roles, rolesWith } from "../../lambdas/domain/role.ts";

describe("roles", () => {
  it.each([
    ["viewer", ["look"]],
    ["editor", ["look", "edit-campaigns", "edit-segments", "edit-coupons", "import-data", "serve-customers"]],
    ["approver", ["look", "approve-campaigns"]],
    ["sender", ["look", "run-campaigns", "send-test", "decide-messages", "resume-sending"]],
    ["admin", rights],
  ] as const)("a %s may %s", (role, may) => {
    expect(rightsOf([role])).toEqual(may);
  });

  it("add up, and who has none may nothing, not even look", () => {
    expect(rightsOf(["sender", "approver"])).toEqual(
      rights.filter((right) => rightsOf(["sender"]).includes(right) || rightsOf(["approver"]).includes(right)),
    );
    expect(rightsOf([])).toEqual([]);
  });

  it("keep sending apart from editing, and leave people, settings and keys to admins", () => {
    expect(rightsOf(["editor"])).not.toContain("run-campaigns");
    expect(rightsOf(["sender"])).not.toContain("edit-campaigns");
    for (const right of ["manage-people", "manage-settings", "manage-keys"] as const)
      expect(rolesWith(right)).toEqual(["admin"]);
  });

  it("leave no right that nobody has", () => {
    for (const right of rights) expect(rolesWith(right).length, right).toBeGreaterThan(0);
    expect(rolesWith("look")).toEqual(roles);
  });
});
