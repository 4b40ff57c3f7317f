import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { consoleDirectory } from "../console/build-console.ts";
import type { Shop } from "../local/arguments.ts";
import { createClockJump } from "../local/clock-jump.ts";
import { createApp } from "../local/console/app.ts";
import { type LocalRuntime, startRuntime } from "../local/runtime.ts";
import { type ShopRecord, setUpShop } from "../local/shop-setup.ts";
import { createVirtualClock } from "../local/virtual-clock.ts";
import { launchBrowser, type Visitor, type VisitorOptions, visit } from "./browser.ts";

/** A Monday morning in London on which nothing depends. */
const monday = Date.parse("2026-03-02T10:00:00Z");

export interface OpenShop {
  readonly url: string;
  readonly local: LocalRuntime;
  readonly record: ShopRecord;
  /** What the server could not answer. Whoever ends with some has failed, whatever the pages showed. */
  readonly errors: readonly Error[];
  readonly visitor: (options?: VisitorOptions) => Promise<Visitor>;
  readonly close: () => Promise<void>;
}

/** Listens before the shop starts, because links in messages name the port. */
const listen = async () => {
  let answer: (request: Request) => Response | Promise<Response> = () => new Response("starting", { status: 503 });
  const server = createAdaptorServer({ fetch: (request) => answer(request) });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async (): Promise<void> => {
    server.close();
    if ("closeAllConnections" in server) server.closeAllConnections();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (fetch: typeof answer) => {
      answer = fetch;
    },
    close,
  };
};

export interface OpenShopOptions {
  readonly shop?: Shop;
  /** Of the sample shop; absent: as many as usual. */
  readonly customers?: number;
  /** Epoch milliseconds at which the shop's clock stands. */
  readonly at?: number;
}

/** A shop on the real local runtime, its console, and a browser to visit it with. Close it at the end. */
export const openShop = async ({ shop = "empty", customers, at = monday }: OpenShopOptions = {}): Promise<OpenShop> => {
  const directory = mkdtempSync(join(tmpdir(), "rekindle-browser-"));
  const server = await listen();
  const clock = createVirtualClock({ startAt: at, running: false });
  const local = await startRuntime({ directory, clock, publicUrl: server.url });
  const errors: Error[] = [];
  const jump = createClockJump(local);
  const app = createApp({ local, jump, directory: consoleDirectory, onError: (error) => errors.push(error) });
  server.serve((request) => app.fetch(request));
  const file = join(directory, "shop.json");
  const { record } = await setUpShop(local, {
    shop,
    ...(customers !== undefined && { customers }),
    file,
    onProgress: () => {},
  });
  const browser = await launchBrowser();
  return {
    url: server.url,
    local,
    record,
    errors,
    visitor: (options = {}) => visit(browser, server.url, options),
    close: async () => {
      await browser.close();
      await jump.finished();
      await server.close();
      await local.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
