// Checks an AWS account before the first message leaves; see --help.
import { runCommand } from "../lib/command.ts";
import { doctorHelp, doctorOptions, runDoctor } from "../lib/doctor/doctor-command.ts";

// A note of the SDK about Node versions to come; the floor is written in package.json.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** Milliseconds a page may take. */
const pageTimeoutMs = 10_000;

await runCommand({
  help: doctorHelp,
  options: doctorOptions,
  run: (values) =>
    runDoctor(values, {
      variables: process.env,
      out: (line) => process.stdout.write(`${line}\n`),
      fetch: (url) => fetch(url, { redirect: "manual", signal: AbortSignal.timeout(pageTimeoutMs) }),
    }),
});
