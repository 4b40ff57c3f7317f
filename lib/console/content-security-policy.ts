/**
 * What the console's pages may load: scripts from their own files only, and nobody may frame them. Styles may stand inline,
 * because the component library writes `<style>` elements as it renders; pictures may come from anywhere over HTTPS, because
 * e-mails are previewed with theirs, in a frame that can run nothing.
 */
export const contentSecurityPolicy = ({ connect = [] }: { readonly connect?: readonly string[] } = {}): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https:",
    "font-src 'self'",
    ["connect-src 'self'", ...connect].join(" "),
    "manifest-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join("; ");

/** The other headers that each of its answers carries. */
export const securityHeaders = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "cross-origin-opener-policy": "same-origin",
} as const;
