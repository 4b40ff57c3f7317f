import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { settingsSchema } from "../../../lambdas/domain/settings.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { createEventStore } from "../../../lambdas/store/event-store.ts";
import { createMessageStore } from "../../../lambdas/store/message-store.ts";
import { WrongArguments } from "../../../lib/command.ts";
import { type LoadFunction, loadFunction } from "../../../lib/local/function-host.ts";
import { startRuntime } from "../../../lib/local/runtime.ts";
import { createVirtualClock } from "../../../lib/local/virtual-clock.ts";
import { installPlaybooks } from "../../../lib/playbooks/install.ts";
import { openPlace, type Place } from "../../../lib/repair/open-place.ts";
import { runReconcile } from "../../../lib/repair/reconcile-command.ts";
import { runRedrive } from "../../../lib/repair/redrive-command.ts";
import { runVerify } from "../../../lib/repair/verify-command.ts";
import { customerWith } from "../../support/customer-with.ts";

const hourMs = 3_600_000;
/** Later than any system clock that runs this, so that opening the directory moves its clock nowhere. */
const start = Date.parse("2090-03-02T10:00:00Z");
let directory: string;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "rekindle-repair-")));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const brokenSend: LoadFunction = async (entry) =>
  entry.endsWith("/send.ts")
    ? () => async () => {
        throw new Error("out of order");
      }
    : loadFunction(entry);

/** A shop in which a message was reserved, could not be sent, and ended in the dead letters, or not even there. */
const leaveShop = async (deadLetters: "kept" | "lost"): Promise<void> => {
  const clock = createVirtualClock({ startAt: start, file: join(directory, "clock.json") });
  const local = await startRuntime({ directory, clock, load: brokenSend });
  const settings = settingsSchema.parse({ importing: { settleMinutes: 0 } });
  await installPlaybooks({ store: createCampaignStore(local.runtime), settings, only: ["dormant-wake-up"] });
  await createEventStore(local.runtime).append(customerWith({ customerId: "ada", now: start, daysSinceOrder: 180 }));
  await local.drain();
  if (deadLetters === "lost") for (const letter of local.deadLetters.all()) local.deadLetters.remove(letter);
  await local.advanceTo(start + 2 * hourMs);
  await local.stop();
};

const opened = async <Result>(work: (place: Place) => Promise<Result>): Promise<Result> => {
  const place = await openPlace({ data: directory });
  try {
    return await work(place);
  } finally {
    await place.close();
  }
};

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
});
const told = { json: false, out: (line: string) => lines.push(line), progress: (line: string) => lines.push(line) };

const outcome = ({ runtime, local }: Place) =>
  createMessageStore(runtime)
    .list("ada")
    .then((messages) => ({ statuses: messages.map(({ status }) => status), accepted: local?.standIns.inbox().length }));

describe("the commands on a directory", () => {
  test("verify finds what an outage lost, reconcile takes it up, and then verify finds nothing", async () => {
    await leaveShop("lost");

    const found = await opened((place) => runVerify(place, { ...told, repair: false }));
    expect(lines[0]).toMatch(/^ada: message [a-z2-7]{26} was reserved and never became a message$/);
    const reconciled = await opened(async (place) => {
      const code = await runReconcile(place, { ...told, dryRun: false, fresh: false });
      await place.local?.advanceTo(start + 3 * hourMs);
      return { code, ...(await outcome(place)) };
    });
    const after = await opened((place) => runVerify(place, { ...told, repair: false }));

    expect(found).toBe(1);
    expect(reconciled).toEqual({ code: 0, statuses: ["delivered"], accepted: 1 });
    expect(lines.join("\n")).toContain("1 messages come back and are sent when hours and caps allow");
    expect(after).toBe(0);
  }, 60_000);

  test("redrive sends what lies in the dead letters, and a second one has nothing to do", async () => {
    await leaveShop("kept");

    const dry = await runRedrive({ data: directory, "dry-run": true }, told);
    const first = await runRedrive({ data: directory }, told);
    const second = await runRedrive({ data: directory }, told);

    expect([dry, first, second]).toEqual([0, 0, 0]);
    expect(lines.filter((line) => line.includes("failures:"))).toEqual([
      "1 failures: 1 would be handed on, 0 left.",
      "1 failures: 1 handled, 0 left.",
      "0 failures: 0 handled, 0 left.",
    ]);
    expect(await opened(outcome)).toEqual({ statuses: ["delivered"], accepted: 1 });
  }, 60_000);

  test.each([
    ["nothing", {}, "--queue: is missing"],
    ["a queue that is no URL", { queue: "failures" }, "--queue: is not a URL"],
    ["a directory without a shop", { data: "nowhere" }, "--data: holds no shop"],
    ["variables that cannot be read", { queue: "https://q.example", environment: "nowhere" }, "--environment: cannot"],
  ])("redrive refuses %s and says what is allowed", async (_what, values, message) => {
    await expect(runRedrive(values, told)).rejects.toThrow(WrongArguments);
    await expect(runRedrive(values, told)).rejects.toThrow(message);
  });
});
