import { type Registration, registerEndpoint } from "../../channels/register-endpoint.ts";
import { deviceRemoved } from "../../domain/device-event.ts";
import type { CustomerEvent, PushPlatform } from "../../domain/event.ts";
import type { DeviceReport } from "../../domain/intake/segment-device.ts";
import type { Problem } from "../../domain/problem.ts";
import { optional } from "../../shared/environment.ts";
import type { Runtime } from "../../shared/runtime.ts";
import type { EventStore } from "../../store/event-store.ts";

/** Devices registered in one call; a phone sends one, a shop's server may send many. */
const devicesMax = 100;
/** Devices at once, and milliseconds after which no further one is begun: the caller waits for the answer. */
const atOnce = 10;
const timeMsMax = 5_000;

export type RegisterDevices = (reports: readonly DeviceReport[]) => Promise<readonly Problem[]>;

type Places = Readonly<Partial<Record<PushPlatform, string>>>;

const placesOf = ({ environment }: Runtime): Places => {
  const apns = optional(environment, "PUSH_APNS_APPLICATION");
  const fcm = optional(environment, "PUSH_FCM_APPLICATION");
  return { ...(apns !== undefined && { apns }), ...(fcm !== undefined && { fcm }) };
};

/** Two messages about one token: the later one says who is signed in now. */
const latestOfEachToken = (reports: readonly DeviceReport[]): readonly DeviceReport[] => [
  ...new Map(reports.map((report) => [`${report.platform} ${report.token}`, report])).values(),
];

const note = ({ place }: DeviceReport, problem: string): Problem => ({ where: `${place}.token`, problem });

const isOff = "was left out: no application for this kind of device is configured";
const isRefused = "was left out: SNS refuses it as a token of the shop's app";
const isLate = "was not registered this time; the device is registered when the app starts again";

/** The instant is ours: what SNS says holds now, whenever the app sent its message. */
const eventsOf = (
  { customerId, eventId, platform }: DeviceReport,
  { endpoint, formerOwner }: Extract<Registration, { kind: "registered" }>,
  at: number,
): readonly CustomerEvent[] => [
  ...(formerOwner === undefined ? [] : [deviceRemoved({ customerId: formerOwner, endpoint, at })]),
  {
    ...{ customerId, eventId, occurredAt: at, receivedAt: at, unstamped: true as const },
    kind: "device-registered",
    endpoint,
    platform,
  },
];

/**
 * Registers the devices that a call told of. The call's own events are stored before: whatever becomes of SNS, nothing of
 * the rest is lost. After one call without a clear answer no further one is begun.
 */
export const createRegisterDevices = (runtime: Runtime, events: EventStore): RegisterDevices => {
  const places = placesOf(runtime);
  const { clock, logger } = runtime;

  const register = async (report: DeviceReport, application: string): Promise<Registration> => {
    const { token, customerId } = report;
    const result = await registerEndpoint(runtime.sns(), { application, token, customerId });
    if (result.kind === "registered") await events.append(eventsOf(report, result, clock.now()));
    else logger.warn("A device was not registered", { customerId, result });
    return result;
  };

  return async (reports) => {
    const begunAt = clock.now();
    let isDown = false;
    const one = async (report: DeviceReport): Promise<readonly Problem[]> => {
      const application = places[report.platform];
      if (application === undefined) return [note(report, isOff)];
      if (isDown || clock.now() - begunAt > timeMsMax) return [note(report, isLate)];
      const { kind } = await register(report, application);
      if (kind === "failed") isDown = true;
      return kind === "registered" ? [] : [note(report, kind === "refused" ? isRefused : isLate)];
    };
    const latest = latestOfEachToken(reports);
    const notes = latest.slice(devicesMax).map((report) => note(report, isLate));
    for (let at = 0; at < Math.min(latest.length, devicesMax); at += atOnce) {
      const group = latest.slice(at, Math.min(at + atOnce, devicesMax));
      notes.unshift(...(await Promise.all(group.map(one))).flat());
    }
    return notes;
  };
};
