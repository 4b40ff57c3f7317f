import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { pagePathCode } from "../../lib/constructs/page-path.ts";
import { synthesize } from "../../lib/synthesize.ts";
import { isObject, type NamedResource, property, resourcesIn, templates } from "./templates.ts";

const { consoleTemplate, dataTemplate, engineTemplate } = templates;

const only = (template: typeof consoleTemplate, type: string): NamedResource => {
  const [found, ...more] = resourcesIn(template, type);
  if (found === undefined || more.length > 0) throw new Error(`There is not exactly one ${type}.`);
  return found;
};

const imports = (template: unknown): readonly string[] =>
  [...JSON.stringify(template).matchAll(/"Fn::ImportValue":"([^:"]+):/g)].map(([, stack]) => String(stack));

describe("the stacks", () => {
  test("know each other one way round: the console the engine, the engine the data", () => {
    expect(new Set(imports(dataTemplate))).toEqual(new Set());
    expect(new Set(imports(engineTemplate))).toEqual(new Set(["Rekindle-data"]));
    expect(new Set(imports(consoleTemplate))).toEqual(new Set(["Rekindle-data", "Rekindle-engine"]));
  });

  test("of two shops in one account use no name of CloudFront twice", () => {
    const other = synthesize({ bundling: false, settings: { stackPrefix: "TeaShop" } }).consoleTemplate;
    const namesIn = ({ Resources }: typeof other): readonly string[] =>
      Object.values(Resources)
        .filter(({ Type }) => Type.startsWith("AWS::CloudFront::"))
        .flatMap(({ Properties = {} }) => [Properties, ...Object.values(Properties)])
        .flatMap((fields) => (isObject(fields) && "Name" in fields ? [JSON.stringify(fields.Name)] : []));
    const names = namesIn(consoleTemplate);

    expect(names).toHaveLength(4);
    expect(namesIn(other).filter((name) => names.includes(name))).toEqual([]);
  });
});

describe("who may sign in", () => {
  const pool = only(dataTemplate, "AWS::Cognito::UserPool");

  test("was invited, has a second factor and a password that no leak knows", () => {
    expect(pool.Properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: "ON",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      DeletionProtection: "ACTIVE",
      UserPoolTier: "PLUS",
      UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" },
    });
    const known = only(dataTemplate, "AWS::Cognito::UserPoolRiskConfigurationAttachment");
    expect(property(known, "CompromisedCredentialsRiskConfiguration.Actions.EventAction")).toBe("BLOCK");
  });

  test("is told so in both languages, and where, when the console has a domain of its own", () => {
    const settings = {
      consoleDomain: "console.example.com",
      consoleCertificate: "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef",
    };
    const own = only(synthesize({ bundling: false, settings }).dataTemplate, "AWS::Cognito::UserPool");
    const message = (from: NamedResource) =>
      String(property(from, "AdminCreateUserConfig.InviteMessageTemplate.EmailMessage"));

    for (const text of [message(pool), message(own)]) {
      expect(text.split("{####}")).toHaveLength(3);
      expect(text.split("{username}")).toHaveLength(3);
    }
    expect(message(own).split("https://console.example.com/")).toHaveLength(3);
  });
});

describe("signing in", () => {
  const client = only(consoleTemplate, "AWS::Cognito::UserPoolClient");

  test("takes the code flow without a secret, and comes back to the console alone", () => {
    expect(client.Properties).toMatchObject({
      AllowedOAuthFlows: ["code"],
      GenerateSecret: false,
      PreventUserExistenceErrors: "ENABLED",
      EnableTokenRevocation: true,
    });
    const host = { "Fn::GetAtt": [only(consoleTemplate, "AWS::CloudFront::Distribution").id, "DomainName"] };
    expect(property(client, "CallbackURLs")).toEqual([{ "Fn::Join": ["", ["https://", host, "/signed-in"]] }]);
    expect(property(client, "LogoutURLs")).toEqual([{ "Fn::Join": ["", ["https://", host, "/"]] }]);
  });

  test("gives nobody a way to change the address that their role hangs on", () => {
    expect(property(client, "AllowedOAuthScopes")).toEqual(["openid", "email"]);
    expect(property(client, "WriteAttributes")).toEqual(["locale"]);
  });

  test("is what the gateway asks for: a token of this pool for this client", () => {
    const authorizer = only(consoleTemplate, "AWS::ApiGatewayV2::Authorizer");

    expect(authorizer.Properties).toMatchObject({
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: { Audience: [{ Ref: client.id }] },
    });
    expect(JSON.stringify(property(authorizer, "JwtConfiguration.Issuer"))).toContain("ExportsOutputRefUserPool");
  });
});

