import { type CfnSecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { CfnOutput, RemovalPolicy, Stack, type StackProps, Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { createTables, type Tables } from "../tables.ts";

/** Logical id of the secret that signs opt-out links; as fixed as the tables' ids. */
export const linkSecretLogicalId = "LinkSecret";

/** Logical id of the secrets that sign the webhooks of shops. */
export const shopifySecretsLogicalId = "ShopifySecrets";

/** Everything that must survive: the tables, the secret behind links in messages already sent, the secrets of shops. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly linkSecret: Secret;
  readonly shopifySecrets: Secret;

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, { terminationProtection: true, ...props });
    this.tables = createTables(this);
    this.linkSecret = createLinkSecret(this);
    this.shopifySecrets = createShopifySecrets(this);
    new CfnOutput(this, "CampaignsTableName", {
      value: this.tables.campaigns.tableName,
      description: "For npm run campaigns and npm run write-key.",
    });
    new CfnOutput(this, "ShopifySecretsArn", {
      value: this.shopifySecrets.secretArn,
      description: "For npm run webhook-secret.",
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

/** Empty at first, and never filled by the template: a deployment must not overwrite what a shop's owner stored. */
const createShopifySecrets = (scope: Construct): Secret => {
  const secret = new Secret(scope, shopifySecretsLogicalId, {
    description: "Signs the webhooks of Shopify shops: a list of secrets by shop domain.",
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const resource = secret.node.defaultChild as CfnSecret;
  resource.overrideLogicalId(shopifySecretsLogicalId);
  resource.addPropertyDeletionOverride("GenerateSecretString");
  Validations.of(secret).acknowledge({
    id: "AwsSolutions-SMG4",
    reason:
      "Shopify makes these secrets and nothing here can change them there. Several are valid at once, so a person replaces one without a gap: npm run webhook-secret.",
  });
  return secret;
};
