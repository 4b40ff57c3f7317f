import {
  CfnManagedLoginBranding,
  ClientAttributes,
  OAuthScope,
  type UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
} from "aws-cdk-lib/aws-cognito";
import { Duration } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { signedInPath } from "../console/console-config.ts";

export interface SignInProps {
  readonly pool: UserPool;
  /** The console's host. */
  readonly host: string;
}

/** How the console asks who somebody is: the code flow with PKCE, without a secret, since a page in a browser can keep none. */
export const createSignIn = (scope: Construct, { pool, host }: SignInProps): UserPoolClient => {
  const client = new UserPoolClient(scope, "ConsoleClient", {
    userPool: pool,
    generateSecret: false,
    oAuth: {
      flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
      // No right to change the account by API: what a person is called here decides what they may do.
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: [`https://${host}${signedInPath}`],
      logoutUrls: [`https://${host}/`],
    },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    authFlows: { userSrp: true },
    // The role hangs on the address. So nobody may write their own, whichever way they got a token.
    writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    readAttributes: new ClientAttributes().withStandardAttributes({ email: true, emailVerified: true, locale: true }),
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    idTokenValidity: Duration.minutes(15),
    accessTokenValidity: Duration.minutes(15),
    // A working day. It is kept in the memory of one tab only.
    refreshTokenValidity: Duration.hours(10),
  });
  new CfnManagedLoginBranding(scope, "SignInLook", {
    userPoolId: pool.userPoolId,
    clientId: client.userPoolClientId,
    useCognitoProvidedValues: true,
  });
  return client;
};
