import type { SQSRecord } from "aws-lambda";
import type { EmailEntry } from "../local/stand-ins/inbox.ts";
import { type SesEventType, sesRecord } from "../local/stand-ins/ses-record.ts";
import type { Weighted } from "./chances.ts";
import { createClerk } from "./clerk.ts";
import { createMarketer, type Marketer, type MarketerOptions } from "./marketer.ts";
import type { Person } from "./shop.ts";
import { createShopClient, type ShopClient, type ShopClientOptions } from "./shop-client.ts";

/** Something a person does. */
export interface Deed {
  readonly label: string;
  readonly run: () => Promise<void> | void;
  /** Somebody published: what waits in the streams may be late to meet it. */
  readonly isPublication?: true;
}

export interface People {
  /** Draws what somebody does next; absent when all is done that was to be done. */
  next(): Deed | undefined;
  /** Tells the shop of everybody, before the story begins. */
  begin(): Promise<void>;
  /** Everything is live again. */
  resumeAll(): Promise<void>;
  /** Nobody waits for an answer, and nothing has to be said again. */
  isDone(): boolean;
}

export interface PeopleOptions extends MarketerOptions, ShopClientOptions {
  readonly inbox: readonly EmailEntry[];
  /** A provider tells something. */
  readonly report: (record: SQSRecord) => void;
}

const zones = ["Europe/London", "America/New_York", "Asia/Shanghai"] as const;

const deed = (weight: number, label: string, run: Deed["run"]): Weighted<Deed> => ({ weight, choice: { label, run } });

const customerDeeds = (person: Person, client: ShopClient, { chances }: PeopleOptions): readonly Weighted<Deed>[] => {
  const { customerId } = person;
  return [
    deed(8, `${customerId} orders`, () => client.order(person)),
    deed(1.5, `${customerId} cancels an order`, () => client.cancelOrder(person)),
    deed(2, `${customerId} opts out`, () => client.optOut(person)),
    deed(2, `${customerId} opts in`, () => client.identify(person, { consents: { email: true } })),
    deed(2, `${customerId} moves`, () => client.identify(person, { timezone: chances.pick(zones) })),
  ];
};

const providerDeeds = ({ inbox, chances, clock, report }: PeopleOptions): readonly Weighted<Deed>[] => {
  const tell = (type: SesEventType): void => {
    if (inbox.length > 0) report(sesRecord({ entry: chances.pick(inbox), type, at: clock.now() }));
  };
  return [deed(2, "somebody clicks", () => tell("Click")), deed(1, "somebody complains", () => tell("Complaint"))];
};

const officeDeeds = (marketer: Marketer): readonly Weighted<Deed>[] =>
  [
    deed(1.5, "a campaign is paused or resumed", marketer.pauseOrResume),
    deed(1.5, "everything is paused or resumed", marketer.pauseAll),
    deed(1, "a campaign is edited", marketer.edit),
    deed(2, "the quiet hours are moved", marketer.moveHours),
  ].map(({ weight, choice }) => ({ weight, choice: { ...choice, isPublication: true } }));

/** Customers, the shop, a marketer and a clerk: everybody who does something of their own accord. */
export const createPeople = (options: PeopleOptions): People => {
  const { shop, chances } = options;
  const client = createShopClient(options);
  const marketer = createMarketer(options);
  const lookAtDoubts = createClerk(options);
  let deedsLeft = 12 * shop.people.length;

  return {
    next: () => {
      const unheard = client.unheard();
      if (unheard !== undefined) return { label: `${unheard.messageId} is said again`, run: unheard.sayAgain };
      if (deedsLeft === 0) return undefined;
      deedsLeft -= 1;
      return chances.weighted([
        ...customerDeeds(chances.pick(shop.people), client, options),
        ...providerDeeds(options),
        ...officeDeeds(marketer),
        deed(2, "a person looks at messages in doubt", lookAtDoubts),
      ]);
    },
    begin: async () => {
      await marketer.begin();
      for (const person of shop.people) {
        const { email, phone, timeZone, consents } = person;
        client.identify(person, { email, phone, timezone: timeZone, consents });
        if (chances.happens(0.8)) client.order(person);
      }
    },
    resumeAll: marketer.resumeAll,
    isDone: client.isDone,
  };
};
