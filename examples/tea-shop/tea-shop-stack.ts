import { Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { CfnOutput, Duration, Stack, type StackProps, Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { detailTypes, eventSource, Rekindle } from "rekindle";

export interface TeaShopStackProps extends StackProps {
  /**
   * Folder of Rekindle's built console.
   * @default - none, for who only wants to look at the templates
   */
  readonly consoleFiles?: string;
}

/** A shop with an order system of its own, which hears of customers who want no more mail and of cases that wait too long. */
export class TeaShopStack extends Stack {
  readonly rekindle: Rekindle;
  /** What the order system reads. It drops what it knows already by `detail.eventId`. */
  readonly orderSystem: Queue;

  constructor(scope: Construct, id: string, { consoleFiles, ...props }: TeaShopStackProps = {}) {
    super(scope, id, props);
    this.rekindle = new Rekindle(this, "Rekindle", {
      stackPrefix: "TeaShop-Rekindle",
      emailIdentity: "tea.example",
      adminEmails: ["ada@tea.example"],
      eventsOut: "on",
      ...(consoleFiles !== undefined && { consoleFiles }),
    });
    this.orderSystem = this.createOrderSystem();
    // Whoever watches over the shop's own alarms can watch over these.
    new CfnOutput(this, "RekindleAlarms", { value: this.rekindle.alarmTopic.topicArn });
    new CfnOutput(this, "EventsGoTo", { value: `${this.rekindle.apiUrl}/v1/batch` });
  }

  private createOrderSystem(): Queue {
    const { eventBus } = this.rekindle;
    if (eventBus === undefined) throw new Error('The bus is there only with eventsOut: "on".');
    const undelivered = this.createQueue("OrderSystemUndelivered");
    Validations.of(undelivered).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "It is where failures end, and a person looks at it.",
    });
    Validations.of(undelivered).acknowledge({
      id: "Serverless-SQSRedrivePolicy",
      reason: "It is where failures end, and a person looks at it.",
    });
    const queue = this.createQueue("OrderSystem", undelivered);
    new Rule(this, "ToOrderSystem", {
      description: "Opt-outs and overdue cases, for the order system.",
      eventBus,
      eventPattern: { source: [eventSource], detailType: [detailTypes.optedOut, detailTypes.caseOverdue] },
      targets: [
        new SqsQueue(queue, { deadLetterQueue: undelivered, retryAttempts: 185, maxEventAge: Duration.days(1) }),
      ],
    });
    return queue;
  }

  private createQueue(id: string, failures?: Queue): Queue {
    return new Queue(this, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      ...(failures !== undefined && { deadLetterQueue: { queue: failures, maxReceiveCount: 5 } }),
    });
  }
}
