import type { Context } from "hono";
import type * as z from "zod";
import { type PreviewedMessage, previewOf } from "../../channels/preview.ts";
import { sampleReaders } from "../../channels/sample-customers.ts";
import type { SendStep } from "../../domain/campaign.ts";
import { comparable } from "../../domain/consent.ts";
import { fingerprint } from "../../domain/fingerprint.ts";
import { messageKey } from "../../domain/message-key.ts";
import type { Problem } from "../../domain/problem.ts";
import {
  recipientProblem,
  type TrialChannel,
  trialMark,
  trialSendWithinMs,
  trialsPerHour,
} from "../../domain/trial.ts";
import { createKeyedHash } from "../../shared/keyed-hash.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCustomerStore } from "../../store/customer-store.ts";
import { createSuppressionStore } from "../../store/suppression-store.ts";
import { createTrialStore, type Trial, type TrialMessage } from "../../store/trial-store.ts";
import { refuse } from "./answer.ts";
import { trialContract } from "./contract/trials.ts";
import { ContractApp } from "./contract-app.ts";
import { nothingPublished } from "./nothing-published.ts";
import { type Subject, subjectOf } from "./outlook-subject.ts";
import { actingPerson } from "./person.ts";

type Body = z.output<(typeof trialContract.request.request.body.content)["application/json"]["schema"]>;

const shownTrial = ({ trialId, state, reason, campaignId, stepId, channel, requestedAt }: Trial) => ({
  ...{ trialId, state, campaignId, stepId, channel },
  ...(reason !== undefined && { reason }),
  requestedAt: new Date(requestedAt).toISOString(),
});

/** A colleague who answered STOP, or whose mailbox is gone, is left alone like everybody else. */
const suppressedProblem = async (
  runtime: Runtime,
  { channel, to }: { readonly channel: TrialChannel; readonly to: string },
): Promise<Problem | undefined> => {
  const customers = createCustomerStore(runtime);
  const hash = (await createKeyedHash(runtime)())(channel, to);
  const [listed, ids] = await Promise.all([
    createSuppressionStore(runtime).find({ addresses: [hash], customers: [] }),
    channel === "email" ? customers.findByEmail(to) : customers.findByPhone(to),
  ]);
  const profiles = ids.length === 0 ? [] : [...(await customers.load(ids)).values()];
  const isKnown = profiles.some(({ suppressions }) =>
    suppressions[channel]?.some(({ address }) => address === comparable(to)),
  );
  return isKnown || listed.suppressions.size > 0
    ? { where: "to", problem: "is suppressed: it bounced, complained or opted out", allowed: "another address" }
    : undefined;
};

const unknownStep = ({ step, channel }: Body, { campaign }: Subject): Problem => {
  const sends = campaign.steps.flatMap((one) =>
    one.kind === "send" && one.channels.includes(channel) ? [one.id] : [],
  );
  return {
    where: "step",
    problem: `is no step that sends by ${channel}`,
    received: step,
    allowed: sends.join(", ") || "none",
  };
};

interface Written {
  readonly step: SendStep;
  readonly message: PreviewedMessage;
}

/** As the preview shows it. */
const written = (body: Body, { campaign, words, snapshot }: Subject, now: number): Written | Problem => {
  const step = campaign.steps.find((one) => one.id === body.step);
  if (step?.kind !== "send" || !step.channels.includes(body.channel))
    return unknownStep(body, { campaign, words, snapshot });
  const said = words[body.language];
  if (said?.steps[step.id]?.[body.channel] === undefined)
    return { where: "language", problem: "has no words for this message", received: body.language };
  const samples = sampleReaders(body.language, now);
  const sample = samples.find(({ id }) => id === body.sample) ?? samples[0];
  if (sample === undefined) return { where: "sample", problem: "is not known" };
  const { settings, coupons = [] } = snapshot;
  const { result } = previewOf({ words: said, campaign, step, channel: body.channel, sample, settings, coupons, now });
  return result.ok ? { step, message: result.message } : { where: "words", problem: result.problem };
};

