import { type CfnSecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { CfnOutput, RemovalPolicy, Stack, type StackProps, Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { createTables, type Tables } from "../tables.ts";

/** Logical id of the secret that signs opt-out links; as fixed as the tables' ids. */
export const linkSecretLogicalId = "LinkSecret";

/** Everything that must survive: the tables and the secret behind links in messages already sent. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly linkSecret: Secret;

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, { terminationProtection: true, ...props });
    this.tables = createTables(this);
    this.linkSecret = createLinkSecret(this);
    new CfnOutput(this, "CampaignsTableName", {
      value: this.tables.campaigns.tableName,
      description: "For npm run campaigns and npm run write-key.",
    });
  }
}

const createLinkSecret = (scope: Construct): Secret => {
  const secret = new Secret(scope, linkSecretLogicalId, {
    description: "Signs the opt-out links in messages.",
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const resource = secret.node.defaultChild as CfnSecret;
  resource.overrideLogicalId(linkSecretLogicalId);
  Validations.of(secret).acknowledge({
    id: "AwsSolutions-SMG4",
    reason:
      "Links in messages already sent carry this secret's signature and must keep working for years; rotating it would break every opt-out link in customers' inboxes.",
  });
  return secret;
};
