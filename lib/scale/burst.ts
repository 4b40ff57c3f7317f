import {
  type Deployment,
  decisionCapacities,
  type Latency,
  narrowest,
  submissionCapacities,
  tickSeconds,
} from "./capacity.ts";

/** Very many customers of one zone fall due at one instant, and the hours in which they may be written to begin with it. */
export interface Burst {
  readonly due: number;
  /** Hours of each day in which messages may go. */
  readonly openHours: number;
  /** Hours from the due instant after which a message is left out. */
  readonly sendWithinHours: number;
}

export interface BurstResult {
  readonly accepted: number;
  /** Left out because their time was up. */
  readonly expired: number;
  /** Minutes after which half, 95 % and all of the accepted ones were accepted. */
  readonly minutes: { readonly half: number; readonly most: number; readonly all: number };
  /** The largest number waiting to be looked at (they stand in an index and cost nothing), and waiting to be submitted. */
  readonly waiting: { readonly due: number; readonly reserved: number };
  /** What held it up for the longest time. */
  readonly heldUpBy: string;
}

const daySeconds = 86_400;
const minuteSeconds = 60;

interface State {
  due: number;
  reserved: number;
  accepted: number;
  /** Emails that the rate allows and nobody reserved yet: at most one minute's worth. */
  tokens: number;
  acceptedToday: number;
}

interface Limits {
  readonly decisions: ReturnType<typeof narrowest>;
  readonly submissions: ReturnType<typeof narrowest>;
  readonly pacePerSecond: number;
  readonly perDay: number;
}

const limitsOf = (d: Deployment, latency: Latency): Limits => {
  const share = 1 - d.keepFreePercent / 100;
  return {
    decisions: narrowest(decisionCapacities(d, latency)),
    submissions: narrowest(submissionCapacities(d, latency)),
    pacePerSecond: d.emailsPerSecond * share,
    perDay: d.emailsPerDay * share,
  };
};

/** One second of decisions; returns what held them up, while anybody is due. */
const decide = (state: State, second: number, limits: Limits): string | undefined => {
  const { decisions, pacePerSecond, perDay } = limits;
  state.tokens = Math.min(state.tokens + pacePerSecond, pacePerSecond * minuteSeconds);
  if (state.due === 0) return undefined;
  if (second % minuteSeconds >= tickSeconds) return undefined;
  const quota = Math.max(0, perDay - state.acceptedToday - state.reserved);
  const looked = Math.min(state.due, decisions.perSecond, state.tokens, quota);
  state.due -= looked;
  state.reserved += looked;
  state.tokens -= looked;
  if (looked === quota && quota < decisions.perSecond) return "email quota";
  return looked < decisions.perSecond && state.due > 0 ? "email rate" : decisions.name;
};

/** One second of submissions; returns what held them up, while more wait than go. */
const submit = (state: State, { submissions }: Limits): string | undefined => {
  const sent = Math.min(state.reserved, submissions.perSecond);
  state.reserved -= sent;
  state.accepted += sent;
  state.acceptedToday += sent;
  return state.reserved > submissions.perSecond ? submissions.name : undefined;
};

/** What is reserved when the hours end waits for the next day like everybody else: the check at the submission holds it back. */
const close = (state: State): void => {
  state.due += state.reserved;
  state.reserved = 0;
};

const isOpen = (second: number, openHours: number): boolean => second % daySeconds < openHours * 3_600;

const minutesUntil = (course: readonly number[], share: number, all: number): number =>
  Math.ceil((course.findIndex((accepted) => accepted >= share * all - 0.5) + 1) / minuteSeconds);

const mostOften = (counted: ReadonlyMap<string, number>): string =>
  [...counted].reduce((most, one) => (one[1] > most[1] ? one : most), ["nothing", 0])[0];

/**
 * Second by second: ticks decide (as fast as their writes, the index and the email budget let them), senders submit. Whole
 * numbers are not kept apart: it is a flow. Pure; the same burst ends the same way.
 */
export const playBurst = (burst: Burst, deployment: Deployment, latency: Latency): BurstResult => {
  const limits = limitsOf(deployment, latency);
  const tokens = limits.pacePerSecond * minuteSeconds;
  const state: State = { due: burst.due, reserved: 0, accepted: 0, tokens, acceptedToday: 0 };
  const course: number[] = [];
  const heldUp = new Map<string, number>();
  const note = (name: string | undefined) => name !== undefined && heldUp.set(name, (heldUp.get(name) ?? 0) + 1);
  let reservedMost = 0;
  const end = burst.sendWithinHours * 3_600;
  for (let second = 0; second < end && state.due + state.reserved > 0.5; second += 1) {
    if (second % daySeconds === 0) state.acceptedToday = 0;
    if (isOpen(second, burst.openHours)) {
      note(decide(state, second, limits));
      note(submit(state, limits));
    } else close(state);
    reservedMost = Math.max(reservedMost, state.reserved);
    course.push(state.accepted);
  }
  const accepted = Math.round(state.accepted);
  return {
    accepted,
    expired: burst.due - accepted,
    minutes: {
      half: minutesUntil(course, 0.5, accepted),
      most: minutesUntil(course, 0.95, accepted),
      all: minutesUntil(course, 1, accepted),
    },
    waiting: { due: burst.due, reserved: Math.round(reservedMost) },
    heldUpBy: mostOften(heldUp),
  };
};
