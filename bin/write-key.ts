// Makes a write key for the ingest API. The key is shown once; the table keeps its hash.
import { createHash, randomBytes } from "node:crypto";
import { systemClock } from "../lambdas/shared/clock.ts";
import { createRuntime } from "../lambdas/shared/runtime.ts";
import { createWriteKeyStore } from "../lambdas/store/write-key-store.ts";
import { type ExitCode, runCommand, textOf, type Values, wrongArgument } from "../lib/command.ts";

const help = `Usage: npm run write-key -- --name NAME [options]

Makes a write key: the user name with which a Segment client library may post events. It is shown once.

  --name NAME       who will use it, for example "web shop"
  --table NAME      the campaigns table         (default: CAMPAIGNS_TABLE)
  --endpoint URL    a DynamoDB of your own      (default: AWS_ENDPOINT_URL_DYNAMODB, else AWS)
  --region NAME     the AWS region              (default: AWS_REGION)
  --help            this text

Exit codes: 0 done, 1 failed, 2 bad arguments.
`;

const options = {
  name: { type: "string" },
  table: { type: "string" },
  endpoint: { type: "string" },
  region: { type: "string" },
} as const;

const run = async (values: Values): Promise<ExitCode> => {
  const name = textOf(values, "name")?.trim() ?? "";
  if (!/^[\w .-]{1,60}$/.test(name)) {
    throw wrongArgument("--name", "is missing or not a name", JSON.stringify(name), "1 to 60 letters, digits, spaces");
  }
  const table = textOf(values, "table") ?? process.env.CAMPAIGNS_TABLE;
  if (!table) throw wrongArgument("--table", "is missing", "nothing", "the name of the campaigns table");
  const runtime = createRuntime({
    ...process.env,
    CAMPAIGNS_TABLE: table,
    AWS_ENDPOINT_URL_DYNAMODB: textOf(values, "endpoint") ?? process.env.AWS_ENDPOINT_URL_DYNAMODB,
    AWS_REGION: textOf(values, "region") ?? process.env.AWS_REGION,
  });
  const key = randomBytes(24).toString("base64url");
  const hash = createHash("sha256").update(key).digest("hex");
  await createWriteKeyStore(runtime).save({
    ...{ hash, name, createdAt: systemClock.now() },
    ...{ start: key.slice(0, 4), createdBy: "command line" },
  });
  process.stdout.write(`${key}\n`);
  return 0;
};

await runCommand({ help, options, run });
