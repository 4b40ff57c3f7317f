import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { Message } from "../../lambdas/domain/message.ts";
import { required } from "../../lambdas/shared/environment.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { messageOfItem } from "../../lambdas/store/message-item.ts";

/** Every message there is, in no order. Reads the whole table: for programs on one machine, never for a function. */
export const listMessages = async (runtime: Runtime): Promise<readonly Message[]> => {
  const TableName = required(runtime.environment, "MESSAGES_TABLE");
  const messages: Message[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await runtime.dynamo.send(
      new ScanCommand({ TableName, ConsistentRead: true, ...(from !== undefined && { ExclusiveStartKey: from }) }),
    );
    messages.push(...(page.Items ?? []).map(messageOfItem));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return messages;
};
