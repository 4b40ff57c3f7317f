import type { Channel } from "../../lambdas/domain/channel.ts";
import { fingerprint } from "../../lambdas/domain/fingerprint.ts";

export interface MovedConsent {
  readonly channel: Channel;
  readonly granted: boolean;
  /** Epoch milliseconds: when the old tool says it was so. */
  readonly at: number;
  /** Where that is written; kept with the statement. */
  readonly evidence: string;
}

export interface MovedDevice {
  readonly type: "ios" | "android";
  readonly token: string;
  readonly at: number;
}

/** A customer as the old tool knew them, in our words. */
export interface MovedPerson {
  readonly customerId: string;
  /** Epoch milliseconds: when the traits were so. */
  readonly at: number;
  /** As `identify` of the Segment spec says them; what is no trait becomes an attribute. */
  readonly traits: Readonly<Record<string, unknown>>;
  readonly consents: readonly MovedConsent[];
  readonly devices: readonly MovedDevice[];
}

/** A message of the Segment spec that `/v1/batch` takes. */
export type IdentifyMessage = Readonly<Record<string, unknown>>;

const message = (person: MovedPerson, at: number, content: Readonly<Record<string, unknown>>): IdentifyMessage => {
  const said = { type: "identify", userId: person.customerId, timestamp: new Date(at).toISOString(), ...content };
  // By what it says: the same export brought in again is the same events.
  return { ...said, messageId: `move-${fingerprint(said)}` };
};

/**
 * One message for who the customer is, one for each statement of consent, because each has a date and an evidence of its own,
 * and one for each device.
 */
export const messagesOf = (person: MovedPerson): readonly IdentifyMessage[] => {
  const isKnown = Object.keys(person.traits).length > 0;
  const consents = person.consents.map(({ channel, granted, at, evidence }) =>
    message(person, at, { traits: { consents: { [channel]: granted }, consentEvidence: evidence } }),
  );
  const devices = person.devices.map(({ type, token, at }) =>
    message(person, at, { context: { device: { type, token } } }),
  );
  return [...(isKnown ? [message(person, person.at, { traits: person.traits })] : []), ...consents, ...devices];
};

const strictest = (statements: readonly MovedConsent[]): readonly MovedConsent[] => {
  const withdrawn = statements.filter(({ granted }) => !granted);
  const these = withdrawn.length > 0 ? withdrawn : statements;
  const latest = these.toSorted((a, b) => b.at - a.at)[0];
  return latest === undefined ? [] : [latest];
};

/** The rows of one customer as one. Later rows go before earlier ones; whoever said no anywhere said no. */
export const mergePeople = (people: readonly MovedPerson[]): MovedPerson | undefined => {
  const [first] = people;
  if (first === undefined) return undefined;
  const all = people.flatMap(({ consents }) => consents);
  const channels = [...new Set(all.map(({ channel }) => channel))].sort();
  return {
    customerId: first.customerId,
    at: Math.max(...people.map(({ at }) => at)),
    traits: Object.assign({}, ...people.map(({ traits }) => traits)),
    consents: channels.flatMap((channel) => strictest(all.filter((one) => one.channel === channel))),
    devices: people.flatMap(({ devices }) => devices),
  };
};
