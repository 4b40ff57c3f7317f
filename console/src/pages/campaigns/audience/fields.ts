import type { FigureId, Predicate } from "../../../../../lambdas/domain/predicate.ts";

/** All of them; the type makes sure that none is missing. */
const figureLabels: Readonly<Record<FigureId, true>> = {
  "orders.count": true,
  "orders.daysSinceLast": true,
  "orders.gapDays": true,
  "orders.silentGaps": true,
  "orders.aliveProbability": true,
  "orders.revenue": true,
  "orders.averageValue": true,
  "orders.discountedShare": true,
  "orders.daysSinceFirst": true,
  age: true,
  "visits.count": true,
  "visits.daysSinceLast": true,
  "cart.items": true,
  "cart.value": true,
  "email.delivered": true,
  "email.clicked": true,
  "sms.clicked": true,
  "push.clicked": true,
  "push.unopened": true,
  "cases.open": true,
  loyalty: true,
  "membership.level": true,
};

const traits = ["country", "language", "timeZone", "birthday"] as const;
const deeds = [
  "product-viewed",
  "product-favourited",
  "cart-updated",
  "review-posted",
  "survey-answered",
  "message-clicked",
] as const;
const channels = ["email", "sms", "push"] as const;

export interface FieldGroup {
  readonly group: "figures" | "person" | "deeds" | "contact";
  readonly fields: readonly string[];
}

/** Attributes and events of the shop's own naming, as far as the predicate speaks of them. */
const namedIn = (predicate: Predicate | undefined, kind: "attribute" | "event"): readonly string[] => {
  if (predicate === undefined) return [];
  if ("all" in predicate) return predicate.all.flatMap((part) => namedIn(part, kind));
  if ("any" in predicate) return predicate.any.flatMap((part) => namedIn(part, kind));
  if ("not" in predicate) return namedIn(predicate.not, kind);
  const name: unknown = Reflect.get(predicate, kind);
  return typeof name === "string" ? [name] : [];
};

const withOwn = (kind: "attribute" | "event", usual: readonly string[], own: readonly string[]): readonly string[] =>
  [...new Set([...usual, ...own])].map((name) => `${kind}:${name}`);

/** What a condition may ask for, in groups. */
export const fieldGroups = (predicate: Predicate | undefined): readonly FieldGroup[] => [
  { group: "figures", fields: Object.keys(figureLabels).map((figure) => `figure:${figure}`) },
  {
    group: "person",
    fields: ["tier", "segment", ...withOwn("attribute", traits, namedIn(predicate, "attribute"))],
  },
  {
    group: "deeds",
    fields: ["bought", "favourite", "entered", "coupon", ...withOwn("event", deeds, namedIn(predicate, "event"))],
  },
  {
    group: "contact",
    fields: [
      ...channels.map((channel) => `reachable:${channel}`),
      ...channels.map((channel) => `consent:${channel}`),
      "hasAddress",
    ],
  },
];

/** What a condition asks when its field was just chosen. */
export const firstValueOf = (field: string): unknown => {
  const kind = field.split(":")[0] ?? "";
  if (field === "figure:orders.count") return { atLeast: 1 };
  if (kind === "event") return { withinDays: 30 };
  if (kind === "attribute") return { exists: true };
  if (kind === "reachable" || kind === "consent") return "promotion";
  if (kind === "hasAddress") return "email";
  return kind === "tier" ? [] : kind === "segment" ? "" : {};
};
