/** What somebody set up in the account before anything is sent, and what AWS granted. Values are those of the wire. */
export interface AccountSetup {
  readonly productionAccess: boolean;
  readonly suppressedReasons: readonly ("BOUNCE" | "COMPLAINT")[];
  /** By address or domain, in lower case. */
  readonly identities: Readonly<Record<string, IdentitySetup>>;
  /** SES's, by name: whether each may send, and what tells a topic. */
  readonly configurationSets: Readonly<Record<string, ConfigurationSetSetup>>;
  readonly smsSandbox: boolean;
  /** US dollars a month; absent: never set. */
  readonly smsSpendLimit?: number;
  readonly originationNumbers: readonly string[];
  /** Of End User Messaging, by id. */
  readonly pools: Readonly<Record<string, TextOrigin>>;
  readonly phoneNumbers: Readonly<Record<string, TextOrigin>>;
  /** By name and country: `TEASHOP/GB`. */
  readonly senderIds: readonly string[];
  /** Configuration sets of End User Messaging, and the event types each tells its topic. */
  readonly textSets: Readonly<Record<string, readonly string[]>>;
}

export interface IdentitySetup {
  readonly verified: boolean;
  readonly dkim: "SUCCESS" | "PENDING" | "FAILED" | "NOT_STARTED";
  readonly dkimTokens: readonly string[];
  readonly mailFrom?: { readonly domain: string; readonly status: "SUCCESS" | "PENDING" | "FAILED" };
}

export interface ConfigurationSetSetup {
  readonly sends: boolean;
  readonly events: readonly string[];
}

export interface TextOrigin {
  readonly status: "ACTIVE" | "PENDING" | "DISASSOCIATING";
  /** ARN of the topic that hears replies; absent: one way. */
  readonly twoWayTo?: string;
}

/** An account with production access in which nothing was set up yet. */
export const emptySetup: AccountSetup = {
  productionAccess: true,
  suppressedReasons: ["BOUNCE", "COMPLAINT"],
  identities: {},
  configurationSets: {},
  smsSandbox: false,
  originationNumbers: [],
  pools: {},
  phoneNumbers: {},
  senderIds: [],
  textSets: {},
};
