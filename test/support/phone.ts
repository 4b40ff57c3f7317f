import { createHash } from "node:crypto";
import type { Problem } from "../../lambdas/domain/problem.ts";
import { createIngestApp } from "../../lambdas/handlers/ingest.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { createWriteKeyStore } from "../../lambdas/store/write-key-store.ts";
import type { PushEntry } from "../../lib/local/stand-ins/inbox.ts";
import type { StandIns } from "../../lib/local/stand-ins/start.ts";

export interface IngestAnswer {
  readonly status: number;
  readonly success: boolean;
  readonly accepted: number;
  readonly notes?: readonly Problem[];
}

export type SendMessage = (message: object) => Promise<IngestAnswer>;

/** The ingest API as an app on a phone calls it; with a key that it has just been given. */
export const openIngest = async (runtime: Runtime): Promise<SendMessage> => {
  const writeKey = "key-of-the-app";
  const hash = createHash("sha256").update(writeKey).digest("hex");
  await createWriteKeyStore(runtime).save({ hash, name: "app", createdAt: runtime.clock.now() });
  const app = createIngestApp(runtime);
  const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;
  let messages = 0;
  return async (message) => {
    messages += 1;
    const batch = [{ messageId: `app-${messages}`, ...message }];
    const headers = { authorization, "content-type": "application/json" };
    const response = await app.request("/v1/batch", { method: "POST", headers, body: JSON.stringify({ batch }) });
    return { status: response.status, ...((await response.json()) as Omit<IngestAnswer, "status">) };
  };
};

/** As FCM gives them. */
export const tokenOf = (name: string): string =>
  `${name}-token:APA91b${createHash("sha256").update(name).digest("hex")}`;

/** The app on one phone, as the Segment client for mobiles speaks. */
export const createPhone = (send: SendMessage, standIns: StandIns, name: string) => {
  const context = { device: { token: tokenOf(name), type: "android" } };
  return {
    /** Somebody signs in, and says whether notifications are welcome. */
    signIn: (userId: string, traits: object = { consents: { push: true } }) =>
      send({ type: "identify", userId, traits, context }),
    start: (userId: string) => send({ type: "track", userId, event: "Application Opened", context }),
    /** The person taps on a notification. */
    open: (userId: string, { data }: Pick<PushEntry, "data">, event = "Push Notification Opened") =>
      send({ type: "track", userId, event, properties: { messageKey: data.messageKey }, context }),
    endpoint: () => standIns.inbox().find(isPush)?.to[0],
    shown: () => standIns.inbox().filter(isPush),
  };
};

export const isPush = (entry: { readonly channel: string }): entry is PushEntry => entry.channel === "push";
