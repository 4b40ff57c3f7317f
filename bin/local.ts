// `npm start`: the whole product on one machine. See `npm start -- --help`.
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { systemClock } from "../lambdas/shared/clock.ts";
import { createLogger } from "../lambdas/shared/logger.ts";
import { buildConsole, consoleDirectory } from "../lib/console/build-console.ts";
import { helpText, type LocalArguments, parseArguments } from "../lib/local/arguments.ts";
import { type ClockJump, createClockJump } from "../lib/local/clock-jump.ts";
import { type Closing, createClosing } from "../lib/local/closing.ts";
import { type AppOptions, createApp } from "../lib/local/console/app.ts";
import { countSent } from "../lib/local/count-sent.ts";
import { clearDataDirectory } from "../lib/local/data-directory.ts";
import { startHeartbeat } from "../lib/local/heartbeat.ts";
import { type LocalRuntime, startRuntime } from "../lib/local/runtime.ts";
import { readShopRecord, setUpShop } from "../lib/local/shop-setup.ts";
import { createVirtualClock } from "../lib/local/virtual-clock.ts";

const dayMs = 86_400_000;
const exitCodes = { failed: 1, badArguments: 2 } as const;

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** The same failure again and again says the same: once is enough. */
const createReporter = () => {
  let last = "";
  return (error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (text !== last) say(text);
    last = text;
  };
};

const listen = async (
  page: Omit<AppOptions, "directory" | "onError">,
  port: number,
  closing: Closing,
): Promise<void> => {
  const app = createApp({ ...page, directory: consoleDirectory, onError: createReporter() });
  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(port, "127.0.0.1");
  await once(server, "listening").catch((cause: unknown) => {
    throw new Error(`Port ${port} of 127.0.0.1 cannot be used. Choose another one with --port.`, { cause });
  });
  closing.add(async () => {
    server.close();
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
};

/** A first look at a fresh shop should show campaigns at work: the clock moves a day ahead. */
const showCampaigns = async (local: LocalRuntime, jump: ClockJump, publicUrl: string): Promise<void> => {
  say(`Moving the clock one day ahead so that campaigns fire. Watch them at ${publicUrl}`);
  const target = local.clock.now() + dayMs;
  jump.start(dayMs);
  await jump.finished();
  // Somebody stopped it, or the whole program: then there is nothing to sum up.
  if (local.clock.now() < target) return;
  const { sent, campaigns } = await countSent(local.runtime);
  say(`${sent} messages of ${campaigns} campaigns went to the stand-in mailbox and phone; nothing left this machine.`);
};

const run = async ({ port, shop, customers, data, eventsOut }: LocalArguments, closing: Closing): Promise<void> => {
  const directory = resolve(data);
  const publicUrl = `http://127.0.0.1:${port}`;
  const clock = createVirtualClock({ startAt: systemClock.now(), running: true, file: join(directory, "clock.json") });
  const logger = createLogger({ LOG_LEVEL: "ERROR" });
  await buildConsole(() => say("Building the console (once) ..."));
  say("Starting the table engine and the functions ...");
  const local = await startRuntime({ directory, clock, publicUrl, eventsOut, overrides: { logger } });
  closing.add(() => local.stop());

  const jump = createClockJump(local);
  const file = join(directory, "shop.json");
  const willFill = shop === "sample" && readShopRecord(file)?.filled !== true;
  let filling = willFill ? { done: 0, of: 0 } : undefined;
  await listen({ local, jump, filling: () => filling }, port, closing);
  say(`Rekindle is at ${publicUrl}`);
  const onProgress = (done: number, of: number) => {
    filling = { done, of };
    say(`Reading the sample shop: ${done} of ${of} events`);
  };
  const { record, isNew } = await setUpShop(local, { shop, customers, file, onProgress });
  const heartbeat = startHeartbeat(local, createReporter());
  closing.add(
    () => heartbeat.stop(),
    async () => {
      jump.cancel();
      await jump.finished();
    },
  );
  filling = undefined;
  say(`Events go to ${publicUrl}/v1/track with basic auth, user name ${record.writeKey}, no password. Ctrl-C stops.`);
  if (isNew && shop === "sample") await showCampaigns(local, jump, publicUrl);
};

const stopOnSignals = (closing: Closing): void => {
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(130);
    stopping = true;
    say("Stopping ...");
    await closing.close();
    process.exit(0);
  };
  const onSignal = () => {
    stop().catch((error: unknown) => {
      say(String(error));
      process.exit(exitCodes.failed);
    });
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
};

const refuse = (problem: string): never => {
  say(`${problem}\n\n${helpText}`);
  process.exit(exitCodes.badArguments);
};

const readyDirectory = async ({ data, fresh, shop }: LocalArguments): Promise<void> => {
  if (fresh) {
    const cleared = await clearDataDirectory(resolve(data));
    if (!cleared.ok) refuse(cleared.problem);
    return;
  }
  const known = readShopRecord(join(resolve(data), "shop.json"));
  if (known !== undefined && known.shop !== shop) {
    refuse(`--shop is "${shop}", but ${data} holds the shop "${known.shop}". Add --fresh, or choose another --data.`);
  }
};

const main = async (): Promise<void> => {
  // A note of the SDK about Node versions to come; the floor is written in package.json.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const parsed = parseArguments(process.argv.slice(2));
  if (parsed.kind === "help") {
    process.stdout.write(helpText);
    return;
  }
  if (parsed.kind === "refused") return refuse(parsed.problem);
  const closing = createClosing();
  stopOnSignals(closing);
  try {
    await readyDirectory(parsed.arguments);
    await run(parsed.arguments, closing);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    await closing.close();
    process.exit(exitCodes.failed);
  }
};

await main();
