import type { Context } from "hono";
import type { languages } from "../../domain/channel.ts";
import type { Segment } from "../../domain/predicate.ts";
import { sentenceOf } from "../../domain/predicate-sentence.ts";
import type { Snapshot } from "../../domain/rules.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { changeSegment, type SegmentChanged, segmentMark } from "../../store/change-segment.ts";
import { refuse } from "./answer.ts";
import { segmentContract } from "./contract/segments.ts";
import { ContractApp } from "./contract-app.ts";
import { actingPerson } from "./person.ts";

/** With what it says as a sentence about a customer, in every language. */
const shownSegment = (segment: Segment, { segments = [], coupons = [], settings }: Snapshot) => {
  const byId = <Named extends { readonly id: string }>(all: readonly Named[]) =>
    new Map(all.map((one) => [one.id, one]));
  const names = { segments: byId(segments), coupons: byId(coupons), currency: settings.shop.currency };
  const said = (language: (typeof languages)[number]) => sentenceOf(segment.predicate, language, names);
  return { ...segment, sentence: { en: said("en"), zh: said("zh") }, mark: segmentMark(segment) };
};

const statusOf = {
  "unknown-segment": 404,
  "changed-meanwhile": 409,
  "not-valid": 400,
  "in-use": 409,
  "too-many": 409,
} as const;

/** Named predicates over profiles, as the engine runs by them. Who changes one names the mark of what they saw. */
export const createSegmentRoutes = (runtime: Runtime): ContractApp => {
  const campaigns = createCampaignStore(runtime);
  const all = async () => {
    const snapshot = await campaigns.snapshot({ consistent: true });
    return snapshot === undefined ? [] : (snapshot.segments ?? []).map((segment) => shownSegment(segment, snapshot));
  };

  const answer = (context: Context, changed: SegmentChanged, id: string) => {
    if (!changed.ok) return refuse(context, statusOf[changed.reason], changed.problems, { reason: changed.reason });
    const segment = changed.published.segments?.find((one) => one.id === id);
    const published = { revision: changed.published.revision };
    return context.json({ ...(segment && { segment: shownSegment(segment, changed.published) }), published }, 200);
  };
  const acting = (context: Context) => ({ by: actingPerson(context), now: runtime.clock.now() });

  return new ContractApp()
    .openapi(segmentContract.list, async (context) => context.json({ segments: await all() }, 200))
    .openapi(segmentContract.get, async (context) => {
      const { segmentId } = context.req.valid("param");
      const segment = (await all()).find((one) => one.id === segmentId);
      return segment === undefined
        ? refuse(context, 404, [{ where: "segmentId", problem: "there is no such segment" }])
        : context.json({ segment }, 200);
    })
    .openapi(segmentContract.save, async (context) => {
      const id = context.req.valid("param").segmentId;
      const { basedOn, ...said } = context.req.valid("json");
      // Parts that were left out carry undefined, which is nothing in what is stored.
      const segment = JSON.parse(JSON.stringify({ id, ...said })) as Segment;
      return answer(context, await changeSegment(runtime, { id, segment, basedOn, ...acting(context) }), id);
    })
    .openapi(segmentContract.remove, async (context) => {
      const id = context.req.valid("param").segmentId;
      const { basedOn } = context.req.valid("query");
      return answer(context, await changeSegment(runtime, { id, basedOn, ...acting(context) }), id);
    });
};
