import { type AccountSetup, emptySetup } from "./account-setup.ts";
import { createEndUserMessagingStandIn } from "./end-user-messaging-stand-in.ts";
import { createEventEmitter, type EventEmitter, type OnEvent } from "./event-emitter.ts";
import { type PutOut, startEventsOut } from "./events-out-stand-in.ts";
import { createFaultSource, type FaultScript } from "./fault.ts";
import { type StandIn, startHttpServer } from "./http-server.ts";
import {
  type EmailContent,
  type EmailEntry,
  type Inbox,
  type InboxEntry,
  openInbox,
  type PushContent,
  type SmsContent,
  type SmsEntry,
} from "./inbox.ts";
import { openPlatformEndpoints, type PlatformEndpoint } from "./platform-endpoints.ts";
import { startS3 } from "./s3-stand-in.ts";
import { type SesEventType, sesRecord } from "./ses-record.ts";
import { type AccountState, createSesStandIn, type SendQuota } from "./ses-stand-in.ts";
import { createSnsStandIn } from "./sns-stand-in.ts";
import { replyRecord, type TextEvent, textRecord } from "./text-record.ts";

export interface StandInOptions {
  /** Stamps what arrives; locally it is the virtual clock. */
  readonly clock: { now(): number };
  /** Receives the events of SES and End User Messaging as records of the feedback queue. Default: nobody listens. */
  readonly onEvent?: OnEvent;
  /** Accepted messages outlive the process here, and which events were delivered in `<inboxFile>.events`. */
  readonly inboxFile?: string;
  /** False drops the bodies from memory, for runs with very many messages. Default true. */
  readonly keepBodies?: boolean;
  /** Default: a large account's, so that on this machine nothing waits for a quota unless it is asked to. */
  readonly quota?: SendQuota;
  /** Absent: free ports. */
  readonly sesPort?: number;
  readonly snsPort?: number;
  readonly endUserMessagingPort?: number;
  readonly s3Port?: number;
  /** Where the objects of S3 lie. Default: nobody stores any, and there is no S3. */
  readonly s3Directory?: string;
}

