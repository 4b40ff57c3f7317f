import {
  AccountRecovery,
  type CfnUserPool,
  type CfnUserPoolDomain,
  CfnUserPoolRiskConfigurationAttachment,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolDomain,
} from "aws-cdk-lib/aws-cognito";
import { Aws, Duration, Fn, RemovalPolicy } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { DeploySettings } from "../settings.ts";

/** Logical ids, as fixed as the tables': a changed one would be an empty pool, and nobody could sign in. */
export const userPoolLogicalId = "UserPool";
export const signInDomainLogicalId = "SignInDomain";

export interface People {
  readonly pool: UserPool;
  /** Where people sign in: the managed login of the pool. */
  readonly domain: UserPoolDomain;
}

/** Those who may sign in to the console. What each of them may do there is a record of the shop, not of the pool. */
export const createPeople = (scope: Construct, settings: DeploySettings): People => {
  const pool = createPool(scope, settings);
  (pool.node.defaultChild as CfnUserPool).overrideLogicalId(userPoolLogicalId);
  refuseKnownPasswords(scope, pool);
  const domain = pool.addDomain(signInDomainLogicalId, {
    cognitoDomain: { domainPrefix: settings.signInPrefix ?? prefixOfItsOwn() },
    managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
  (domain.node.defaultChild as CfnUserPoolDomain).overrideLogicalId(signInDomainLogicalId);
  domain.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return { pool, domain };
};

const createPool = (scope: Construct, settings: DeploySettings): UserPool =>
  new UserPool(scope, userPoolLogicalId, {
    // People are invited by an admin; a stranger who finds the page can make no account.
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    // An address says who somebody is, so it is proved before it counts. See also the write attributes of the client.
    autoVerify: { email: true },
    keepOriginal: { email: true },
    // By an app on the person's phone. Codes by text would need a number, cost money, and can be caught on the way.
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(7),
    },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    // Threat protection needs this plan. It is paid per person who signs in, and a shop has a handful of them.
    featurePlan: FeaturePlan.PLUS,
    standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
    userInvitation: invitation(settings),
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
  });

/** A password that was in somebody's leak is refused. Odd devices and places need nothing more: everybody has a second factor. */
const refuseKnownPasswords = (scope: Construct, pool: UserPool): void => {
  const attachment = new CfnUserPoolRiskConfigurationAttachment(scope, "KnownPasswords", {
    userPoolId: pool.userPoolId,
    clientId: "ALL",
    compromisedCredentialsRiskConfiguration: {
      eventFilter: ["SIGN_IN", "PASSWORD_CHANGE"],
      actions: { eventAction: "BLOCK" },
    },
  });
  // It guards a pool that stays.
  attachment.applyRemovalPolicy(RemovalPolicy.RETAIN);
};

/** The prefix is taken once in a region among everybody's. A part of the stack's own id is free, stays, and tells nothing. */
const prefixOfItsOwn = (): string =>
  `rekindle-${Fn.select(0, Fn.split("-", Fn.select(2, Fn.split("/", Aws.STACK_ID))))}`;

const invitation = ({ consoleDomain }: DeploySettings) => {
  const place = consoleDomain === undefined ? "" : `https://${consoleDomain}/ `;
  return {
    emailSubject: "Rekindle: your account / 您的账号",
    emailBody: [
      `<p>You can now sign in to Rekindle: ${place}</p>`,
      "<p>Your user name is {username}, your first password {####}. It is valid for 7 days. You will choose your own, and need an authenticator app on your phone.</p>",
      `<p>您现在可以登录 Rekindle:${place}</p>`,
      "<p>用户名:{username},初始密码:{####},7 天内有效。登录后请设置自己的密码,并在手机上准备一个身份验证器应用。</p>",
    ].join("\n"),
  };
};