describe("the console's pages", () => {
  const distribution = only(consoleTemplate, "AWS::CloudFront::Distribution");
  const config = property(distribution, "DistributionConfig");

  test("lie in a bucket that only the distribution reads, and only by TLS", () => {
    const bucket = only(consoleTemplate, "AWS::S3::Bucket");
    const policy = JSON.stringify(only(consoleTemplate, "AWS::S3::BucketPolicy").Properties);

    expect(Object.values(property(bucket, "PublicAccessBlockConfiguration") ?? {})).toEqual([true, true, true, true]);
    expect(policy.split('"Effect":"Allow"')).toHaveLength(2);
    expect(policy).toContain('"Action":"s3:GetObject","Condition":{"StringEquals":{"AWS:SourceArn"');
    expect(policy).toContain('"aws:SecureTransport":"false"');
  });

  test("and what they ask share one origin; an answer of the API is never kept and never replaced by a page", () => {
    const calls = property(distribution, "DistributionConfig.CacheBehaviors.0");

    expect(calls).toMatchObject({
      PathPattern: "/api/*",
      ViewerProtocolPolicy: "https-only",
      // The managed policies CachingDisabled and AllViewerExceptHostHeader.
      CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    });
    expect(isObject(calls) && calls.FunctionAssociations).toBeUndefined();
    expect(isObject(config) && config.CustomErrorResponses).toBeUndefined();
  });

  test("run nothing but their own scripts and talk to nobody but the API and the sign-in", () => {
    const [headers] = resourcesIn(consoleTemplate, "AWS::CloudFront::ResponseHeadersPolicy");
    const security = JSON.stringify(headers?.Properties);

    expect(security).toContain("default-src 'none'; script-src 'self'; ");
    expect(security).toContain("frame-ancestors 'none'; base-uri 'none'");
    expect(security).toMatch(/connect-src 'self' https:\/\/",\{"Fn::ImportValue":"Rekindle-data:[^"]*SignInDomain/);
    expect(security).not.toContain("unsafe-eval");
    expect(security).toContain('"StrictTransportSecurity":{"AccessControlMaxAgeSec":63072000');
  });

  test.each([
    ["/", "/index.html"],
    ["/campaigns", "/index.html"],
    ["/campaigns/dormant-wake-up/edit", "/index.html"],
    ["/customers/ada%40example.com", "/index.html"],
    ["/ember.svg", "/ember.svg"],
    ["/assets/index-0a1b2c3d.js", "/assets/index-0a1b2c3d.js"],
    ["/config.json", "/config.json"],
    ["/assets/gone.js", "/assets/gone.js"],
  ])("are found by their paths: %s is %s", (uri, expected) => {
    const request = runInNewContext(`${pagePathCode}; handler(event)`, { event: { request: { uri } } });

    expect(request).toEqual({ uri: expected });
  });

  test("have a domain of their own when the shop wants one, with no TLS older than 1.2", () => {
    const consoleCertificate = "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef";
    const settings = { consoleDomain: "console.example.com", consoleCertificate };
    const own = synthesize({ bundling: false, settings }).consoleTemplate;

    expect(property(only(own, "AWS::CloudFront::Distribution"), "DistributionConfig")).toMatchObject({
      Aliases: ["console.example.com"],
      ViewerCertificate: { AcmCertificateArn: consoleCertificate, MinimumProtocolVersion: "TLSv1.2_2021" },
    });
    expect(property(only(own, "AWS::Cognito::UserPoolClient"), "CallbackURLs")).toEqual([
      "https://console.example.com/signed-in",
    ]);
  });
});
