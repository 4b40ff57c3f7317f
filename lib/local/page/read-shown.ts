import type { Campaign } from "../../../lambdas/domain/campaign.ts";
import type { Message } from "../../../lambdas/domain/message.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { createCustomerStore } from "../../../lambdas/store/customer-store.ts";
import type { LocalRuntime } from "../runtime.ts";
import type { ShownMessage } from "./shown-message.ts";

const versionKey = ({ campaignId, campaignVersion }: Message): string => `${campaignId} ${campaignVersion}`;

/** Finds what belongs to messages: the customer, the deciding version of the campaign and the accepted content. */
export const createShownReader = ({ runtime, standIns }: LocalRuntime) => {
  const campaigns = createCampaignStore(runtime);
  const customers = createCustomerStore(runtime);

  const contentOf = ({ providerId }: Message) =>
    providerId === undefined ? undefined : standIns.inbox().find((entry) => entry.providerId === providerId);
  /** Each version once: a page of messages knows few of them. */
  const definitionsOf = async (messages: readonly Message[]): Promise<ReadonlyMap<string, Campaign>> => {
    const versions = new Map(messages.map((each) => [versionKey(each), each]));
    const found = await Promise.all(
      [...versions].map(async ([key, { campaignId, campaignVersion: version }]) => {
        const campaign = await campaigns.loadDefinition({ campaignId, version });
        return campaign === undefined ? [] : [[key, campaign] as const];
      }),
    );
    return new Map(found.flat());
  };

  return async (messages: readonly Message[]): Promise<readonly ShownMessage[]> => {
    const profiles = await customers.load([...new Set(messages.map(({ customerId }) => customerId))]);
    const definitions = await definitionsOf(messages);
    return messages.map((message) => {
      const profile = profiles.get(message.customerId);
      const campaign = definitions.get(versionKey(message));
      const content = contentOf(message);
      return { message, ...(profile && { profile }), ...(campaign && { campaign }), ...(content && { content }) };
    });
  };
};
