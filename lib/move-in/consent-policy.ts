/**
 * What the old tool's "may be sent to" is worth. `agreed`: the shop says that whoever is listed as such agreed to its
 * marketing. `none`: nobody did, as far as anybody can prove. A no is always taken.
 */
export const consentPolicies = ["agreed", "none"] as const;
export type ConsentPolicy = (typeof consentPolicies)[number];
