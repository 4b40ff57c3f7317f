import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  type DistributionProps,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, type IBucket } from "aws-cdk-lib/aws-s3";
import { Aws, Duration, RemovalPolicy } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { contentSecurityPolicy, securityHeaders } from "../console/content-security-policy.ts";
import type { DeploySettings } from "../settings.ts";
import { acknowledge } from "./acknowledge.ts";
import { pagePathCode } from "./page-path.ts";

/** Logical id of the bucket with the built pages. */
export const pagesLogicalId = "Pages";

/** Browsers keep to https for two years, and the longest a preload list asks for. */
const httpsOnly = Duration.days(730);

export interface ConsoleSiteProps {
  readonly settings: DeploySettings;
  /** The API's host, without https://. */
  readonly apiHost: string;
  /** Where people sign in, with https://. */
  readonly signInUrl: string;
  /** Where files that are brought in are put, with https://. */
  readonly uploadUrl: string;
}

export interface ConsoleSite {
  readonly bucket: IBucket;
  readonly distribution: Distribution;
  /** The console's own host: the shop's, or one of CloudFront's. */
  readonly host: string;
}

/** Names CloudFront keeps for a whole account, so that two shops, or one in two regions, do not take each other's. */
const accountWideName = (settings: DeploySettings, part: string): string =>
  `${settings.stackPrefix}-${part}-${Aws.REGION}`;

/** One origin for the pages and for what they ask: no CORS, and no other site's script can read an answer. */
export const createConsoleSite = (scope: Construct, props: ConsoleSiteProps): ConsoleSite => {
  const bucket = createBucket(scope);
  const headers = createHeaders(scope, props);
  const distribution = new Distribution(scope, "Distribution", {
    comment: `${props.settings.stackPrefix}: the console`,
    ...ownDomain(scope, props.settings),
    defaultRootObject: "index.html",
    defaultBehavior: pages(scope, props.settings, { bucket, headers }),
    additionalBehaviors: { "/api/*": calls(props.apiHost, headers) },
    // A handful of people look at it: the cheapest edges, which everybody reaches, from far away a little later.
    priceClass: PriceClass.PRICE_CLASS_100,
    httpVersion: HttpVersion.HTTP2_AND_3,
    enableIpv6: true,
  });
  acknowledgeFindings(distribution, props.settings);
  return { bucket, distribution, host: props.settings.consoleDomain ?? distribution.distributionDomainName };
};

/** It holds what the build made and nothing else, so it goes with its stack. */
const createBucket = (scope: Construct): IBucket => {
  const bucket = new Bucket(scope, pagesLogicalId, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  (bucket.node.defaultChild as CfnBucket).overrideLogicalId(pagesLogicalId);
  acknowledge(
    bucket,
    ["AwsSolutions-S1"],
    "The bucket holds the console's public code, no data of the shop, and only this distribution can read it. What people do is in the API's log and in the audit trail.",
  );
  // The library's own class leaves open what its interface wants said, whether the bucket is a website.
  return bucket as IBucket;
};

interface PagesParts {
  readonly bucket: IBucket;
  readonly headers: ResponseHeadersPolicy;
}

const pages = (scope: Construct, settings: DeploySettings, { bucket, headers }: PagesParts): BehaviorOptions => ({
  origin: S3BucketOrigin.withOriginAccessControl(bucket, {
    originAccessControl: new S3OriginAccessControl(scope, "Access", {
      originAccessControlName: accountWideName(settings, "pages"),
    }),
  }),
  viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
  allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
  cachePolicy: new CachePolicy(scope, "AsTheFileSays", {
    cachePolicyName: accountWideName(settings, "pages"),
    comment: "Each file says for how long it is kept: code for good under a name of its own, the page itself never.",
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.days(365),
    queryStringBehavior: CacheQueryStringBehavior.none(),
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  }),
  compress: true,
  responseHeadersPolicy: headers,
  functionAssociations: [
    {
      eventType: FunctionEventType.VIEWER_REQUEST,
      function: new EdgeFunction(scope, "PagePath", {
        functionName: accountWideName(settings, "page-path"),
        code: FunctionCode.fromInline(pagePathCode),
        runtime: FunctionRuntime.JS_2_0,
        comment: "Answers the paths of pages with the one page there is.",
      }),
    },
  ],
});

/** Nothing an API answers is kept anywhere, and every header of the caller reaches it but the host, which is the API's own. */
const calls = (apiHost: string, responseHeadersPolicy: ResponseHeadersPolicy): BehaviorOptions => ({
  origin: new HttpOrigin(apiHost),
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  responseHeadersPolicy,
});

const createHeaders = (scope: Construct, { settings, signInUrl, uploadUrl }: ConsoleSiteProps): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, "PageHeaders", {
    responseHeadersPolicyName: accountWideName(settings, "pages"),
    comment: `${settings.stackPrefix}: what browsers may do with the console`,
    securityHeadersBehavior: {
      contentSecurityPolicy: {
        contentSecurityPolicy: contentSecurityPolicy({ connect: [signInUrl, uploadUrl] }),
        override: true,
      },
      strictTransportSecurity: { accessControlMaxAge: httpsOnly, includeSubdomains: true, override: true },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        ...(["permissions-policy", "cross-origin-opener-policy"] as const).map((header) => ({
          header,
          value: securityHeaders[header],
          override: true,
        })),
        { header: "cross-origin-resource-policy", value: "same-origin", override: true },
      ],
    },
  });

const ownDomain = (
  scope: Construct,
  { consoleDomain, consoleCertificate }: DeploySettings,
): Pick<DistributionProps, "domainNames" | "certificate" | "minimumProtocolVersion"> =>
  consoleDomain === undefined || consoleCertificate === undefined
    ? {}
    : {
        domainNames: [consoleDomain],
        certificate: Certificate.fromCertificateArn(scope, "Certificate", consoleCertificate),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      };

const acknowledgeFindings = (distribution: Distribution, { consoleDomain }: DeploySettings): void => {
  acknowledge(
    distribution,
    ["AwsSolutions-CFR1"],
    "People of a shop travel and work from anywhere; who may do something is decided by sign-in with a second factor, not by country.",
  );
  acknowledge(
    distribution,
    ["AwsSolutions-CFR2"],
    "A web firewall costs more a month than all the rest of the console. The pages are public code, and every call needs a signed token that the gateway checks, behind a throttle, before any code of ours runs.",
  );
  acknowledge(
    distribution,
    ["AwsSolutions-CFR3"],
    "What people do is in the API's access log and in the audit trail, with who did it. A log of who fetched public files would only collect addresses.",
  );
  if (consoleDomain !== undefined) return;
  acknowledge(
    distribution,
    ["AwsSolutions-CFR4"],
    "The certificate of cloudfront.net lets nobody choose the oldest TLS version. Browsers that can run the console speak 1.2 and newer; consoleDomain enforces it.",
  );
};
