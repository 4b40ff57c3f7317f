import { describe, expect, it } from "vitest";
import { readCall } from "../../../lambdas/domain/intake/segment.ts";

const receivedAt = Date.parse("2026-03-02T10:00:00Z");

const read = (event: string, properties: object) => {
  const message = { userId: "c1", messageId: "m-1", timestamp: "2026-03-02T09:00:00Z", event, properties };
  const [outcome] = readCall("track", message, { receivedAt });
  if (outcome === undefined) throw new Error("nothing was read");
  return outcome.accepted ? { event: outcome.events[0], problems: [] } : { problems: outcome.problems };
};

describe("what a service desk and surveys of a shop's own report", () => {
  it.each([
    [
      "Complaint Opened",
      { complaint_id: 77, channel: "email" },
      { kind: "case-opened", caseId: "77", subject: "complaint", channel: "email", eventId: "m-1" },
    ],
    ["Case Opened", { case_id: "t-1" }, { kind: "case-opened", caseId: "t-1", subject: "other" }],
    ["case_opened", { caseId: "t-1", subject: "Review" }, { kind: "case-opened", subject: "review" }],
    [
      "Case Closed",
      { ticketId: "t-1", outcome: "refunded" },
      { kind: "case-closed", caseId: "t-1", subject: "other", outcome: "refunded" },
    ],
    ["Complaint Closed", { case_id: "t-1" }, { kind: "case-closed", subject: "complaint", outcome: "closed" }],
    [
      "Survey Answered",
      { survey_id: "s", measure: "NPS", score: "0", comment: " never again " },
      { kind: "survey-answered", surveyId: "s", measure: "nps", score: 0, comment: "never again" },
    ],
    [
      "Survey Answered",
      { survey: "s", measure: "csat", score: 5, about: "order 7" },
      { kind: "survey-answered", measure: "csat", score: 5, about: "order 7" },
    ],
    ["Churn Reason Told", { reason: "price" }, { kind: "churn-reason-told", reason: "price", source: "shop" }],
    ["Feedback Given", { reason: "variety", source: "call" }, { kind: "churn-reason-told", source: "call" }],
  ])("%s %j", (name, properties, expected) => {
    const { event, problems } = read(name, properties);

    expect(problems).toEqual([]);
    expect(event).toMatchObject(expected);
  });

  it("feedback without one of the five reasons stays the shop's own event", () => {
    expect(read("Feedback Given", { reason: "too loud", stars: 2 }).event).toMatchObject({
      ...{ kind: "custom", name: "Feedback Given" },
      properties: { reason: "too loud", stars: 2 },
    });
  });

  it("a comment is cut to what is kept of one", () => {
    const properties = { survey_id: "s", measure: "csat", score: 1, comment: "x".repeat(5_000) };

    expect(read("Survey Answered", properties).event).toMatchObject({ comment: "x".repeat(1_000) });
  });

  it.each([
    ["Case Opened", {}, "case_id", "is missing"],
    ["Case Opened", { case_id: "t", subject: "weather" }, "subject", "is not known"],
    ["Case Closed", { outcome: "x" }, "case_id", "is missing"],
    ["Survey Answered", { survey_id: "s", score: 4 }, "measure", "is missing"],
    ["Survey Answered", { survey_id: "s", measure: "stars", score: 4 }, "measure", "is not known"],
    ["Survey Answered", { survey_id: "s", measure: "csat" }, "score", "is missing"],
    ["Survey Answered", { survey_id: "s", measure: "csat", score: 0 }, "score", "is out of range"],
    ["Survey Answered", { survey_id: "s", measure: "csat", score: 4.5 }, "score", "is out of range"],
    ["Survey Answered", { survey_id: "s", measure: "nps", score: "many" }, "score", "is no number"],
    ["Survey Answered", { measure: "nps", score: 4 }, "survey_id", "is missing"],
    ["Churn Reason Told", {}, "reason", "is missing"],
    ["Churn Reason Told", { reason: "constructor" }, "reason", "is not known"],
  ])("%s with %j is refused with its place", (name, properties, field, problem) => {
    expect(read(name, properties).problems).toEqual([
      expect.objectContaining({ where: expect.stringContaining(`properties.${field}`), problem }),
    ]);
  });
});
