/** Jobs that a person has in the shop. One person may have several: who edits may send only when given both. */
export const roles = ["viewer", "editor", "approver", "sender", "admin"] as const;
export type Role = (typeof roles)[number];

/** What a route may ask for. Each one is a sentence that begins with "may". */
export const rights = [
  "look",
  "edit-campaigns",
  "edit-segments",
  "edit-coupons",
  "import-data",
  "serve-customers",
  "approve-campaigns",
  "run-campaigns",
  "send-test",
  "decide-messages",
  "resume-sending",
  "answer-privacy-requests",
  "manage-keys",
  "manage-settings",
  "manage-people",
] as const;
export type Right = (typeof rights)[number];

/** Beyond looking, which everybody on the list may. */
const rightsByRole: Readonly<Record<Exclude<Role, "viewer" | "admin">, readonly Right[]>> = {
  editor: ["edit-campaigns", "edit-segments", "edit-coupons", "import-data", "serve-customers"],
  approver: ["approve-campaigns"],
  // Sending apart from editing: what leaves the house, stops and goes on.
  sender: ["run-campaigns", "send-test", "decide-messages", "resume-sending"],
};

const rightsOfRole = (role: Role): readonly Right[] => {
  if (role === "admin") return rights;
  return role === "viewer" ? [] : rightsByRole[role];
};

/** All that these roles together allow, in the order of `rights`. Of nobody, who has no role: nothing. */
export const rightsOf = (held: readonly Role[]): readonly Right[] => {
  if (held.length === 0) return [];
  const allowed = new Set<Right>(["look", ...held.flatMap(rightsOfRole)]);
  return rights.filter((right) => allowed.has(right));
};

/** The roles of which any one is enough. */
export const rolesWith = (right: Right): readonly Role[] => roles.filter((role) => rightsOf([role]).includes(right));