const unsubscribeUrl = "https://shop.example/unsubscribe/sample";

/** Marked, and with nobody's key: what becomes of it is no news of a customer. */
const outgoing = (
  { step, message }: Written,
  { snapshot: { settings }, campaign }: Subject,
  {
    to,
    language,
    trialId,
    sendBy,
  }: { readonly to: string; readonly language: "en" | "zh"; readonly trialId: string; readonly sendBy: number },
): TrialMessage | undefined => {
  const { senders } = settings;
  const mark = trialMark[language];
  const tags = { messageKey: trialId, customerId: "", campaignId: campaign.id, stepId: step.id, occurrence: "" };
  if (message.channel === "email")
    return {
      channel: "email",
      ...tags,
      ...{ to, from: senders.emailFrom, html: message.html, text: message.text, unsubscribeUrl },
      subject: `${mark}${message.subject}`,
      ...(senders.emailReplyTo !== undefined && { replyTo: senders.emailReplyTo }),
      trial: true,
    };
  if (message.channel !== "sms") return undefined;
  return {
    channel: "sms",
    ...tags,
    ...{ category: step.category, sendBy, to, text: `${mark}${message.text}`, maxPriceUsd: senders.smsMaxPriceUsd },
    ...(senders.smsSenderId !== undefined && { senderId: senders.smsSenderId }),
    trial: true,
  };
};

const request = async (runtime: Runtime, context: Context, campaignId: string, body: Body) => {
  const [now, by] = [runtime.clock.now(), actingPerson(context)];
  const { step: stepId, channel, to, language, sample: _, ...given } = body;
  const found = await subjectOf(runtime, { campaignId, ...given });
  if (!found.ok) return refuse(context, found.status, found.problems);
  // The sender goes by what is published.
  if (found.subject.snapshot.revision === 0) return refuse(context, 409, [nothingPublished]);
  const { settings } = found.subject.snapshot;
  const barred = recipientProblem({ channel, to }, by, settings) ?? (await suppressedProblem(runtime, { channel, to }));
  if (barred !== undefined) return refuse(context, 403, [barred]);
  const made = written(body, found.subject, now);
  if (!("message" in made)) return refuse(context, 400, [made]);
  const person = fingerprint(by);
  const sendBy = now + trialSendWithinMs;
  const trialId = messageKey({ campaignId, customerId: by, stepId, occurrence: `trial-${channel}-${now}` });
  const message = outgoing(made, found.subject, { to, language, trialId, sendBy });
  if (message === undefined) return refuse(context, 400, [unknownStep(body, found.subject)]);
  const trial = await createTrialStore(runtime).request({
    trial: { person, trialId, campaignId, stepId, channel, requestedAt: now, sendBy },
    message,
    audit: { at: now, by, action: "send-trial", subject: campaignId, details: { stepId, channel, language } },
  });
  if (trial === undefined)
    return refuse(context, 409, [
      {
        where: "trials",
        problem: "were too many in the last hour",
        allowed: `${trialsPerHour} an hour for each person`,
      },
    ]);
  return context.json({ trial: shownTrial(trial) }, 200);
};

/** Messages on trial. They go out by the stream of what is stored here: only `send` may submit anything. */
export const createTrialRoutes = (runtime: Runtime): ContractApp =>
  new ContractApp()
    .openapi(trialContract.request, (context) => {
      const body = JSON.parse(JSON.stringify(context.req.valid("json"))) as Body;
      return request(runtime, context, context.req.valid("param").campaignId, body);
    })
    .openapi(trialContract.get, async (context) => {
      const { campaignId, trialId } = context.req.valid("param");
      const trial = await createTrialStore(runtime).find({ person: fingerprint(actingPerson(context)), trialId });
      return trial === undefined || trial.campaignId !== campaignId
        ? refuse(context, 404, [{ where: "trialId", problem: "there is no such message on trial of yours" }])
        : context.json({ trial: shownTrial(trial) }, 200);
    });
