/** What a browser is told about every page of the console, on AWS and on this machine. */

export interface PageHeaderOptions {
  /** Origins besides its own that the console talks to: where people sign in. */
  readonly connectTo?: readonly string[];
}

/**
 * Nothing is allowed but what is listed. Scripts come from the console's own origin only: none inline, none made from text.
 *
 * - Styles may be inline: Mantine and the charts write style elements and attributes while they run. A style cannot read a
 *   token or call the API, and where nothing but images leaves, it can tell an attacker nothing that its author did not know.
 * - Images may come from any https place: a message is shown as it was written, and its pictures are at the shop's. The frame
 *   it is shown in is sandboxed and inherits this policy, so that what it holds can run nothing.
 */
export const contentSecurityPolicy = ({ connectTo = [] }: PageHeaderOptions = {}): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connectTo].join(" ")}`,
    "manifest-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join("; ");

/** What the console never asks for is switched off, for it and for whatever it might be made to show. */
export const permissionsPolicy = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "usb",
]
  .map((feature) => `${feature}=()`)
  .join(", ");
