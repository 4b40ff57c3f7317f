import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { readCall } from "../../lambdas/domain/intake/segment.ts";
import { leavingEvents, readWebhook, type WebhookReading, webhookTopics } from "../../lambdas/domain/intake/shopify.ts";
import { fuzzed } from "../support/fuzz.ts";
import { hostileText, hostileValue, mutated } from "../support/hostile.ts";
import { segmentSamples } from "../support/segment-samples.ts";
import { payloads } from "../support/shopify-payloads.ts";
import { whyNotStorable } from "../support/storable.ts";

// One event that the table refuses fails the whole batch, and the sender repeats that batch for ever. So every event that a
// parser lets through must be one that the table takes.

const receivedAt = Date.parse("2026-03-02T10:00:00Z");
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? "null");

/** Mostly one edit, sometimes two that meet. */
const edited = (samples: readonly object[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...samples).chain(mutated) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...samples)
        .chain(mutated)
        .chain(mutated),
    },
  );

const eventsIn = (reading: WebhookReading): readonly CustomerEvent[] => {
  if (reading.kind === "by-address") return leavingEvents({ customerId: "c", at: reading.fact.at, receivedAt });
  return reading.kind === "kept" ? reading.events : [];
};

describe("every event that is let through can be stored", () => {
  test("of a message of the Segment spec", async () => {
    await fc.assert(
      fc.property(edited(segmentSamples), hostileValue, (message, sentAt) => {
        const [outcome] = readCall("batch", asJson({ batch: [message], sentAt }), { receivedAt });

        const events = outcome?.accepted ? outcome.events : [];
        expect(events.flatMap(whyNotStorable)).toEqual([]);
      }),
      fuzzed(4000),
    );
  });

  test("of a webhook, which is kept, let go or refused with what is wrong", async () => {
    const samples = Object.entries(payloads).flatMap(([topic, sample]) => ({ topic, body: sample() }));
    const webhook = fc
      .constantFrom(...samples)
      .chain(({ topic, body }) => fc.record({ topic: fc.constant(topic), body: edited([body]) }));
    await fc.assert(
      fc.property(webhook, fc.option(hostileText, { nil: undefined }), ({ topic, body }, triggeredAt) => {
        const reading = readWebhook({
          topic,
          shop: "tea.myshopify.com",
          body: asJson(body),
          triggeredAt,
          isTest: false,
          receivedAt,
        });

        if (reading.kind === "refused") expect(reading.problems.length).toBeGreaterThan(0);
        const events = eventsIn(reading);
        expect(events.flatMap(whyNotStorable)).toEqual([]);
        for (const { occurredAt } of events) expect(occurredAt).toBeLessThanOrEqual(receivedAt + 86_400_000);
      }),
      fuzzed(4000),
    );
  });

  test("of anything at all that comes under a topic", async () => {
    await fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...webhookTopics), hostileText), hostileValue, (topic, body) => {
        const reading = readWebhook({
          topic,
          shop: "tea.myshopify.com",
          body: asJson(body),
          triggeredAt: undefined,
          isTest: false,
          receivedAt,
        });

        expect(eventsIn(reading).flatMap(whyNotStorable)).toEqual([]);
      }),
      fuzzed(1500),
    );
  });
});
