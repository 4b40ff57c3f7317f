import { type CfnSecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { CfnOutput, RemovalPolicy, Stack, type StackProps, Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { createTables, type Tables } from "../tables.ts";

/** Logical ids of the secrets; as fixed as the tables' ids. */
export const linkSecretLogicalId = "LinkSecret";
export const hashSecretLogicalId = "HashSecret";

/** Everything that must survive: the tables, and the secrets behind links already sent and behind hashed addresses. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly linkSecret: Secret;
  readonly hashSecret: Secret;

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, { terminationProtection: true, ...props });
    this.tables = createTables(this);
    this.linkSecret = createSecret(this, {
      id: linkSecretLogicalId,
      description: "The keys that sign the links in messages.",
      whyNotRotated:
        "Links in messages already sent carry a signature and must keep working. npm run link-key rotates: it puts a new key in front and keeps the older ones, which a rotation by schedule could not do.",
    });
    this.hashSecret = createSecret(this, {
      id: hashSecretLogicalId,
      description: "The key under which addresses of erased people are hashed.",
      whyNotRotated:
        "The addresses behind the hashes are gone, so nobody could hash them again under another key, and people who opted out would be written to.",
    });
    new CfnOutput(this, "LinkSecretName", {
      value: this.linkSecret.secretName,
      description: "For npm run link-key.",
    });
    new CfnOutput(this, "CampaignsTableName", {
      value: this.tables.campaigns.tableName,
      description: "For npm run campaigns and npm run write-key.",
    });
  }
}

const createSecret = (
  scope: Construct,
  q: { readonly id: string; readonly description: string; readonly whyNotRotated: string },
): Secret => {
  const secret = new Secret(scope, q.id, {
    description: q.description,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const resource = secret.node.defaultChild as CfnSecret;
  resource.overrideLogicalId(q.id);
  Validations.of(secret).acknowledge({ id: "AwsSolutions-SMG4", reason: q.whyNotRotated });
  return secret;
};
