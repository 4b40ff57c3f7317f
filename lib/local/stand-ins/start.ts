import { createEventEmitter, type OnEvent } from "./event-emitter.ts";
import { createFaultSource, type FaultScript } from "./fault.ts";
import { type EmailContent, type EmailEntry, type InboxEntry, openInbox, type SmsContent } from "./inbox.ts";
import type { SesEventType } from "./ses-record.ts";
import { type AccountState, type SendQuota, startSesStandIn } from "./ses-stand-in.ts";
import { startSnsStandIn } from "./sns-stand-in.ts";

export interface StandInOptions {
  /** Stamps what arrives; locally it is the virtual clock. */
  readonly clock: { now(): number };
  /** Receives the SES events as records of the feedback queue. Default: nobody listens. */
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
}

export interface StandIns {
  readonly sesEndpoint: string;
  readonly snsEndpoint: string;
  /** Every accepted message, oldest first. */
  inbox(): readonly InboxEntry[];
  /** What goes wrong with the next calls. */
  scriptEmail(script: FaultScript<EmailContent>): void;
  scriptSms(script: FaultScript<SmsContent>): void;
  /** Calls that arrived since the start, accepted or not. */
  calls(): { readonly email: number; readonly sms: number };
  /** Changes the SES account from now on: another quota, a pause, a suspension, or no answer about it. */
  changeAccount(change: Partial<AccountState>): void;
  /** Makes an event happen to an accepted email now: a click, a complaint. False when there is no such email. */
  feedback(providerId: string, type: SesEventType): Promise<boolean>;
  /** Delivers again what `onEvent` rejected; the rest is untouched. */
  redeliver(): Promise<void>;
  /** Resolves when no event is on its way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

const defaultQuota: SendQuota = { max24HourSend: 1_000_000, maxSendRate: 1_000 };

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
  let account: AccountState = {
    quota: options.quota ?? defaultQuota,
    sendingEnabled: true,
    enforcementStatus: "HEALTHY",
    answers: true,
  };
  const ses = await startSesStandIn({
    clock,
    inbox,
    faults: emailFaults,
    account: () => account,
    onAccepted: emitter.emit,
    port: options.sesPort,
  });
  const sns = await startSnsStandIn({ clock, inbox, faults: smsFaults, port: options.snsPort });

  for (const entry of inbox.entries()) if (isEmail(entry)) emitter.emit(entry);
  return {
    sesEndpoint: ses.endpoint,
    snsEndpoint: sns.endpoint,
    inbox: inbox.entries,
    scriptEmail: emailFaults.script,
    scriptSms: smsFaults.script,
    calls: () => ({ email: emailFaults.calls(), sms: smsFaults.calls() }),
    changeAccount: (change) => {
      account = { ...account, ...change };
    },
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
