import type { Bucket } from "aws-cdk-lib/aws-s3";
import { type CfnSecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { CfnOutput, RemovalPolicy, Stack, type StackProps, Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { createImportsBucket } from "../constructs/imports-bucket.ts";
import { createPeople, type People } from "../constructs/user-pool.ts";
import type { DeploySettings } from "../settings.ts";
import { createTables, type Tables } from "../tables.ts";

/** Logical ids of the secrets; as fixed as the tables' ids. */
export const linkSecretLogicalId = "LinkSecret";
export const hashSecretLogicalId = "HashSecret";
export const webhookSecretLogicalId = "WebhookSecret";

/** Logical id of the secrets that sign the webhooks of shops. */
export const shopifySecretsLogicalId = "ShopifySecrets";

export interface DataStackProps extends StackProps {
  readonly settings: DeploySettings;
}

/**
 * Everything that must survive: the tables, the secrets behind links already sent, behind hashed addresses, of shops, and of
 * webhooks, the people who may sign in, and files that are being brought in.
 */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly linkSecret: Secret;
  readonly hashSecret: Secret;
  readonly webhookSecret: Secret;
  readonly shopifySecrets: Secret;
  readonly importsBucket: Bucket;
  readonly people: People;

  constructor(scope: Construct, id: string, { settings, ...props }: DataStackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    this.tables = createTables(this, settings);
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
    this.webhookSecret = createSecret(this, {
      id: webhookSecretLogicalId,
      description: "Signs the webhooks that steps of campaigns send to the shop's other systems, one secret a line.",
      whyNotRotated:
        "The receivers hold it too, and nothing here can change it there. Several lines sign at once, so a person replaces one without a gap.",
    });
    new CfnOutput(this, "WebhookSecretName", {
      value: this.webhookSecret.secretName,
      description: "For the receivers of webhooks, see docs/webhooks-out.md.",
    });
    new CfnOutput(this, "LinkSecretName", {
      value: this.linkSecret.secretName,
      description: "For npm run link-key.",
    });
    this.shopifySecrets = createShopifySecrets(this);
    this.importsBucket = createImportsBucket(this);
    this.people = createPeople(this, settings);
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
