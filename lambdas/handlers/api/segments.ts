import { type Context, Hono } from "hono";
import * as z from "zod";
import { languages } from "../../domain/channel.ts";
import { identifier } from "../../domain/event-match-schema.ts";
import { type Segment, segmentSchema } from "../../domain/predicate.ts";
import { sentenceOf } from "../../domain/predicate-sentence.ts";
import { shown } from "../../domain/problem.ts";
import type { Snapshot } from "../../domain/rules.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { changeSegment, type SegmentChanged, segmentMark } from "../../store/change-segment.ts";
import { type Input, readJson, readQuery, refuse } from "./answer.ts";
import { actingPerson } from "./person.ts";
import { everybodyMay, type May, needs } from "./rights.ts";

const basedOn = z.string().regex(/^[0-9a-f]{32}$/, "must be the mark of the segment as it was read");
const saveBody = z.strictObject({ ...segmentSchema.omit({ id: true }).shape, basedOn: basedOn.optional() });
const deleteQuery = z.strictObject({ basedOn });

/** With what it says as a sentence about a customer, in every language. */
const shownSegment = (segment: Segment, { segments = [], coupons = [], settings }: Snapshot) => {
  const byId = <Named extends { readonly id: string }>(all: readonly Named[]) =>
    new Map(all.map((one) => [one.id, one]));
  const names = { segments: byId(segments), coupons: byId(coupons), currency: settings.shop.currency };
  const sentence = Object.fromEntries(languages.map((name) => [name, sentenceOf(segment.predicate, name, names)]));
  return { ...segment, sentence, mark: segmentMark(segment) };
};

const readSegmentId = (context: Context): Input<string> => {
  const id = context.req.param("segmentId") ?? "";
  if (identifier.safeParse(id).success) return { ok: true, value: id };
  const problem = { where: "segmentId", problem: "is no usable id", received: shown(id) };
  return {
    ok: false,
    response: refuse(context, 400, [{ ...problem, allowed: "lower-case letters, digits and hyphens" }]),
  };
};

const statusOf = {
  "unknown-segment": 404,
  "changed-meanwhile": 409,
  "not-valid": 400,
  "in-use": 409,
  "too-many": 409,
} as const;

/** Named predicates over profiles, as the engine runs by them. Who changes one names the mark of what they saw. */
export const createSegmentRoutes = (runtime: Runtime, may: May = everybodyMay): Hono => {
  const campaigns = createCampaignStore(runtime);
  const all = async () => {
    const snapshot = await campaigns.snapshot({ consistent: true });
    return snapshot === undefined ? [] : (snapshot.segments ?? []).map((segment) => shownSegment(segment, snapshot));
  };

  const answer = (context: Context, changed: SegmentChanged, id: string): Response => {
    if (!changed.ok) return refuse(context, statusOf[changed.reason], changed.problems, { reason: changed.reason });
    const segment = changed.published.segments?.find((one) => one.id === id);
    const published = { revision: changed.published.revision };
    return context.json({ ...(segment && { segment: shownSegment(segment, changed.published) }), published });
  };

  const save = async (context: Context): Promise<Response> => {
    const id = readSegmentId(context);
    if (!id.ok) return id.response;
    const body = await readJson(context, saveBody);
    if (!body.ok) return body.response;
    const { basedOn: mark, ...said } = body.value;
    // Parts that were left out carry undefined, which is nothing in what is stored.
    const segment = JSON.parse(JSON.stringify({ id: id.value, ...said })) as Segment;
    const by = { by: actingPerson(context), now: runtime.clock.now() };
    return answer(context, await changeSegment(runtime, { id: id.value, segment, basedOn: mark, ...by }), id.value);
  };

  const remove = async (context: Context): Promise<Response> => {
    const [id, query] = [readSegmentId(context), readQuery(context, deleteQuery)];
    if (!id.ok) return id.response;
    if (!query.ok) return query.response;
    const by = { by: actingPerson(context), now: runtime.clock.now() };
    return answer(context, await changeSegment(runtime, { id: id.value, ...query.value, ...by }), id.value);
  };

  const app = new Hono();
  app.get("/segments", async (context) => context.json({ segments: await all() }));
  app.get("/segments/:segmentId", async (context) => {
    const id = readSegmentId(context);
    if (!id.ok) return id.response;
    const segment = (await all()).find((one) => one.id === id.value);
    return segment === undefined
      ? refuse(context, 404, [{ where: "segmentId", problem: "there is no such segment" }])
      : context.json({ segment });
  });
  app.put("/segments/:segmentId", needs(may, "edit-segments"), save);
  app.delete("/segments/:segmentId", needs(may, "edit-segments"), remove);
  return app;
};
