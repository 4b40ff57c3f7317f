// Deliberate bugs. Each is a change of one place of the production code, made while the simulation's bundle is built, so that
// production code carries no switch. A simulation that cannot find them would not find their like either.

export interface Mutant {
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file; a test fails when it does not. */
  readonly find: string;
  readonly replace: string;
}

const recheck = "lambdas/domain/recheck.ts";
const ending = "lambdas/domain/ending.ts";
const deliver = "lambdas/handlers/send/deliver.ts";
const messageStore = "lambdas/store/message-store.ts";
const customerStore = "lambdas/store/customer-store.ts";

export const mutants: readonly Mutant[] = [
  {
    name: "no claim",
    file: messageStore,
    find: "return { claimed: false, existing: messageOfItem(existing) };",
    replace: "return { claimed: true };",
  },
  {
    name: "claim after send",
    file: deliver,
    find: `  const claim = await tools.messages.claim({ customerId, reservation, now, leaseUntil: lease, history });
  if (!claim.claimed) return takeUp(tools, delivery, claim.existing);

  const { ending, ...called } = await attempt(tools, delivery);`,
    replace: `  const { ending, ...called } = await attempt(tools, delivery);
  const claim = await tools.messages.claim({ customerId, reservation, now, leaseUntil: lease, history });
  if (!claim.claimed) return takeUp(tools, delivery, claim.existing);`,
  },
  {
    name: "slot not taken at the reservation",
    file: "lambdas/domain/walk.ts",
    find: "if (input.step.countsTowardCaps) takeSlot(on.draft, reservation);",
    replace: "",
  },
  {
    name: "retry on time-out",
    file: "lambdas/shared/clients.ts",
    find: "const providerAttempts = 1;",
    replace: "const providerAttempts = 3;",
  },
  {
    name: "quiet hours checked only at the decision",
    file: recheck,
    find: "if (!hours.open) {",
    replace: "if (!hours.open && now < 0) {",
  },
  {
    name: "deadline checked only at the decision",
    file: recheck,
    find: `if (now > reservation.sendBy) return { kind: "expired" };`,
    replace: "",
  },
  {
    name: "pause of the account ignored for reserved messages",
    file: recheck,
    find: `if (rules.paused) return { kind: "later", retryAt: now + pausedRetryMs };`,
    replace: "",
  },
  {
    name: "suppression ignored for reserved messages",
    file: recheck,
    find: "permission(profile, reservation.channel, reservation.category)",
    replace: "permission({ ...profile, suppressions: {} }, reservation.channel, reservation.category)",
  },
  {
    name: "consent withdrawn after the decision ignored",
    file: recheck,
    find: "permission(profile, reservation.channel, reservation.category)",
    replace: `permission(
    { ...profile, consents: { [reservation.channel]: { all: { granted: true, at: Number.MAX_SAFE_INTEGER, source: "" } } } },
    reservation.channel,
    reservation.category,
  )`,
  },
  {
    name: "goal not checked before submission",
    file: recheck,
    find: "if (hasLeft(campaign, profile, { campaignId, occurrence, enteredAt })) {",
    replace: "if (now < 0 && hasLeft(campaign, profile, { campaignId, occurrence, enteredAt })) {",
  },
  {
    name: "held up for hours and sent on its old slot",
    file: recheck,
    find: "return now - decidedAt > submitWithinMs",
    replace: "return now - decidedAt > Number.MAX_SAFE_INTEGER",
  },
  {
    name: "watermark ignored",
    file: "lambdas/domain/advance.ts",
    find: "if (wasFolded) return profile;",
    replace: "",
  },
  {
    name: "no version check",
    file: customerStore,
    find: "new PutCommand({ TableName: table.name, Item: item, ...stillAt(next.version) })",
    replace: "new PutCommand({ TableName: table.name, Item: item })",
  },
  {
    name: "no version check when a due time is planned anew",
    file: customerStore,
    find: `ConditionExpression: "version = :version",
        ExpressionAttributeValues: {
          ":version": version,`,
    replace: `ConditionExpression: "attribute_exists(customerId) OR version = :version",
        ExpressionAttributeValues: {
          ":version": version,`,
  },
  {
    name: "refund on doubt",
    file: ending,
    find: `    case "accepted":
    case "in-doubt":
      return [];
    case "parked":
      return suppressedBy(q);`,
    replace: `    case "accepted":
      return [];
    case "in-doubt":
      return [droppedEvent({ ...q, outcome: "failed" })];
    case "parked":
      return suppressedBy(q);`,
  },
  {
    name: "silence taken for a refusal",
    file: ending,
    find: `return { status: "in-doubt", reason: outcome.reason };`,
    replace: `return { status: "released", reason: outcome.reason, retryAt: retryAt({ ...back, cause: "rate" }) };`,
  },
  {
    name: "a throttled message fails",
    file: ending,
    find: `return { status: "released", reason: outcome.reason, retryAt: retryAt({ ...back, cause: outcome.scope }) };`,
    replace: `return { status: "failed", reason: outcome.reason };`,
  },
  {
    name: "a found claim without a result is forgotten",
    file: deliver,
    find: "return tools.messages.markUncertain(existing);",
    replace: "return;",
  },
  {
    name: "any attempt may be claimed over any other",
    file: messageStore,
    find: `ConditionExpression: \`\${provedNotAccepted} AND \${isNext}\`,`,
    replace: `ConditionExpression: \`\${provedNotAccepted} AND \${isNext} OR attribute_exists(messageKey)\`,`,
  },
  {
    name: "a result overwrites whatever stands",
    file: "lambdas/store/settle-update.ts",
    find: `ConditionExpression: attempt === undefined ? stillExpected : \`\${stillExpected} AND \${sameAttempt}\`,`,
    replace: `ConditionExpression: \`attribute_exists(messageKey) OR \${attempt === undefined ? stillExpected : \`\${stillExpected} AND \${sameAttempt}\`}\`,`,
  },
  {
    name: "slot stays behind when its message comes back",
    file: "lambdas/domain/resend.ts",
    find: "contact.messageKey === messageKey ? { ...contact, at: now } : contact,",
    replace: "contact,",
  },
  {
    name: "a counter forgets what it has counted",
    file: "lambdas/store/report-store.ts",
    find: `ConditionExpression: \`\${neverAdded} OR \${allAreNew}\`,`,
    replace: `ConditionExpression: \`\${neverAdded} OR \${allAreNew} OR attribute_exists(watermark)\`,`,
  },
  {
    name: "a failed part of a batch counts as done",
    file: "lambdas/shared/batch.ts",
    find: "for (const identifier of identifiers) failed.add(identifier);",
    replace: "",
  },
  {
    name: "success answered before events are stored",
    file: "lambdas/handlers/ingest.ts",
    find: "if (told.length > 0) await keeping.events.append(told);",
    replace: "if (told.length > 0) keeping.events.append(told).catch(() => undefined);",
  },
  {
    name: "a replanned customer keeps the outbox of an earlier write",
    file: customerStore,
    find: `const remove = [!isPlanned && "dueAt, dueShard", "outbox"];`,
    replace: `const remove = [!isPlanned && "dueAt, dueShard"];`,
  },
  {
    name: "who is moved is given again what was put behind the step at hand",
    file: "lambdas/domain/walk.ts",
    find: "if (step !== undefined && journey.passed?.includes(step.id)) return onward(on, journey);",
    replace: "",
  },
  {
    name: "who is moved goes on by the number of the step",
    file: "lambdas/domain/place.ts",
    find: "if (from === undefined) return",
    replace: "if (from !== null) return",
  },
  {
    name: "a task has another key each time it is asked for",
    file: "lambdas/handlers/act/carry-out.ts",
    find: "await tools.tasks.create(taskOfAction(customerId, action));",
    replace:
      "await tools.tasks.create({ ...taskOfAction(customerId, action), taskId: action.actionKey + tools.clock.now() });",
  },
  {
    name: "everybody lives in the shop's zone",
    file: "lambdas/domain/rules.ts",
    find: "timeZone !== undefined && isTimeZone(timeZone) ? timeZone : shopZone",
    replace: "timeZone !== undefined && isTimeZone(timeZone) && timeZone === shopZone ? timeZone : shopZone",
  },
];
