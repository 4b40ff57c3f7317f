import { describe, expect, it } from "vitest";
import { changeSecrets, isSecret, isShopDomain } from "../../../lib/webhooks/change-secrets.ts";

const shop = "tea.myshopify.com";
const other = { "cup.myshopify.com": ["its own secret"] };

describe("a secret of a shop", () => {
  it("is added beside the older ones, which stay valid", () => {
    const changed = changeSecrets({ ...other, [shop]: ["first"] }, shop, { kind: "add", secret: "second" });

    expect(changed).toEqual({ ok: true, valid: 2, secrets: { ...other, [shop]: ["first", "second"] } });
  });

  it("is not kept twice, and counts as the newest when it is added again", () => {
    const changed = changeSecrets({ [shop]: ["first", "second"] }, shop, { kind: "add", secret: "first" });

    expect(changed).toEqual({ ok: true, valid: 2, secrets: { [shop]: ["second", "first"] } });
  });

  it("is refused when there are too many, and the older ones can be dropped", () => {
    const full = { [shop]: ["first", "second", "third"] };

    const refused = changeSecrets(full, shop, { kind: "add", secret: "fourth" });
    const dropped = changeSecrets(full, shop, { kind: "only-newest" });

    expect(refused).toMatchObject({ ok: false, problem: "has 3 secrets already" });
    expect(dropped).toEqual({ ok: true, valid: 1, secrets: { [shop]: ["third"] } });
  });

  it("goes with the shop that is disconnected, and no other one's", () => {
    const changed = changeSecrets({ ...other, [shop]: ["first"] }, shop, { kind: "disconnect" });

    expect(changed).toEqual({ ok: true, valid: 0, secrets: other });
  });
});

it.each([
  [shop, true],
  ["tea.myshopify.com.eve.example", false],
  ["tea.example", false],
  ["__proto__", false],
])("%s is a shop: %s", (text, expected) => {
  expect(isShopDomain(text)).toBe(expected);
});

it.each([
  ["shpss_0123456789abcdef", true],
  ["short", false],
  ["with a blank in it 123", false],
])("%j is a secret: %s", (text, expected) => {
  expect(isSecret(text)).toBe(expected);
});
