import type { SendStep, Step, StepOf } from "../../../../../lambdas/domain/campaign.ts";
import { useWords } from "../../../words/define-words.ts";
import { useEventSentence } from "./event-sentence.ts";
import { stepWords } from "./step-words.ts";
import { useTimes } from "./time-words.ts";
import type { NamedThings } from "./trigger-sentence.ts";

export interface StepNames extends NamedThings {
  /** A predicate as what a customer does or is: "has ordered at least 4 times". */
  readonly predicate: (predicate: StepOf<"branch">["if"]) => string;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

const useSendSentence = () => {
  const say = useWords(stepWords);
  return ({ channels, channelChoice = "listed", category, obeysCaps }: SendStep): string => {
    const joint = say(channelChoice === "listed" ? "thenBy" : "and");
    const values = {
      channels: channels.map((one) => say(`channel.${one}`)).join(joint),
      category: say(`category.${category}`),
    };
    const byChoice = { listed: "sendFirst", "by-goods": "sendByGoods", "by-response": "sendByResponse" } as const;
    const sentence = say(channels.length === 1 ? "send" : byChoice[channelChoice], values);
    return obeysCaps ? sentence : say("sendUncapped", { sentence });
  };
};

/** What a step does, as a whole sentence. */
export const useStepSentence = (names: StepNames) => {
  const say = useWords(stepWords);
  const times = useTimes();
  const events = useEventSentence();
  const send = useSendSentence();
  const due = ({ dueMinutes, dueWorkingMinutes }: StepOf<"task">): string =>
    dueWorkingMinutes === undefined ? times.minutes(dueMinutes) : times.working(dueWorkingMinutes);
  return (step: Step): string => {
    switch (step.kind) {
      case "send":
        return send(step);
      case "wait": {
        const time = times.lasting(step);
        return step.until === undefined
          ? say("wait", { time })
          : say("waitUntil", { time, event: events.one(step.until) });
      }
      case "branch":
        return say("branch", { sentence: names.predicate(step.if) });
      case "split":
        return say(step.adapts === true ? "splitAdapting" : "split", {
          ways: step.ways.map(({ name, share }) => say("way", { name, share })).join(say("and")),
        });
      case "coupon":
        return say("coupon", { coupon: names.coupon(step.coupon) });
      case "task":
        return say("doTask", { role: step.role, task: say(`task.${step.task}`), time: due(step) });
      case "webhook":
        return say("webhook", { host: hostOf(step.url) });
      case "set-attribute":
        return say("note", { name: step.name, value: String(step.value) });
      case "case":
        return say("openCase", { subject: say(`subject.${step.subject}`) });
      case "exit":
        return say("exit");
    }
  };
};
