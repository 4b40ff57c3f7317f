import {
  CreatePlatformEndpointCommand,
  DeleteEndpointCommand,
  GetEndpointAttributesCommand,
  SetEndpointAttributesCommand,
  type SNSClient,
} from "@aws-sdk/client-sns";

export type Registration =
  /** `formerOwner`: the customer who was signed in on the device before. */
  | { readonly kind: "registered"; readonly endpoint: string; readonly formerOwner?: string }
  /** SNS says that this is no token of that application; it will say so again. */
  | { readonly kind: "refused" }
  /** No clear answer; the same call may work later. */
  | { readonly kind: "failed"; readonly reason: string };

interface Device {
  /** ARN of the platform application. */
  readonly application: string;
  readonly token: string;
  readonly customerId: string;
}

/** Marks what we wrote: an endpoint that another program made holds data of its own. */
const ownerPrefix = "rekindle:";

const ownerOf = (data: string | undefined): string | undefined =>
  data?.startsWith(ownerPrefix) ? data.slice(ownerPrefix.length) : undefined;

const textOf = (error: unknown, key: "name" | "message"): string => {
  const value: unknown = typeof error === "object" && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === "string" ? value : "";
};

/** The one way to learn the endpoint of a token that is registered with other attributes: the text of the refusal. */
const existing = (error: unknown): string | undefined =>
  /\bEndpoint (arn:[^\s]+) already exists with the same Token/.exec(textOf(error, "message"))?.[1];

const isInvalid = (error: unknown): boolean => /^InvalidParameter/.test(textOf(error, "name"));

/** The call is idempotent for one token and the same attributes. */
const endpointFor = async (client: SNSClient, { application, token, customerId }: Device): Promise<string> => {
  const CustomUserData = ownerPrefix + customerId;
  try {
    const { EndpointArn: arn = "" } = await client.send(
      new CreatePlatformEndpointCommand({ PlatformApplicationArn: application, Token: token, CustomUserData }),
    );
    return arn;
  } catch (error) {
    const known = existing(error);
    if (known === undefined) throw error;
    return known;
  }
};

/** An endpoint that SNS disabled, or that was another customer's, is made this customer's and enabled again. */
const claim = async (client: SNSClient, endpoint: string, device: Device): Promise<string | undefined> => {
  const { Attributes: now = {} } = await client.send(new GetEndpointAttributesCommand({ EndpointArn: endpoint }));
  const wanted = { Token: device.token, Enabled: "true", CustomUserData: ownerPrefix + device.customerId };
  const isAsWanted =
    now.Token === wanted.Token && now.Enabled === wanted.Enabled && now.CustomUserData === wanted.CustomUserData;
  if (!isAsWanted)
    await client.send(new SetEndpointAttributesCommand({ EndpointArn: endpoint, Attributes: { ...wanted } }));
  const owner = ownerOf(now.CustomUserData);
  return owner === device.customerId ? undefined : owner;
};

/** Finds or makes the endpoint of a device. Never throws for what SNS does. */
export const registerEndpoint = async (client: SNSClient, device: Device): Promise<Registration> => {
  try {
    const endpoint = await endpointFor(client, device);
    if (endpoint === "") return { kind: "failed", reason: "no-endpoint" };
    const formerOwner = await claim(client, endpoint, device);
    return { kind: "registered", endpoint, ...(formerOwner !== undefined && { formerOwner }) };
  } catch (error) {
    // The text of an error may hold the token, so only its name goes on.
    return isInvalid(error) ? { kind: "refused" } : { kind: "failed", reason: textOf(error, "name") || "unrecognised" };
  }
};

/**
 * Removes an endpoint that still names this customer; one that is another's by now, or gone, is left alone. Throws when SNS
 * gives no clear answer: who forgets somebody has to know that it is done.
 */
export const forgetEndpoint = async (
  client: SNSClient,
  { endpoint, customerId }: { readonly endpoint: string; readonly customerId: string },
): Promise<void> => {
  try {
    const { Attributes: now = {} } = await client.send(new GetEndpointAttributesCommand({ EndpointArn: endpoint }));
    if (ownerOf(now.CustomUserData) === customerId)
      await client.send(new DeleteEndpointCommand({ EndpointArn: endpoint }));
  } catch (error) {
    if (!/^NotFound/.test(textOf(error, "name"))) throw error;
  }
};
