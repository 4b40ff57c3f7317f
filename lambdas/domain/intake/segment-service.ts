import { channels } from "../channel.ts";
import { type CaseSubject, caseSubjects, churnReasons } from "../event.ts";
import { shown } from "../problem.ts";
import { commentMax, isScore, type Measure, measures, scoresOf } from "../survey.ts";
import { firstOf } from "./segment-message.ts";
import { readId, readNumber, textOf } from "./segment-order.ts";
import type { Track, Tracked } from "./segment-track.ts";
import { shortText } from "./values.ts";

const caseIdNames = ["case_id", "caseId", "complaint_id", "complaintId", "ticket_id", "ticketId"];
const surveyIdNames = ["survey_id", "surveyId", "survey"];
const outcomeMax = 120;

/** One of a fixed list; a problem when the field says something else, and nothing when it says nothing. */
const readOneOf = <Name extends string>(
  { properties, place, reader }: Tracked,
  field: string,
  known: readonly Name[],
): Name | undefined => {
  const value = firstOf(properties, field);
  const told = typeof value === "string" ? value.trim().toLowerCase() : value;
  const found = known.find((one) => one === told);
  if (value !== undefined && found === undefined)
    reader.problems.push({
      ...{ where: `${place}.${field}`, problem: "is not known", received: shown(value), allowed: known.join(", ") },
    });
  return found;
};

const missing = ({ place, reader }: Tracked, field: string, allowed: string): undefined => {
  reader.problems.push({ where: `${place}.${field}`, problem: "is missing", allowed });
};

const opened =
  (usual: CaseSubject): Track =>
  (tracked) => {
    const { envelope, properties, place, reader } = tracked;
    const caseId = readId(properties, caseIdNames, place, reader);
    const subject = readOneOf(tracked, "subject", caseSubjects) ?? usual;
    const channel = channels.find((known) => known === firstOf(properties, "channel"));
    if (caseId === undefined || reader.problems.length > 0) return undefined;
    return { ...envelope, kind: "case-opened", caseId, subject, ...(channel !== undefined && { channel }) };
  };

const closed =
  (usual: CaseSubject): Track =>
  (tracked) => {
    const { envelope, properties, place, reader } = tracked;
    const caseId = readId(properties, caseIdNames, place, reader);
    const subject = readOneOf(tracked, "subject", caseSubjects) ?? usual;
    if (caseId === undefined || reader.problems.length > 0) return undefined;
    const outcome = shortText(textOf(properties, "outcome") ?? textOf(properties, "result") ?? "closed", outcomeMax);
    return { ...envelope, kind: "case-closed", caseId, subject, outcome };
  };

const readScore = (tracked: Tracked, measure: Measure): number | undefined => {
  const { properties, place, reader } = tracked;
  const { from, to } = scoresOf[measure];
  const score = readNumber(properties, "score", place, reader);
  if (isScore(measure, score)) return score;
  // What is no number was found to be a problem already.
  if (score === undefined && reader.problems.length > 0) return undefined;
  const problem = score === undefined ? "is missing" : "is out of range";
  const allowed = `a whole number from ${from} to ${to}`;
  reader.problems.push({ where: `${place}.score`, problem, received: shown(score), allowed });
  return undefined;
};

const surveyed: Track = (tracked) => {
  const { envelope, properties, place, reader } = tracked;
  const surveyId = readId(properties, surveyIdNames, place, reader);
  const measure = readOneOf(tracked, "measure", measures);
  if (measure === undefined) {
    if (firstOf(properties, "measure") === undefined) missing(tracked, "measure", measures.join(", "));
    return undefined;
  }
  const score = readScore(tracked, measure);
  if (surveyId === undefined || score === undefined) return undefined;
  const [about, said] = [textOf(properties, "about"), firstOf(properties, "comment")];
  const comment = typeof said === "string" ? shortText(said, commentMax).trim() : "";
  return {
    ...{ ...envelope, kind: "survey-answered", surveyId, measure, score },
    ...(about !== undefined && { about }),
    ...(comment !== "" && { comment }),
  };
};

const reasonTold: Track = (tracked) => {
  const reason = readOneOf(tracked, "reason", churnReasons);
  if (reason === undefined) {
    if (firstOf(tracked.properties, "reason") === undefined) missing(tracked, "reason", churnReasons.join(", "));
    return undefined;
  }
  const source = textOf(tracked.properties, "source") ?? "shop";
  return { ...tracked.envelope, kind: "churn-reason-told", reason, source };
};

/** Feedback may be about anything; only with one of our reasons it tells why the customer left. */
const feedback: Track = (tracked) => {
  const reason = firstOf(tracked.properties, "reason");
  return churnReasons.some((known) => known === reason) ? reasonTold(tracked) : undefined;
};

/** What a shop's service desk and its surveys report, as `plainName` writes the names. */
export const serviceEvents: Readonly<Record<string, Track>> = {
  complaintopened: opened("complaint"),
  complaintclosed: closed("complaint"),
  caseopened: opened("other"),
  caseclosed: closed("other"),
  surveyanswered: surveyed,
  churnreasontold: reasonTold,
  feedbackgiven: feedback,
};
