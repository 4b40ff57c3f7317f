import * as z from "zod";
import { segmentSchema } from "../../../domain/predicate.ts";
import { answers, defineRoute, jsonBody, listOf, nameInPath } from "./parts.ts";

const mark = z
  .string()
  .regex(/^[0-9a-f]{32}$/, "must be the mark of the segment as it was read")
  .describe("Of the segment as it was read: who changes it says what they saw.");

const shownSegment = z
  .strictObject({
    ...segmentSchema.shape,
    sentence: z
      .strictObject({ en: z.string(), zh: z.string() })
      .describe("What it asks, as a sentence about a customer."),
    mark,
  })
  .meta({ id: "Segment" });

const changed = z.strictObject({
  segment: shownSegment.optional(),
  published: z.strictObject({ revision: z.number().int() }),
});

const oneSegment = { params: z.strictObject({ segmentId: nameInPath }) };

export const segmentContract = {
  list: defineRoute({
    method: "get",
    path: "/segments",
    tags: ["segments"],
    summary: "All segments",
    right: "look",
    responses: answers(z.strictObject({ segments: listOf(shownSegment) })),
  }),
  get: defineRoute({
    method: "get",
    path: "/segments/{segmentId}",
    tags: ["segments"],
    summary: "One segment",
    right: "look",
    request: oneSegment,
    responses: answers(z.strictObject({ segment: shownSegment })),
  }),
  save: defineRoute({
    method: "put",
    path: "/segments/{segmentId}",
    tags: ["segments"],
    summary: "Creates or changes a segment",
    right: "edit-segments",
    request: {
      ...oneSegment,
      body: jsonBody(z.strictObject({ ...segmentSchema.omit({ id: true }).shape, basedOn: mark.optional() })),
    },
    responses: answers(changed),
  }),
  remove: defineRoute({
    method: "delete",
    path: "/segments/{segmentId}",
    tags: ["segments"],
    summary: "Deletes a segment that nothing uses",
    right: "edit-segments",
    request: { ...oneSegment, query: z.strictObject({ basedOn: mark }) },
    responses: answers(changed),
  }),
};
