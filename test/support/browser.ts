import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { createAdaptorServer } from "@hono/node-server";
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContext, type Page, chromium as playwright } from "playwright-core";
import { expect } from "vitest";
import { consoleDirectory } from "../../lib/console/build-console.ts";
import type { Shop } from "../../lib/local/arguments.ts";
import { createClockJump } from "../../lib/local/clock-jump.ts";
import { createApp } from "../../lib/local/console/app.ts";
import { type LocalRuntime, startRuntime } from "../../lib/local/runtime.ts";
import { type ShopRecord, setUpShop } from "../../lib/local/shop-setup.ts";
import { createVirtualClock } from "../../lib/local/virtual-clock.ts";

/** A Monday morning in London on which no test depends. */
const monday = Date.parse("2026-03-02T10:00:00Z");
/** How long a page may take to show what it should; a test waits for it, never for the time. */
const patienceMs = 30_000;

export interface OpenShop {
  readonly url: string;
  readonly local: LocalRuntime;
  readonly record: ShopRecord;
  /** What the server could not answer. A test that ends with some has failed, whatever the pages showed. */
  readonly errors: readonly Error[];
  readonly visitor: (options?: VisitorOptions) => Promise<Visitor>;
  readonly close: () => Promise<void>;
}

export interface VisitorOptions {
  readonly language?: "en" | "zh";
  readonly scheme?: "light" | "dark";
  readonly width?: number;
  /** Acts as one of the shop's people; absent: the owner of this machine. */
  readonly person?: string;
}

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser itself complained about: scripts that broke, files that the content-security policy refused. */
  readonly complaints: readonly string[];
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

/** Not the package's own flags: they squeeze everything into one process, in which a second visitor never gets a page. */
const flags = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none"];

export const launchBrowser = async (): Promise<Browser> =>
  playwright.launch({ executablePath: await chromium.executablePath(), args: flags, headless: true });

const stored = ({ language = "en", person }: VisitorOptions): Readonly<Record<string, string>> => ({
  "rekindle.language": language,
  ...(person !== undefined && { "rekindle.acting-as": person }),
});

const visit = async (browser: Browser, url: string, options: VisitorOptions): Promise<Visitor> => {
  const { scheme = "light", width = 1200, language = "en" } = options;
  const context = await browser.newContext({
    baseURL: url,
    colorScheme: scheme,
    viewport: { width, height: 900 },
    locale: language === "zh" ? "zh-CN" : "en-GB",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(patienceMs);
  await context.addInitScript((items: Readonly<Record<string, string>>) => {
    // The frame of a shown email has no storage.
    if (window !== window.top) return;
    // A shut frame, in which emails are shown, has no storage.
    if (window.top !== window) return;
    for (const [key, value] of Object.entries(items))
      if (localStorage.getItem(key) === null) localStorage.setItem(key, value);
  }, stored(options));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  return { page, context, complaints };
};

export interface OpenShopOptions {
  readonly shop?: Shop;
  /** Of a sample shop; absent: as many as usual. */
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
  const size = customers === undefined ? {} : { customers };
  const { record } = await setUpShop(local, { shop, ...size, file, onProgress: () => {} });
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

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** No barrier on the page as it stands, by axe. The message names each one and where it is. */
export const expectNoBarriers = async (page: Page): Promise<void> => {
  // A frame that may run nothing cannot be looked into either; what it holds is an email and not of the console.
  const { violations } = await new AxeBuilder({ page }).withTags(rules).exclude("iframe[sandbox='']").analyze();
  const said = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join("\n  ")}`,
  );
  expect(said, page.url()).toEqual([]);
};
