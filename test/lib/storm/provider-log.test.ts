import { expect, it } from "vitest";
import { signClick } from "../../../lambdas/shared/click-token.ts";
import { readLinkKeys } from "../../../lambdas/shared/link-keys.ts";
import { seededChance } from "../../../lib/sample/chance.ts";
import { createProviderLog } from "../../../lib/storm/provider-log.ts";

const key = "abcdefghijklmnopqrstuvwxy2";
const textTo = (phone: string) => {
  const claims = { customerId: "storm-000001", messageKey: key, language: "en", link: 0 } as const;
  const token = signClick(readLinkKeys("a secret of the storm"), claims);
  return {
    channel: "sms",
    to: [phone],
    text: `Hi https://shop.example/c/${token}`,
    attributes: {},
  } as const;
};

const logWith = (seed: number) => createProviderLog({ chance: seededChance(seed), now: () => 5, wallNow: () => 7 });

it("knows a text by the token in its link, and refuses a number that sent STOP even in calm", () => {
  const log = logWith(1);
  log.calm();

  log.onCall(0, textTo("+447710000001"));
  log.onCall(1, textTo("+447710000077"));

  expect(log.calls()).toMatchObject([
    { key, fault: "accept", accepted: true, answered: true, at: 5, wallMs: 7 },
    { key, fault: "opted-out", accepted: false, answered: true },
  ]);
});

it("the same seed draws the same faults, and the unclear ones are known as such", () => {
  const draws = (seed: number) => {
    const log = logWith(seed);
    return Array.from({ length: 2_000 }, (_, index) => log.onCall(index, textTo("+447710000001")));
  };
  const log = logWith(3);
  for (let index = 0; index < 30_000; index += 1) log.onCall(index, textTo("+447710000001"));
  const unclear = new Set(log.calls().flatMap(({ answered, fault }) => (answered ? [] : [fault])));

  expect(draws(2)).toEqual(draws(2));
  expect([...unclear].sort()).toEqual(
    ["drop", "drop-after-accept", "hang", "hang-after-accept", "server-error", "server-error-after-accept"].sort(),
  );
});
