import { inspect } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { campaignDiff } from "../../lambdas/domain/campaign-diff.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";

const words = { en: { steps: { gift: { sms: { text: "Hello" } } } } };
const diff = (before: object, after: object, spoken: Parameters<typeof campaignDiff>[0]["words"] = words) =>
  campaignDiff({ definition: before, words }, { definition: after, words: spoken });

describe("the difference of two versions", () => {
  test("is nothing where they say the same, whatever their numbers and the order of their names", () => {
    const { policy, steps, ...rest } = dormantCampaign();

    expect(diff(dormantCampaign(), { steps, policy, ...rest, version: 2 })).toEqual([]);
  });

  test("names the place in words of both languages, with what stood there and what stands there now", () => {
    const after = dormantCampaign({ policy: { priority: 2 }, steps: [sendStep({ channels: ["sms"] })] });

    expect(diff(dormantCampaign(), after)).toEqual([
      {
        path: "steps.gift.channels",
        label: { en: "steps › gift › channels", zh: "步骤 › gift › 渠道" },
        kind: "changed",
        before: ["email", "sms"],
        after: ["sms"],
      },
      {
        path: "policy.priority",
        label: { en: "rules › priority", zh: "规则 › 优先级" },
        kind: "changed",
        before: 5,
        after: 2,
      },
    ]);
  });

  test("tells of steps by their ids: which came, which went, and in which order they are", () => {
    const two = [sendStep(), { kind: "exit" as const, id: "end" }];
    const added = diff(dormantCampaign(), dormantCampaign({ steps: two }));
    const turned = diff(dormantCampaign({ steps: two }), dormantCampaign({ steps: two.toReversed() }));

    expect(added).toEqual([
      expect.objectContaining({ path: "steps", before: ["gift"], after: ["gift", "end"] }),
      expect.objectContaining({ path: "steps.end.kind", kind: "added", after: "exit" }),
    ]);
    expect(turned).toEqual([
      expect.objectContaining({ path: "steps", before: ["gift", "end"], after: ["end", "gift"] }),
    ]);
  });

  test("takes a condition as a whole", () => {
    const after = dormantCampaign({ audience: { all: [{ figure: "orders.count", atLeast: 2 }] } });

    expect(diff(dormantCampaign(), after)).toEqual([
      expect.objectContaining({ path: "audience", kind: "added", after: after.audience }),
    ]);
  });

  test("shows of a long text only the lines that differ", () => {
    const filler = Array.from({ length: 40 }, (_, index) => `<p>line ${index}</p>`);
    const html = (line: string) => ({ en: { html: [...filler, line, ...filler].join("\n") } });

    const [found] = campaignDiff({ definition: {}, words: html("Old") }, { definition: {}, words: html("New") });

    expect(found).toMatchObject({ path: "words.en.html", before: "Old", after: "New" });
  });

  test("comes to the words last, and tells of a language that is new", () => {
    const found = diff(dormantCampaign(), dormantCampaign({ policy: { priority: 1 } }), {
      ...words,
      zh: { friendlyName: "朋友" },
    });

    expect(found.map(({ path, kind }) => [path, kind])).toEqual([
      ["policy.priority", "changed"],
      ["words.zh.friendlyName", "added"],
    ]);
  });
});

test("there and back again are the same places, with before and after changed round", () => {
  const anyWords = fc.dictionary(fc.constantFrom("en", "zh"), fc.object({ maxDepth: 2 }));
  void fc.assert(
    fc.property(anyWords, anyWords, (one, other) => {
      const [there, back] = [
        campaignDiff({ definition: {}, words: one }, { definition: {}, words: other }),
        campaignDiff({ definition: {}, words: other }, { definition: {}, words: one }),
      ];

      // Two names may make the same path, so what stands there counts for the order as well.
      const inOrder = (places: readonly unknown[]) => places.map((place) => inspect(place, { depth: null })).toSorted();
      const turned = back.map(({ path, before, after }) => [path, after, before]);
      expect(inOrder(there.map(({ path, before, after }) => [path, before, after]))).toEqual(inOrder(turned));
    }),
  );
});
