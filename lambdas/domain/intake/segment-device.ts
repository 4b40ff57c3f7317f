import type { EventEnvelope, PushPlatform } from "../event.ts";
import { type Problem, shown } from "../problem.ts";
import { plainName } from "./columns.ts";
import { fieldsOf, firstOf, type SegmentMessage } from "./segment-message.ts";

/** A device on which a customer's app may be reached. The token goes to SNS and is kept nowhere. */
export interface DeviceReport {
  readonly customerId: string;
  readonly platform: PushPlatform;
  readonly token: string;
  /** Of the message that told it, so that a repeat gives the same event. */
  readonly eventId: string;
  readonly place: string;
}

/**
 * Mobile clients send the token with everything. Only these register it: who somebody is, and the start of the app. Every
 * registration asks SNS, and says that the customer is there.
 */
const registering: ReadonlySet<string> = new Set(
  ["Application Installed", "Application Opened", "Application Updated", "Device Registered"].map(plainName),
);

const registers = ({ type, event }: SegmentMessage): boolean =>
  type === "identify" || (type === "track" && registering.has(plainName(event ?? "")));

const platforms: Readonly<Record<string, PushPlatform>> = { ios: "apns", ipados: "apns", android: "fcm" };

/** APNs tokens are hexadecimal, those of FCM have a colon and dashes. */
const tokenForm = /^[A-Za-z0-9_:.=-]{16,2048}$/;

export interface ReadDevice {
  readonly device?: DeviceReport;
  readonly notes: readonly Problem[];
}

/** `context.device.token` with `context.device.type`, by the Segment spec. A token is an address, so it is never shown. */
export const readDevice = (message: SegmentMessage, envelope: EventEnvelope, place: string): ReadDevice => {
  const device = fieldsOf(fieldsOf(message.context).device);
  const token = firstOf(device, "token");
  if (token === undefined || !registers(message)) return { notes: [] };
  const where = `${place}.context.device`;
  if (typeof token !== "string" || !tokenForm.test(token))
    return { notes: [{ where: `${where}.token`, problem: "is no push token and was left out" }] };
  const type = firstOf(device, "type");
  const platform = typeof type === "string" ? platformOf(type) : undefined;
  if (platform === undefined)
    return {
      notes: [
        {
          where: `${where}.type`,
          problem: "is no kind of device that push reaches; the token was left out",
          received: shown(type),
          allowed: "ios, android",
        },
      ],
    };
  const { customerId, eventId } = envelope;
  return { device: { customerId, platform, token, eventId: `${eventId}-device`, place: where }, notes: [] };
};

const platformOf = (type: string): PushPlatform | undefined => {
  const plain = type.trim().toLowerCase();
  return Object.hasOwn(platforms, plain) ? platforms[plain] : undefined;
};
