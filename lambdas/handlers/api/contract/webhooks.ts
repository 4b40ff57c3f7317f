import * as z from "zod";
import { answers, defineRoute, instant, listOf } from "./parts.ts";

const secretState = z.strictObject({
  stored: z.boolean(),
  changedAt: instant.optional().describe("Where it is known."),
});

export const webhookContract = {
  get: defineRoute({
    method: "get",
    path: "/webhooks",
    tags: ["webhooks"],
    summary: "How other systems tell the shop's news and are told of it; never a secret",
    right: "look",
    responses: answers(
      z
        .strictObject({
          address: z.string().describe("Of the engine itself: events go to /v1/track and the like below it."),
          shopify: z.strictObject({
            address: z.string().describe("To be entered at Shopify."),
            topics: listOf(z.string()).describe("To subscribe to at least."),
            secret: secretState.describe("What proves that Shopify sent a webhook."),
          }),
          outgoing: z.strictObject({
            hosts: listOf(z.string()).describe("That webhook steps may call; a setting."),
            secret: secretState.describe("What proves to them that the engine called."),
          }),
        })
        .meta({ id: "Webhooks" }),
    ),
  }),
};
