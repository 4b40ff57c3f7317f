import { expect, test } from "vitest";
import { nearestWord } from "../../lambdas/domain/nearest-word.ts";

test.each([
  ["capz", "caps"],
  ["closeddays", "closedDays"],
  ["emial", "email"],
  ["quiet_hours", "quietHours"],
  ["xyz", undefined],
  ["", undefined],
])("somebody who wrote %j meant %j", (written, expected) => {
  const nearest = nearestWord(written, ["caps", "closedDays", "email", "quietHours"]);

  expect(nearest).toBe(expected);
});
