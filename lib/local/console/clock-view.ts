import type { JumpState } from "../clock-jump.ts";
import type { InboxCounts } from "./inbox-view.ts";

/** How far a person may move the clock at once, in milliseconds. A month has thirty days. */
export const clockSteps = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
} as const;
export type ClockStep = keyof typeof clockSteps;

export const isClockStep = (value: unknown): value is ClockStep => typeof value === "string" && value in clockSteps;

/** What the clock is doing: moving, or not yet to be moved because the shop is still being filled. */
export type ClockState = JumpState | { readonly kind: "filling"; readonly done: number; readonly of: number };

export interface ShownClock {
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly state: ClockState["kind"];
  /** Of what is under way, 0 to 100. */
  readonly percent: number;
  /** Where a move ends, ISO 8601 UTC. */
  readonly until?: string;
  /** Why the last move failed. */
  readonly failed?: string;
  /** What left for customers so far. */
  readonly sent: InboxCounts;
}

const share = (done: number, of: number): number => Math.round((100 * done) / Math.max(1, of));

const percentDone = (state: ClockState): number => {
  if (state.kind === "filling") return share(state.done, state.of);
  return state.kind === "running" ? share(state.now - state.from, state.to - state.from) : 0;
};

export const shownClock = (now: number, state: ClockState, sent: InboxCounts): ShownClock => ({
  now: new Date(now).toISOString(),
  state: state.kind,
  percent: percentDone(state),
  ...(state.kind === "running" && { until: new Date(state.to).toISOString() }),
  ...(state.kind === "failed" && { failed: state.reason }),
  sent,
});