export interface StandIns {
  readonly sesEndpoint: string;
  readonly snsEndpoint: string;
  /** The same three without their servers. */
  readonly ses: StandIn;
  readonly sns: StandIn;
  readonly endUserMessaging: StandIn;
  readonly endUserMessagingEndpoint: string;
  /** Empty without a directory for it. */
  readonly s3Endpoint: string;
  /** Of SQS as far as it takes announcements for an event bus. */
  readonly sqsEndpoint: string;
  /** The latest announcements, oldest first, as an event bus would hand them on. */
  announcements(): readonly PutOut[];
  /** So many of the next calls that announce something are answered with an error. */
  refuseAnnouncements(calls: number): void;
  /** Every accepted message, oldest first. */
  inbox(): readonly InboxEntry[];
  /** What goes wrong with the next calls. */
  scriptEmail(script: FaultScript<EmailContent>): void;
  /** Texts, whichever way they are sent. */
  scriptSms(script: FaultScript<SmsContent>): void;
  /** Messages to devices. */
  scriptPush(script: FaultScript<PushContent>): void;
  /** The calls that register devices; a fault is handed the name of the action. */
  scriptRegistration(script: FaultScript<string>): void;
  /** What a push service does when the app was removed from the device. False when there is no such endpoint. */
  disableEndpoint(arn: string): boolean;
  /** A device as SNS knows it. */
  endpoint(arn: string): PlatformEndpoint | undefined;
  /** Calls that arrived since the start, accepted or not. */
  calls(): { readonly email: number; readonly sms: number; readonly push: number };
  /** Changes the SES account from now on: another quota, a pause, a suspension, or no answer about it. */
  changeAccount(change: Partial<AccountState>): void;
  /** Sets the account up from now on: identities, configuration sets, the sandbox, numbers. */
  changeSetup(change: Partial<AccountSetup>): void;
  /** Makes an event happen to an accepted email now: a click, a complaint. False when there is no such email. */
  feedback(providerId: string, type: SesEventType): Promise<boolean>;
  /** The same for a text that End User Messaging took. False when there is no such text. */
  textFeedback(providerId: string, event: Pick<TextEvent, "type" | "description">): Promise<boolean>;
  /** A person writes back to a text, now. */
  reply(q: { readonly from: string; readonly text: string }): Promise<void>;
  /** Delivers again what `onEvent` rejected; the rest is untouched. */
  redeliver(): Promise<void>;
  /** Resolves when no event is on its way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

const defaultQuota: SendQuota = { max24HourSend: 1_000_000, maxSendRate: 1_000 };

const isEmail = (entry: InboxEntry): entry is EmailEntry => entry.channel === "email";

const hasContext = (entry: InboxEntry): entry is SmsEntry => entry.channel === "sms" && entry.context !== undefined;

/** What a person or a test makes happen to what was accepted. */
const createHappenings = (clock: StandInOptions["clock"], inbox: Inbox, { emitOne }: EventEmitter) => {
  const find = (providerId: string) => inbox.entries().find((entry) => entry.providerId === providerId);
  return {
    feedback: async (providerId: string, type: SesEventType) => {
      const entry = find(providerId);
      if (entry === undefined || !isEmail(entry)) return false;
      await emitOne(sesRecord({ entry, type, at: clock.now() }));
      return true;
    },
    textFeedback: async (providerId: string, event: Pick<TextEvent, "type" | "description">) => {
      const entry = find(providerId);
      if (entry === undefined || !hasContext(entry)) return false;
      await emitOne(textRecord({ ...event, entry, at: clock.now() }));
      return true;
    },
    reply: (q: { readonly from: string; readonly text: string }) => emitOne(replyRecord({ ...q, at: clock.now() })),
  };
};

const healthyAccount = (quota: SendQuota): AccountState => ({
  quota,
  sendingEnabled: true,
  enforcementStatus: "HEALTHY",
  answers: true,
});

/** SES, SNS and End User Messaging on this machine, for the real clients. Events that were not delivered before a restart come again now. */
export const startStandIns = async (options: StandInOptions): Promise<StandIns> => {
  const { clock } = options;
  const inbox = openInbox({ file: options.inboxFile, keepBodies: options.keepBodies });
  const emitter = createEventEmitter({
    onEvent: options.onEvent ?? (() => undefined),
    deliveredFile: options.inboxFile === undefined ? undefined : `${options.inboxFile}.events`,
  });
  const emailFaults = createFaultSource<EmailContent>();
  const smsFaults = createFaultSource<SmsContent>();
  const pushFaults = createFaultSource<PushContent>();
  const registrationFaults = createFaultSource<string>();
  const endpoints = openPlatformEndpoints(options.inboxFile && `${options.inboxFile}.endpoints`);
  let account = healthyAccount(options.quota ?? defaultQuota);
  let setup = emptySetup;
  const told = { setup: () => setup };
  const sesStandIn = createSesStandIn({
    clock,
    inbox,
    faults: emailFaults,
    account: () => account,
    onAccepted: emitter.emit,
    ...told,
  });
  const common = { clock, inbox, faults: smsFaults, ...told };
  const snsStandIn = createSnsStandIn({ ...common, pushFaults, registrationFaults, endpoints });
  const textStandIn = createEndUserMessagingStandIn({ ...common, onAccepted: emitter.emit });
  const ses = await startHttpServer({ port: options.sesPort, handle: sesStandIn });
  const sns = await startHttpServer({ port: options.snsPort, handle: snsStandIn });
  const endUserMessaging = await startHttpServer({ port: options.endUserMessagingPort, handle: textStandIn });
  const eventsOut = await startEventsOut();
  const s3 =
    options.s3Directory === undefined
      ? undefined
      : await startS3({ directory: options.s3Directory, port: options.s3Port });

  for (const entry of inbox.entries()) emitter.emit(entry);
  return {
    sesEndpoint: ses.endpoint,
    snsEndpoint: sns.endpoint,
    ses: sesStandIn,
    sns: snsStandIn,
    endUserMessaging: textStandIn,
    endUserMessagingEndpoint: endUserMessaging.endpoint,
    s3Endpoint: s3?.endpoint ?? "",
    ...eventsOut,
    inbox: inbox.entries,
    scriptEmail: emailFaults.script,
    scriptSms: smsFaults.script,
    scriptPush: pushFaults.script,
    scriptRegistration: registrationFaults.script,
    disableEndpoint: endpoints.disable,
    endpoint: endpoints.find,
    calls: () => ({ email: emailFaults.calls(), sms: smsFaults.calls(), push: pushFaults.calls() }),
    changeAccount: (change) => {
      account = { ...account, ...change };
    },
    changeSetup: (change) => {
      setup = { ...setup, ...change };
    },
    ...createHappenings(clock, inbox, emitter),
    redeliver: emitter.redeliver,
    idle: emitter.idle,
    stop: async () => {
      await Promise.all([ses.stop(), sns.stop(), endUserMessaging.stop(), eventsOut.stop(), s3?.stop()]);
      await emitter.idle();
      emitter.close();
      inbox.close();
      endpoints.close();
    },
  };
};
