// Stores the secret that signs the webhooks of a Shopify shop; see --help.
import { createInterface } from "node:readline/promises";
import { environmentFrom } from "../lambdas/shared/environment.ts";
import { type ExitCode, runCommand, textOf, type Values, wrongArgument } from "../lib/command.ts";
import { changeSecrets, isSecret, isShopDomain, type SecretsChange } from "../lib/webhooks/change-secrets.ts";
import { type SecretPlace, secretsAt, secretsIn } from "../lib/webhooks/secret-place.ts";

const help = `Usage: npm run webhook-secret -- --shop DOMAIN [action] (--arn ARN | --data DIR) [options]

Stores the secret that signs the webhooks of a Shopify shop. It is read from the standard input, so that it stands in no
shell's history. Shopify shows it under Settings > Notifications > Webhooks; for an app's webhooks it is the client secret.

  --shop DOMAIN     the shop, for example tea.myshopify.com
  --arn ARN         the secret in AWS: the output ShopifySecretsArn of the data stack
  --data DIR        the data directory of npm start, which reads it at its next start
  --region NAME     the AWS region              (default: AWS_REGION)
  --help            this text

Without an action the secret is added; those stored before stay valid until they are dropped.
  --only-newest     drops all secrets of the shop but the one that was added last
  --disconnect      drops all secrets of the shop

Exit codes: 0 done, 1 failed, 2 bad arguments.
`;

const options = {
  shop: { type: "string" },
  arn: { type: "string" },
  data: { type: "string" },
  region: { type: "string" },
  "only-newest": { type: "boolean" },
  disconnect: { type: "boolean" },
} as const;

const shopOf = (values: Values): string => {
  const shop = textOf(values, "shop")?.trim().toLowerCase() ?? "";
  if (isShopDomain(shop)) return shop;
  throw wrongArgument("--shop", "is no domain of a Shopify shop", JSON.stringify(shop), "NAME.myshopify.com");
};

const placeOf = (values: Values): SecretPlace => {
  const [arn, data] = [textOf(values, "arn"), textOf(values, "data")];
  if (arn !== undefined && data === undefined)
    return secretsAt(
      arn,
      environmentFrom({ ...process.env, AWS_REGION: textOf(values, "region") ?? process.env.AWS_REGION }),
    );
  if (data !== undefined && arn === undefined) return secretsIn(data);
  const received = arn === undefined ? "neither" : "both";
  throw wrongArgument("--arn, --data", "do not say where to keep it", received, "exactly one of them");
};

const readSecret = async (): Promise<string> => {
  if (process.stdin.isTTY) process.stderr.write("Paste the secret and press Enter:\n");
  for await (const line of createInterface({ input: process.stdin })) {
    const secret = line.trim();
    if (isSecret(secret)) return secret;
    break;
  }
  throw wrongArgument(
    "standard input",
    "holds no secret",
    "something else",
    "one line of 16 to 200 visible characters",
  );
};

const changeOf = async (values: Values): Promise<SecretsChange> => {
  const [onlyNewest, disconnect] = [values["only-newest"] === true, values.disconnect === true];
  if (onlyNewest && disconnect)
    throw wrongArgument("--only-newest, --disconnect", "exclude each other", "both", "at most one of them");
  if (disconnect) return { kind: "disconnect" };
  return onlyNewest ? { kind: "only-newest" } : { kind: "add", secret: await readSecret() };
};

const run = async (values: Values): Promise<ExitCode> => {
  const shop = shopOf(values);
  const place = placeOf(values);
  const changed = changeSecrets(await place.load(), shop, await changeOf(values));
  if (!changed.ok) throw wrongArgument("--shop", changed.problem, shop, changed.allowed);
  await place.save(changed.secrets);
  process.stdout.write(`${shop}: ${changed.valid} valid\n`);
  return 0;
};

await runCommand({ help, options, run });
