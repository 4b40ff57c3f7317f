/** What goes wrong with one call. Without a word about it, the message is accepted and nothing else happens. */
export const faults = [
  "accept",
  "throttle-rate",
  "throttle-quota",
  "reject",
  /** SNS: the person opted out. SES has no such answer and rejects. */
  "opted-out",
  "suspend",
  "paused",
  /** 500; not accepted. */
  "server-error",
  /** 500, although it was accepted. */
  "server-error-after-accept",
  /** Never answers; not accepted. */
  "hang",
  /** Never answers, although it was accepted. */
  "hang-after-accept",
  /** The connection breaks; not accepted. */
  "drop",
  /** The connection breaks, although it was accepted. */
  "drop-after-accept",
  /** Accepted, and each of its events arrives twice. */
  "repeat-event",
] as const;
export type Fault = (typeof faults)[number];

const acceptingFaults: ReadonlySet<Fault> = new Set([
  "accept",
  "repeat-event",
  "server-error-after-accept",
  "hang-after-accept",
  "drop-after-accept",
]);

export const accepts = (fault: Fault): boolean => acceptingFaults.has(fault);

/**
 * A list is used up call by call, after which everything is accepted; a function is asked at each call. `callIndex` counts
 * the calls of this channel since the start, from 0.
 */
export type FaultScript<Content> = readonly Fault[] | ((callIndex: number, message: Content) => Fault);

export interface FaultSource<Content> {
  /** Replaces what was left of the script before. */
  script(script: FaultScript<Content>): void;
  next(message: Content): Fault;
  calls(): number;
}

export const createFaultSource = <Content>(): FaultSource<Content> => {
  let current: FaultScript<Content> = [];
  let scriptedAt = 0;
  let calls = 0;

  return {
    script: (script) => {
      current = script;
      scriptedAt = calls;
    },
    next: (message) => {
      const callIndex = calls;
      calls += 1;
      return typeof current === "function"
        ? current(callIndex, message)
        : (current[callIndex - scriptedAt] ?? "accept");
    },
    calls: () => calls,
  };
};
