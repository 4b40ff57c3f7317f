import type { ClockStep, ShownClock } from "../../../lib/local/console/clock-view.ts";
import type { InboxPage, ShownContent } from "../../../lib/local/console/inbox-view.ts";
import { type ApiProblem, ApiRefusal } from "../api/answered.ts";

export type { ClockStep, ShownClock } from "../../../lib/local/console/clock-view.ts";
export type { InboxPage, LinkKind, ShownContent, ShownEntry } from "../../../lib/local/console/inbox-view.ts";

/** Only the runtime of one machine answers these; they are no part of the API. */
const ask = async <Body>(path: string, init?: RequestInit): Promise<Body> => {
  const answer = await fetch(`/local${path}`, init);
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return body as Body;
  const { problems = [] } = (body ?? {}) as { readonly problems?: readonly ApiProblem[] };
  throw new ApiRefusal(answer.status, problems, body);
};

export interface InboxQuestion {
  readonly channel?: string | undefined;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
}

export const readInbox = (q: InboxQuestion): Promise<InboxPage> => {
  const query = new URLSearchParams(Object.entries(q).filter(([, value]) => value !== undefined && value !== ""));
  return ask(`/inbox?${query}`);
};
export const readMessage = (id: string): Promise<ShownContent> => ask(`/inbox/${encodeURIComponent(id)}`);
export const readClock = (): Promise<ShownClock> => ask("/clock");
export const stopClock = (): Promise<ShownClock> => ask("/clock/stop", { method: "POST" });
export const moveClock = (by: ClockStep): Promise<ShownClock> =>
  ask("/clock", { method: "POST", body: JSON.stringify({ by }), headers: { "content-type": "application/json" } });
