import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startHeartbeat } from "../../lib/local/heartbeat.ts";
import { startRuntime } from "../../lib/local/runtime.ts";
import { openInbox } from "../../lib/local/stand-ins/inbox.ts";
import { createVirtualClock } from "../../lib/local/virtual-clock.ts";
import { lineCounter } from "./growing-file.ts";

const receivedAt = Date.parse("2026-03-02T10:00:00Z");

/** What a shop leaves that was killed after SES took an email and before SES told of it. */
const leaveUntoldEmail = (inboxFile: string): void => {
  const inbox = openInbox({ file: inboxFile });
  const providerId = inbox.nextId("email");
  const content = { from: "shop@example.com", replyTo: [], to: ["ada@example.com"], subject: "", html: "", text: "" };
  inbox.add({ providerId, receivedAt, channel: "email", ...content, headers: {}, tags: {} });
  inbox.close();
};

it("the heartbeat of a shop that was killed hands on what the provider had not told yet", async () => {
  const directory = mkdtempSync(join(tmpdir(), "rekindle-heartbeat-"));
  leaveUntoldEmail(join(directory, "inbox.jsonl"));
  const failures: unknown[] = [];
  const clock = createVirtualClock({ startAt: receivedAt, running: true });
  const local = await startRuntime({ directory, clock });
  onTestFinished(async () => {
    await local.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const heartbeat = startHeartbeat(local, (error) => failures.push(error));

  await expect.poll(lineCounter(join(directory, "inbox.jsonl.events")), { timeout: 20_000 }).toBe(2);
  expect(failures).toEqual([]);
  await heartbeat.stop();
});
