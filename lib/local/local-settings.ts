import type { DeploySettings } from "../settings.ts";

/**
 * How a shop on this machine is deployed: as by default, and with an app on both kinds of phones, so that devices can be
 * registered with the stand-in for SNS. No account has this number.
 */
export const localSettings = {
  pushApplications: {
    apns: "arn:aws:sns:us-east-1:000000000000:app/APNS/local",
    fcm: "arn:aws:sns:us-east-1:000000000000:app/GCM/local",
  },
} as const satisfies Partial<DeploySettings>;
