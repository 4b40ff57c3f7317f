import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { messageStatuses } from "../../../lambdas/domain/message.ts";
import type { ClockJump } from "../clock-jump.ts";
import type { LocalRuntime } from "../runtime.ts";
import { type ClockState, percentDone } from "./clock-section.ts";
import { contentSecurityPolicy, errorPage, type Html, type PageFrame, pageFrame } from "./layout.ts";
import { messagePage } from "./message-page.ts";
import { overviewPage } from "./overview.ts";
import { createShopReader, type MessageFilter, type ShopReader } from "./shop-view.ts";
import { chooseLanguage } from "./words.ts";

const dayMs = 86_400_000;
const jumps: Readonly<Record<string, number>> = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs };
const localNames: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

const isLocal = (url: string): boolean => {
  try {
    return localNames.has(new URL(url).hostname);
  } catch {
    return false;
  }
};

const filterSchema = z.object({
  status: z.enum(["sent", "all", ...messageStatuses]).catch("sent"),
  campaign: z.string().min(1).optional().catch(undefined),
  page: z.coerce.number().int().min(0).max(1_000_000).catch(0),
});

const filterOf = (context: Context): MessageFilter => {
  const { status, campaign, page } = filterSchema.parse(context.req.query());
  return { status, page, ...(campaign !== undefined && { campaignId: campaign }) };
};

const frameOf = (context: Context): PageFrame => {
  const language = chooseLanguage(context.req.query("lang"), context.req.header("accept-language"));
  // The answer to a form is shown under an address that cannot be opened again: its links lead to the overview.
  const url = new URL(context.req.method === "POST" ? "/" : context.req.url, context.req.url);
  return pageFrame({ language, url, nonce: randomBytes(16).toString("base64") });
};

type Status = 200 | 400 | 404 | 409 | 500;

const show = (context: Context, frame: PageFrame, page: Html, status: Status = 200, showsMail = false) => {
  context.header("content-security-policy", contentSecurityPolicy(frame.nonce, showsMail));
  context.header("x-content-type-options", "nosniff");
  // Not "no-referrer": with it a browser sends the page's own forms with "Origin: null", which is refused below.
  context.header("referrer-policy", "same-origin");
  context.header("cache-control", "no-store");
  return context.html(page, status);
};

export interface AppOptions {
  readonly local: LocalRuntime;
  readonly jump: ClockJump;
  /** How far the first filling of the shop is, in events; nothing once it is over. */
  readonly filling?: () => { readonly done: number; readonly of: number } | undefined;
  /** Told what could not be answered. */
  readonly onError: (error: Error) => void;
}

/** A page of another site can reach this port too: a foreign Host (rebound name) or Origin (script) is refused. */
const refuseForeign = (context: Context): Response | undefined => {
  const host = context.req.header("host");
  const origin = context.req.header("origin");
  const foreign = !isLocal(host === undefined ? context.req.url : `http://${host}`);
  const otherSite = origin !== undefined && (!isLocal(origin) || (host !== undefined && new URL(origin).host !== host));
  return foreign || otherSite ? context.text("This server answers only requests from this machine.", 403) : undefined;
};

const clockState = ({ jump, filling }: AppOptions): ClockState => {
  const progress = filling?.();
  return progress === undefined ? jump.state() : { kind: "filling", ...progress };
};

const overview = async (
  context: Context,
  options: AppOptions,
  reader: ShopReader,
  notice?: { readonly text: (frame: PageFrame) => string; readonly status: 400 | 409 },
) => {
  const frame = frameOf(context);
  const filter = filterOf(context);
  const view = await reader.overview(filter);
  const text = notice?.text(frame);
  const page = overviewPage({
    frame,
    view,
    filter,
    clock: clockState(options),
    ...(text !== undefined && { notice: text }),
  });
  return show(context, frame, page, notice?.status ?? 200);
};

const addClock = (app: Hono, options: AppOptions, reader: ShopReader): void => {
  const { jump } = options;
  const back = (context: Context) => context.redirect(`/?lang=${frameOf(context).language}`, 303);
  app.get("/clock", (context) => {
    const state = clockState(options);
    return context.json({ ...state, percent: percentDone(state) });
  });
  app.post("/clock/stop", (context) => {
    jump.cancel();
    return back(context);
  });
  app.post("/clock", async (context) => {
    const { by } = await context.req.parseBody();
    const forMs = typeof by === "string" ? jumps[by] : undefined;
    if (forMs === undefined) {
      return overview(context, options, reader, { text: ({ words }) => words.errors.badJump, status: 400 });
    }
    if (clockState(options).kind === "filling") {
      return overview(context, options, reader, { text: ({ words }) => words.clock.stillFilling, status: 409 });
    }
    if (!jump.start(forMs)) {
      return overview(context, options, reader, { text: ({ words }) => words.clock.busy, status: 409 });
    }
    return back(context);
  });
};

/** The status page, and behind it the routes of the template. */
export const createApp = (options: AppOptions): Hono => {
  const { local } = options;
  const app = new Hono();
  const reader = createShopReader(local);
  app.use(async (context, next) => {
    const refused = refuseForeign(context);
    if (refused !== undefined) return refused;
    await next();
    return undefined;
  });
  app.get("/", (context) => overview(context, options, reader));
  addClock(app, options, reader);
  app.get("/messages/:customerId/:messageKey", async (context) => {
    const frame = frameOf(context);
    const view = await reader.message(context.req.param("customerId"), context.req.param("messageKey"));
    const { errors } = frame.words;
    if (view === undefined) return show(context, frame, errorPage(frame, errors.notFound, errors.notFoundHint), 404);
    return show(context, frame, messagePage(frame, view), 200, true);
  });
  app.all("*", async (context) => {
    const response = await local.dispatch(context.req.raw);
    if (response !== undefined) return response;
    const frame = frameOf(context);
    return show(context, frame, errorPage(frame, frame.words.errors.notFound, frame.words.errors.notFoundHint), 404);
  });
  app.onError((error, context) => {
    options.onError(error);
    const frame = frameOf(context);
    return show(context, frame, errorPage(frame, frame.words.errors.broken, frame.words.errors.brokenHint), 500);
  });
  return app;
};
