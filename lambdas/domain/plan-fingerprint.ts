import { fingerprint } from "./fingerprint.ts";
import type { Snapshot } from "./rules.ts";

/** Stands for all of a snapshot that a plan depends on. Pausing and resuming the account change nobody's plan. */
export const planFingerprint = ({ settings, campaigns, segments, earlier }: Snapshot): string =>
  fingerprint({
    settings,
    campaigns,
    ...(segments !== undefined && { segments }),
    ...(earlier !== undefined && { earlier }),
  });
