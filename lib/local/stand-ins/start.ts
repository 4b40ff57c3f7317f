import { createEventEmitter, type OnEvent } from "./event-emitter.ts";
import { createFaultSource, type FaultScript } from "./fault.ts";
import { type StandIn, startHttpServer } from "./http-server.ts";
import { type EmailContent, type EmailEntry, type InboxEntry, openInbox, type SmsContent } from "./inbox.ts";
import type { SesEventType } from "./ses-record.ts";
import { createSesStandIn, type SendQuota } from "./ses-stand-in.ts";
import { createSnsStandIn } from "./sns-stand-in.ts";

export interface StandInOptions {
  /** Stamps what arrives; locally it is the virtual clock. */
  readonly clock: { now(): number };
  /** Receives the SES events as records of the feedback queue. Default: nobody listens. */
  readonly onEvent?: OnEvent;
  /** Accepted messages outlive the process here, and which events were delivered in `<inboxFile>.events`. */
  readonly inboxFile?: string;
  /** False drops the bodies from memory, for runs with very many messages. Default true. */
  readonly keepBodies?: boolean;
  /** Default: 50,000 a day, 14 a second. */
  readonly quota?: SendQuota;
  /** Absent: free ports. */
  readonly sesPort?: number;
  readonly snsPort?: number;
}

export interface StandIns {
  readonly sesEndpoint: string;
  readonly snsEndpoint: string;
  /** The same two without their servers. */
  readonly ses: StandIn;
  readonly sns: StandIn;
  /** Every accepted message, oldest first. */
  inbox(): readonly InboxEntry[];
  /** What goes wrong with the next calls. */
  scriptEmail(script: FaultScript<EmailContent>): void;
  scriptSms(script: FaultScript<SmsContent>): void;
  /** Calls that arrived since the start, accepted or not. */
  calls(): { readonly email: number; readonly sms: number };
  /** Makes an event happen to an accepted email now: a click, a complaint. False when there is no such email. */
  feedback(providerId: string, type: SesEventType): Promise<boolean>;
  /** Delivers again what `onEvent` rejected; the rest is untouched. */
  redeliver(): Promise<void>;
  /** Resolves when no event is on its way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

const defaultQuota: SendQuota = { max24HourSend: 50_000, maxSendRate: 14 };

const isEmail = (entry: InboxEntry): entry is EmailEntry => entry.channel === "email";

/** SES and SNS on this machine, for the real clients. Events that were not delivered before a restart come again now. */
export const startStandIns = async (options: StandInOptions): Promise<StandIns> => {
  const { clock } = options;
  const inbox = openInbox({ file: options.inboxFile, keepBodies: options.keepBodies });
  const emitter = createEventEmitter({
    onEvent: options.onEvent ?? (() => undefined),
    deliveredFile: options.inboxFile === undefined ? undefined : `${options.inboxFile}.events`,
  });
  const emailFaults = createFaultSource<EmailContent>();
  const smsFaults = createFaultSource<SmsContent>();
  const sesStandIn = createSesStandIn({
    clock,
    inbox,
    faults: emailFaults,
    quota: options.quota ?? defaultQuota,
    onAccepted: emitter.emit,
  });
  const snsStandIn = createSnsStandIn({ clock, inbox, faults: smsFaults });
  const ses = await startHttpServer({ port: options.sesPort, handle: sesStandIn });
  const sns = await startHttpServer({ port: options.snsPort, handle: snsStandIn });

  for (const entry of inbox.entries()) if (isEmail(entry)) emitter.emit(entry);
  return {
    sesEndpoint: ses.endpoint,
    snsEndpoint: sns.endpoint,
    ses: sesStandIn,
    sns: snsStandIn,
    inbox: inbox.entries,
    scriptEmail: emailFaults.script,
    scriptSms: smsFaults.script,
    calls: () => ({ email: emailFaults.calls(), sms: smsFaults.calls() }),
    feedback: async (providerId, type) => {
      const entry = inbox.entries().find((candidate) => candidate.providerId === providerId);
      if (entry === undefined || !isEmail(entry)) return false;
      await emitter.emitOne({ entry, type, at: clock.now() });
      return true;
    },
    redeliver: emitter.redeliver,
    idle: emitter.idle,
    stop: async () => {
      await Promise.all([ses.stop(), sns.stop()]);
      await emitter.idle();
      emitter.close();
      inbox.close();
    },
  };
};
