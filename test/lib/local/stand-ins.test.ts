import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetAccountCommand, type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { PublishCommand } from "@aws-sdk/client-sns";
import type { SQSRecord } from "aws-lambda";
import { afterEach, describe, expect, it } from "vitest";
import { meaningsOf } from "../../../lambdas/handlers/feedback/queue-record.ts";
import { type StandInOptions, type StandIns, startStandIns } from "../../../lib/local/stand-ins/start.ts";
import { noon, providerRuntime } from "../../support/provider-clients.ts";
import { createTestClock } from "../../support/test-clock.ts";

const clock = createTestClock(noon);
const running: StandIns[] = [];
const directories: string[] = [];

const start = async (options: Partial<StandInOptions> = {}): Promise<StandIns> => {
  const standIns = await startStandIns({ clock, ...options });
  running.push(standIns);
  return standIns;
};

const stop = async (standIns: StandIns): Promise<void> => {
  running.splice(running.indexOf(standIns), 1);
  await standIns.stop();
};

const newInboxFile = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "rekindle-stand-ins-"));
  directories.push(directory);
  return join(directory, "inbox.jsonl");
};

afterEach(async () => {
  clock.set(noon);
  await Promise.all(running.splice(0).map((standIns) => standIns.stop()));
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

const sendTo = (client: SESv2Client, to: string, tagValue = "key") =>
  client.send(
    new SendEmailCommand({
      FromEmailAddress: "shop@example.com",
      Destination: { ToAddresses: [to] },
      EmailTags: [{ Name: "message_key", Value: tagValue }],
      Content: {
        Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "你好" }, Html: { Data: "<p>你好</p>" } } },
      },
    }),
  );

const typeOf = (record: SQSRecord): string => JSON.parse(JSON.parse(record.body).Message).eventType;

describe("the SES stand-in", () => {
  it("keeps what arrived, stamped by the clock it was given", async () => {
    const standIns = await start();
    clock.advance(1234);

    const { MessageId } = await sendTo(providerRuntime(standIns).ses(), "ada@example.com");

    expect(standIns.inbox()).toEqual([
      expect.objectContaining({
        channel: "email",
        providerId: MessageId,
        receivedAt: noon + 1234,
        to: ["ada@example.com"],
        text: "你好",
        html: "<p>你好</p>",
        tags: { message_key: "key" },
      }),
    ]);
  });

  it("refuses what exceeds rate or quota, when it is asked to", async () => {
    const standIns = await start({ quota: { max24HourSend: 3, maxSendRate: 1, enforced: true } });
    const ses = providerRuntime(standIns).ses();
    const nameOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : "");
    const tried = async (waitMs: number) => {
      clock.advance(waitMs);
      return sendTo(ses, "ada@example.com").then(() => "accepted", nameOf);
    };

    const answers = [await tried(0), await tried(999), await tried(1), await tried(1_000), await tried(1_000)];

    const rate = "TooManyRequestsException: Maximum sending rate exceeded.";
    const quota = "TooManyRequestsException: Daily message quota exceeded.";
    expect(answers).toEqual(["accepted", rate, "accepted", "accepted", quota]);
    expect(standIns.inbox()).toHaveLength(3);
  });

  it("stops when the account is paused or suspended, tells so, and may not answer about the account at all", async () => {
    const standIns = await start();
    const ses = providerRuntime(standIns).ses();
    const refusal = () => sendTo(ses, "ada@example.com").then(String, (error: Error) => error.name);
    standIns.changeAccount({ sendingEnabled: false });
    const paused = [await refusal(), (await ses.send(new GetAccountCommand({}))).SendingEnabled];
    standIns.changeAccount({ enforcementStatus: "SHUTDOWN" });
    const suspended = [await refusal(), (await ses.send(new GetAccountCommand({}))).EnforcementStatus];
    standIns.changeAccount({ answers: false });

    const asked = ses.send(new GetAccountCommand({}));

    expect(paused).toEqual(["SendingPausedException", false]);
    expect(suspended).toEqual(["AccountSuspendedException", "SHUTDOWN"]);
    await expect(asked).rejects.toThrow();
  });

  it("tells the quota and what was sent of it in the last 24 hours", async () => {
    const standIns = await start({ quota: { max24HourSend: 200, maxSendRate: 1 } });
    const ses = providerRuntime(standIns).ses();
    await sendTo(ses, "ada@example.com");
    clock.advance(86_400_000);
    await sendTo(ses, "eve@example.com");

    const account = await ses.send(new GetAccountCommand({}));

    expect(account).toMatchObject({
      SendingEnabled: true,
      SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 1 },
    });
  });

  it("refuses tags that SES would refuse", async () => {
    const ses = providerRuntime(await start()).ses();

    const sending = sendTo(ses, "ada@example.com", "not allowed: @");

    await expect(sending).rejects.toMatchObject({ name: "BadRequestException" });
  });

  it.each([
    ["ada@example.com", ["Send", "Delivery"]],
    ["bounce+label@simulator.amazonses.com", ["Send", "Bounce"]],
    ["suppressionlist@simulator.amazonses.com", ["Send", "Bounce"]],
    ["complaint@simulator.amazonses.com", ["Send", "Delivery", "Complaint"]],
  ])("tells of %s as the mailbox simulator does", async (to, types) => {
    const records: SQSRecord[] = [];
    const standIns = await start({ onEvent: (record) => void records.push(record) });

    await sendTo(providerRuntime(standIns).ses(), to);
    await standIns.idle();

    expect(records.map(typeOf)).toEqual(types);
    expect(records.every((record) => meaningsOf(record) !== undefined)).toBe(true);
  });

  it("tells everything twice when told to", async () => {
    const records: SQSRecord[] = [];
    const standIns = await start({ onEvent: (record) => void records.push(record) });
    standIns.scriptEmail(["repeat-event"]);

    await sendTo(providerRuntime(standIns).ses(), "ada@example.com");
    await standIns.idle();

    expect(records.map(typeOf).sort()).toEqual(["Delivery", "Delivery", "Send", "Send"]);
  });

  it("lets a function choose what goes wrong by call and message", async () => {
    const standIns = await start();
    standIns.scriptEmail((callIndex, { to }) =>
      callIndex === 0 || to.includes("eve@example.com") ? "reject" : "accept",
    );
    const ses = providerRuntime(standIns).ses();

    const results = await Promise.allSettled([sendTo(ses, "ada@example.com")]);
    await sendTo(ses, "ada@example.com");
    await sendTo(ses, "eve@example.com").catch((error) => results.push({ status: "rejected", reason: error }));

    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(standIns.inbox()).toHaveLength(1);
    expect(standIns.calls()).toEqual({ email: 3, sms: 0, push: 0 });
  });

  it("makes a click happen to a message in the inbox", async () => {
    const records: SQSRecord[] = [];
    const standIns = await start({ onEvent: (record) => void records.push(record) });
    const { MessageId } = await sendTo(providerRuntime(standIns).ses(), "ada@example.com");
    await standIns.idle();

    const happened = await standIns.feedback(String(MessageId), "Click");
    const nothing = await standIns.feedback("unknown", "Click");

    expect([happened, nothing]).toEqual([true, false]);
    expect(records.map(typeOf)).toEqual(["Send", "Delivery", "Click"]);
  });
});

