import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Message } from "../domain/message.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { messageOfItem } from "./message-item.ts";

/** A customer's message by the beginning of its key, which is all that a short link has room for. */
export type FindByStart = (q: {
  readonly customerId: string;
  readonly messageKeyStart: string;
}) => Promise<Message | undefined>;

export const createFindByStart = ({ dynamo, environment }: Pick<Runtime, "dynamo" | "environment">): FindByStart => {
  const table = required(environment, "MESSAGES_TABLE");
  return async ({ customerId, messageKeyStart }) => {
    const { Items: items = [] } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "customerId = :customerId AND begins_with(messageKey, :start)",
        ExpressionAttributeValues: { ":customerId": customerId, ":start": messageKeyStart },
        Limit: 1,
      }),
    );
    const [item] = items;
    return item === undefined ? undefined : messageOfItem(item);
  };
};
