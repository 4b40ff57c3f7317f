import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ListDeadLetterSourceQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

export interface QueuedFailure {
  readonly id: string;
  readonly body: string;
  /** Names this receipt of the message, for taking it out or giving it back. */
  readonly receipt: string;
}

/** A failure queue, as far as a redrive uses it. */
export interface FailureQueue {
  readonly url: string;
  /** Some of what waits; nobody else sees it for a while. None: nothing waits any more. */
  receive(): Promise<readonly QueuedFailure[]>;
  remove(failure: QueuedFailure): Promise<void>;
  /** Makes it visible again at once. */
  giveBack(failure: QueuedFailure): Promise<void>;
  /** The queues whose messages end here after too many tries. */
  sources(): Promise<readonly string[]>;
  send(url: string, body: string): Promise<void>;
}

/** Seconds in which nobody else is given what was received: longer than any function may take for a batch. */
const visibilitySeconds = 600;
/** A short poll asks only some of the servers and may find nothing although something waits. */
const waitSeconds = 2;
const receivedMost = 10;

export const createFailureQueue = (client: SQSClient, url: string): FailureQueue => ({
  url,
  receive: async () => {
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: receivedMost,
        VisibilityTimeout: visibilitySeconds,
        WaitTimeSeconds: waitSeconds,
      }),
    );
    return messages.map(({ MessageId: id = "", Body: body = "", ReceiptHandle: receipt = "" }) => ({
      id,
      body,
      receipt,
    }));
  },
  remove: async ({ receipt }) => {
    await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
  },
  giveBack: async ({ receipt }) => {
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout: 0 }),
    );
  },
  sources: async () => {
    const { queueUrls = [] } = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: url }));
    return queueUrls;
  },
  send: async (to, body) => {
    await client.send(new SendMessageCommand({ QueueUrl: to, MessageBody: body }));
  },
});
