// The content-security policy allows no code that is made at run time. zod tries whether it may make some as soon as a schema
// is built, and the browser would report the try; so this stands before everything that may load a schema.
(globalThis as { __zod_globalConfig?: { jitless?: boolean } }).__zod_globalConfig = { jitless: true };