describe("the SNS stand-in", () => {
  it("keeps texts in the same inbox and has no events for them", async () => {
    const records: SQSRecord[] = [];
    const standIns = await start({ onEvent: (record) => void records.push(record) });

    const { MessageId } = await providerRuntime(standIns)
      .sns()
      .send(new PublishCommand({ PhoneNumber: "+447700900123", Message: "Hello & 你好" }));
    await standIns.idle();

    expect(standIns.inbox()).toEqual([
      expect.objectContaining({ channel: "sms", providerId: MessageId, to: ["+447700900123"], text: "Hello & 你好" }),
    ]);
    expect(records).toEqual([]);
  });
});

describe("an inbox with a file", () => {
  it("has the message on disk before the caller hears that it was accepted", async () => {
    const inboxFile = newInboxFile();
    const standIns = await start({ inboxFile });
    standIns.scriptEmail(["drop-after-accept"]);

    await sendTo(providerRuntime(standIns).ses(), "ada@example.com").catch(() => undefined);

    expect(readFileSync(inboxFile, "utf8").trim().split("\n")).toHaveLength(1);
  });

  it("goes on after a restart, with ids of its own and without half a line", async () => {
    const inboxFile = newInboxFile();
    const first = await start({ inboxFile });
    await sendTo(providerRuntime(first).ses(), "ada@example.com");
    await stop(first);
    writeFileSync(inboxFile, '{"channel":"email","provid', { flag: "a" });

    const second = await start({ inboxFile, keepBodies: false });
    await sendTo(providerRuntime(second).ses(), "eve@example.com");
    await stop(second);
    const third = await start({ inboxFile });

    const entries = third.inbox();
    expect(entries.map(({ to }) => to[0])).toEqual(["ada@example.com", "eve@example.com"]);
    expect(entries.map((entry) => entry.channel !== "push" && entry.text)).toEqual(["你好", "你好"]);
    expect(new Set(entries.map(({ providerId }) => providerId)).size).toBe(2);
  });

  it("delivers after a restart exactly the events that nobody took over before", async () => {
    const inboxFile = newInboxFile();
    const first = await start({
      inboxFile,
      onEvent: (record) => {
        if (typeOf(record) === "Delivery") throw new Error("The queue is gone");
      },
    });
    await sendTo(providerRuntime(first).ses(), "ada@example.com");
    await first.idle();
    await stop(first);

    const records: SQSRecord[] = [];
    const second = await start({ inboxFile, onEvent: (record) => void records.push(record) });
    await second.idle();
    await second.redeliver();

    expect(records.map(typeOf)).toEqual(["Delivery"]);
  });

  it("delivers again what was refused when asked to", async () => {
    const records: SQSRecord[] = [];
    let refuse = true;
    const standIns = await start({
      onEvent: (record) => {
        if (refuse) throw new Error("Not now");
        records.push(record);
      },
    });
    await sendTo(providerRuntime(standIns).ses(), "ada@example.com");
    await standIns.idle();

    refuse = false;
    await standIns.redeliver();

    expect(records.map(typeOf)).toEqual(["Send", "Delivery"]);
  });
});
