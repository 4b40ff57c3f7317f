// What a shop's server imports: `import { createClient } from "rekindle/client"`. No library comes with it.
export { type Client, type ClientOptions, createClient } from "./client.ts";
export type { ClientMessage, Identify, KnownTraits, Track } from "./messages.ts";
export type { Sent } from "./sent.ts";
