import { type Context, Hono } from "hono";
import * as z from "zod";
import type { AppOptions } from "./app.ts";
import { type ClockState, clockSteps, isClockStep, shownClock } from "./clock-view.ts";
import { inboxPage, shownContent } from "./inbox-view.ts";

const inboxQuery = z.object({
  channel: z.enum(["email", "sms", "push"]).optional().catch(undefined),
  search: z.string().max(200).optional().catch(undefined),
  limit: z.coerce.number().int().min(1).max(100).catch(30),
  cursor: z.coerce.number().int().min(0).optional().catch(undefined),
});

const refuse = (context: Context, status: 400 | 404 | 409, where: string, problem: string, allowed?: string) =>
  context.json({ problems: [{ where, problem, ...(allowed !== undefined && { allowed }) }] }, status);

/** What exists only where everything runs on one machine: what customers received, and the clock. */
export const createLocalRoutes = ({ local, jump, filling }: AppOptions): Hono => {
  const app = new Hono();
  const state = (): ClockState => {
    const progress = filling?.();
    return progress === undefined ? jump.state() : { kind: "filling", ...progress };
  };
  const clock = () => shownClock(local.clock.now(), state(), inboxPage(local.standIns.inbox(), { limit: 0 }).counts);

  app.get("/inbox", (context) =>
    context.json(inboxPage(local.standIns.inbox(), inboxQuery.parse(context.req.query()))),
  );
  app.get("/inbox/:id", (context) => {
    const entry = local.standIns.inbox().find(({ providerId }) => providerId === context.req.param("id"));
    return entry === undefined
      ? refuse(context, 404, "id", "there is no such message")
      : context.json(shownContent(entry));
  });
  app.get("/events-out", (context) => context.json({ events: local.standIns.announcements() }));
  app.get("/clock", (context) => context.json(clock()));
  app.post("/clock", async (context) => {
    const { by } = z
      .object({ by: z.unknown() })
      .catch({ by: undefined })
      .parse(await context.req.json().catch(() => ({})));
    if (!isClockStep(by)) return refuse(context, 400, "by", "is no step", Object.keys(clockSteps).join(", "));
    if (state().kind === "filling") return refuse(context, 409, "clock", "waits for the shop to be filled");
    if (!jump.start(clockSteps[by])) return refuse(context, 409, "clock", "is moving already");
    return context.json(clock(), 202);
  });
  app.post("/clock/stop", (context) => {
    jump.cancel();
    return context.json(clock());
  });
  return app;
};
