// SES and SNS as the functions of a simulation reach them: through the real clients and the real stand-ins, but every call
// waits for the simulation, which decides what goes wrong with it.
import type { SESv2Client } from "@aws-sdk/client-sesv2";
import type { SNSClient } from "@aws-sdk/client-sns";
import { createSes, createSns, type RequestHandler } from "../../lambdas/shared/clients.ts";
import { accepts, type Fault } from "../local/stand-ins/fault.ts";
import type { HttpAnswer, StandIn } from "../local/stand-ins/http-server.ts";
import { received } from "../local/stand-ins/in-process.ts";
import { type EmailEntry, openInbox } from "../local/stand-ins/inbox.ts";
import { openPlatformEndpoints } from "../local/stand-ins/platform-endpoints.ts";
import { createSesStandIn, type SendQuota } from "../local/stand-ins/ses-stand-in.ts";
import { createSnsStandIn } from "../local/stand-ins/sns-stand-in.ts";
import type { Chances, FaultKind } from "./chances.ts";
import type { Operations } from "./operations.ts";
import { readSubmission, type Submission } from "./submission.ts";

/** The client's own time-out, milliseconds. */
const providerPatienceMs = 5_000;
const environment = { AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "sim", AWS_SECRET_ACCESS_KEY: "sim" };

const faultsOf: Readonly<Partial<Record<FaultKind, readonly Fault[]>>> = {
  "provider-throttled": ["throttle-rate"],
  "provider-quota": ["throttle-quota"],
  "provider-rejects": ["reject", "opted-out"],
  "provider-error": ["server-error"],
  "provider-lost": ["hang", "drop"],
  "provider-lost-after-acceptance": ["hang-after-accept", "drop-after-accept", "server-error-after-accept"],
};

const faultOf = (chances: Chances): Fault => {
  for (const [kind, faults] of Object.entries(faultsOf)) {
    if (chances.strikes(kind as FaultKind)) return chances.pick(faults);
  }
  return "accept";
};

/** What the provider made of a call; `throttled` says, and proves, that it did not take it. */
export type ProviderAnswer = "accepted" | "throttled" | "other";

export interface ProviderGate {
  readonly operations: Operations;
  readonly chances: Chances;
  readonly clock: { now(): number };
  readonly linkSecret: string;
  readonly quota: SendQuota;
  /** The request leaves the function. */
  readonly onSubmit: (submission: Submission) => void;
  /** The provider has it. */
  readonly onAnswer: (submission: Submission, answered: ProviderAnswer) => void;
  readonly onAccepted: (entry: EmailEntry) => void;
}

export interface Providers {
  ses(instance: number): SESv2Client;
  sns(instance: number): SNSClient;
  /** True while a client prepares a request or reads an answer. */
  isBusy(): boolean;
}

const instanceHeader = "x-instance";

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const textOf = (body: unknown): string => (body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body));

const isThrottle = (answer: HttpAnswer): boolean =>
  typeof answer === "object" && "status" in answer && answer.status === 429;

const createStandIns = ({ clock, chances, quota, onAccepted }: ProviderGate) => {
  const inbox = openInbox({ keepBodies: false });
  let fault: Fault = "accept";
  const faults = { next: () => fault, script: () => {}, calls: () => 0 };
  const account = () => ({ quota, sendingEnabled: true, enforcementStatus: "HEALTHY" as const, answers: true });
  const ses = createSesStandIn({ clock, inbox, faults, account, onAccepted });
  const sns = createSnsStandIn({
    ...{ clock, inbox, faults, pushFaults: faults, registrationFaults: faults },
    endpoints: openPlatformEndpoints(),
  });
  const call = (standIn: StandIn, request: Parameters<StandIn>[0]) => {
    fault = request.method === "GET" ? "accept" : faultOf(chances);
    const before = inbox.entries().length;
    const answer = standIn(request);
    const accepted = accepts(fault) && inbox.entries().length > before;
    const answered: ProviderAnswer = accepted ? "accepted" : isThrottle(answer) ? "throttled" : "other";
    return { answer, answered };
  };
  return { ses, sns, call };
};

/** The clients are made once for all instances, because making one takes milliseconds; a header says who calls. */
export const createProviders = (gate: ProviderGate): Providers => {
  const { operations } = gate;
  const standIns = createStandIns(gate);
  let busy = 0;

  const transport = (standIn: StandIn): RequestHandler => ({
    handle: async (request: Request) => {
      const { method, path } = request;
      const body = textOf(request.body);
      const owner = Number(request.headers?.[instanceHeader]);
      const submission = readSubmission({ method, path, body, instance: owner, at: gate.clock.now(), ...gate });
      if (submission !== undefined) gate.onSubmit(submission);
      const perform = () => {
        const { answer, answered } = standIns.call(standIn, { method, path, headers: {}, body });
        if (submission !== undefined) gate.onAnswer(submission, answered);
        return { ok: true as const, value: answer };
      };
      busy -= 1;
      try {
        const answer = await operations.ask({
          owner,
          label: `${method} ${path}`,
          patienceMs: providerPatienceMs,
          perform,
        });
        return { response: received(answer as HttpAnswer) };
      } finally {
        busy += 1;
      }
    },
  });

  const clients = {
    ses: createSes(environment, transport(standIns.ses)),
    sns: createSns(environment, transport(standIns.sns)),
  };
  const asked = <Client extends { send: unknown }>(client: Client, instance: number): Client => {
    const send = async (command: Parameters<SESv2Client["send"]>[0]) => {
      command.middlewareStack.add(
        (next) => (args) => {
          Object.assign((args.request as { headers: object }).headers, { [instanceHeader]: String(instance) });
          return next(args);
        },
        { step: "finalizeRequest", name: "instance" },
      );
      busy += 1;
      try {
        return await Reflect.apply(client.send as (command: unknown) => Promise<unknown>, client, [command]);
      } finally {
        busy -= 1;
      }
    };
    return Object.create(client, { send: { value: send } });
  };
  return {
    ses: (instance) => asked(clients.ses, instance),
    sns: (instance) => asked(clients.sns, instance),
    isBusy: () => busy > 0,
  };
};
