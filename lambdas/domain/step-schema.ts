import * as z from "zod";
import { categories, channels } from "./channel.ts";
import { caseSubjects } from "./event.ts";
import { eventMatchSchema, identifier, scalar } from "./event-match-schema.ts";
import { predicateSchema } from "./predicate.ts";
import { type UnlikeReason, whyUnlike } from "./ways-alike.ts";

export const sendStepSchema = z.strictObject({
  kind: z.literal("send"),
  id: identifier,
  channels: z
    .array(z.enum(channels))
    .min(1)
    .describe("In order of preference: the first one that is allowed carries the message."),
  channelChoice: z
    .enum(["listed", "by-goods", "by-response"])
    .optional()
    .describe(
      "How that order comes about: as listed (when absent too), by the kind of goods the customer buys, or by what the customer responds to. Channels that are not listed are never used.",
    ),
  category: z.enum(categories),
  obeysCaps: z.boolean(),
  countsTowardCaps: z.boolean(),
  whenCapped: z.enum(["defer", "skip", "reroute"]),
  whenClosed: z.enum(["defer", "drop"]),
  sendWithinHours: z
    .number()
    .positive()
    .max(24 * 90)
    .describe("The send-by deadline, counted from the instant the step became due."),
});
export type SendStep = z.infer<typeof sendStepSchema>;

/** Where to go on; absent: at the step that follows. Only forward, so that every journey ends. */
const next = identifier.optional();

export const waitStepSchema = z.strictObject({
  kind: z.literal("wait"),
  id: identifier,
  days: z.number().positive().max(3650).optional(),
  hours: z
    .number()
    .positive()
    .max(24 * 365)
    .optional(),
  minutes: z
    .number()
    .positive()
    .max(60 * 24)
    .optional(),
  workingMinutes: z
    .number()
    .positive()
    .max(60 * 24)
    .optional()
    .describe("Minutes of the shop's working hours; outside of them minutes counts instead."),
  until: eventMatchSchema
    .optional()
    .describe(
      "Goes on at once with onEvent when such an event comes; otherwise, once the time is over, at the step that follows.",
    ),
  onEvent: next,
});

export const branchStepSchema = z.strictObject({
  kind: z.literal("branch"),
  id: identifier,
  if: predicateSchema,
  onYes: next,
  onNo: next,
});

/** Sends each customer one of several ways, by a hash of customer and campaign: the same one while the shares are the same. */
export const splitStepSchema = z.strictObject({
  kind: z.literal("split"),
  id: identifier,
  adapts: z
    .boolean()
    .optional()
    .describe(
      "True: every week the ways that more customers reach the goal on get larger shares; the shares given here hold until enough is known. No message may come before, and each way must begin at once with a message on the same channels and about the same.",
    ),
  ways: z
    .array(z.strictObject({ name: identifier, share: z.number().positive().max(100), to: next }))
    .min(2)
    .max(5),
});

/** From here on the messages of the journey carry this coupon's code. */
export const couponStepSchema = z.strictObject({ kind: z.literal("coupon"), id: identifier, coupon: identifier });

/** Asks a person to do something. */
export const taskStepSchema = z.strictObject({
  kind: z.literal("task"),
  id: identifier,
  task: z
    .enum(["call", "chat", "reply", "other"])
    .describe("What is to be done; the words of the step say it to the person."),
  role: z.string().min(1).max(60).describe("Who: a role of the shop's own naming."),
  dueMinutes: z
    .number()
    .positive()
    .max(60 * 24 * 30)
    .describe("Until when: minutes of working hours, or, where they begin outside of them, plain minutes."),
  dueWorkingMinutes: z
    .number()
    .positive()
    .max(60 * 24 * 30)
    .optional(),
});

/** Tells another system of the shop, signed. */
export const webhookStepSchema = z.strictObject({
  kind: z.literal("webhook"),
  id: identifier,
  url: z
    .string()
    .max(500)
    .refine((url) => URL.canParse(url) && new URL(url).protocol === "https:", "must be an https address")
    .describe("An https address whose host the settings allow."),
});

/** Notes something down with the customer, for audiences and branches to read. */
export const noteStepSchema = z.strictObject({
  kind: z.literal("set-attribute"),
  id: identifier,
  name: z.string().min(1).max(60),
  value: scalar,
});

/** Opens a case: promotions pause while it is open. */
export const caseStepSchema = z.strictObject({
  kind: z.literal("case"),
  id: identifier,
  subject: z.enum(caseSubjects),
});

export const exitStepSchema = z.strictObject({ kind: z.literal("exit"), id: identifier });

/** Any step but branch, split and exit may name where to go on. */
const goesOn = { next };

export const stepSchema = z.discriminatedUnion("kind", [
  sendStepSchema.extend(goesOn).describe("Sends a message on the first channel that is allowed."),
  waitStepSchema.extend(goesOn).describe("Waits for some time, or until something happens."),
  branchStepSchema.describe("Goes one way when a predicate holds of the customer, and another when it does not."),
  splitStepSchema.describe("Sends each customer one of several ways, by chance."),
  couponStepSchema.extend(goesOn).describe("From here on the messages of the journey carry this coupon's code."),
  taskStepSchema.extend(goesOn).describe("Asks a person to do something."),
  webhookStepSchema.extend(goesOn).describe("Tells another system of the shop, signed."),
  noteStepSchema.extend(goesOn).describe("Notes something down with the customer, for audiences and branches to read."),
  caseStepSchema.extend(goesOn).describe("Opens a case: promotions pause while it is open."),
  exitStepSchema.describe("Ends the journey."),
]);
export type Step = z.infer<typeof stepSchema>;
export type StepOf<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;

/** Where a step may lead, by the ids it names. */
export const exitsOf = (step: Step): readonly string[] => {
  const named = (...ids: readonly (string | undefined)[]) => ids.filter((id) => id !== undefined);
  switch (step.kind) {
    case "branch":
      return named(step.onYes, step.onNo);
    case "split":
      return named(...step.ways.map(({ to }) => to));
    case "wait":
      return named(step.onEvent, step.next);
    case "exit":
      return [];
    default:
      return named(step.next);
  }
};

/** Ids are unique and every way leads forward, so that no journey runs in circles. */
export const checkSteps = (steps: readonly Step[], context: z.RefinementCtx): void => {
  const places = new Map(steps.map(({ id }, index) => [id, index]));
  const problem = (index: number, message: string): void =>
    context.addIssue({ code: "custom", path: [index], message });
  steps.forEach((step, index) => {
    if (places.get(step.id) !== index) problem(index, `step ids must be unique: ${step.id}`);
    for (const id of exitsOf(step)) {
      const place = places.get(id);
      if (place === undefined) problem(index, `there is no step ${id}`);
      else if (place <= index) problem(index, `a step leads forward only: ${id} comes before ${step.id}`);
    }
    const unlike = step.kind === "split" && step.adapts === true ? whyUnlike(steps, step) : undefined;
    if (unlike !== undefined) problem(index, notAdapting[unlike]);
    if (step.kind === "wait" && !hasTime(step)) problem(index, "a wait needs days, hours, minutes or workingMinutes");
  });
};

const notAdapting: Readonly<Record<UnlikeReason, string>> = {
  "message-before": "a split that adapts comes before the first message of the campaign",
  "other-start":
    "each way of a split that adapts must begin at once with a message, all of them on the same channels and of the same category",
  "name-twice": "the ways of a split that adapts must have names of their own in the campaign",
};

const hasTime = ({ days, hours, minutes, workingMinutes }: StepOf<"wait">): boolean =>
  [days, hours, minutes, workingMinutes].some((time) => time !== undefined);
