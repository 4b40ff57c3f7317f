import { caseKeyOf } from "../../lambdas/domain/service-case.ts";
import type { Task } from "../../lambdas/domain/task.ts";
import { createCaseStore } from "../../lambdas/store/case-store.ts";
import { createTaskStore } from "../../lambdas/store/task-store.ts";
import { localTime } from "./shop-clock.ts";
import type { Person, Story } from "./story.ts";

type Body = Readonly<Record<string, unknown>>;

/** What people of the shop do in the console. */
const post = async ({ local }: Story, path: string, body: Body): Promise<void> => {
  const headers = { "content-type": "application/json" };
  const url = `http://localhost:4000/api/cases${path}`;
  const answer = await local.dispatch(new Request(url, { method: "POST", headers, body: JSON.stringify(body) }));
  if (answer?.ok !== true) throw new Error(`${path}: ${answer?.status} ${await answer?.text()}`);
  await local.drain();
};

const pathOf = ({ id: customerId }: Person, caseId: string): string =>
  `/${customerId}/${caseKeyOf({ customerId, caseId })}`;

/** A complaint reaches the shop, with the number that it has there. */
export const complain = (story: Story, { id: customerId }: Person, caseId: string): Promise<void> =>
  post(story, "", { customerId, caseId, subject: "complaint" });

/** A person of the shop has answered, or has told what came of it, or considers the case closed. */
export const acknowledge = (story: Story, person: Person, caseId: string): Promise<void> =>
  post(story, `${pathOf(person, caseId)}/acknowledge`, {});
export const tellResult = (story: Story, person: Person, caseId: string): Promise<void> =>
  post(story, `${pathOf(person, caseId)}/result`, {});
export const close = (story: Story, person: Person, caseId: string): Promise<void> =>
  post(story, `${pathOf(person, caseId)}/close`, { outcome: "solved" });

export const casesOf = ({ local }: Story, { id }: Person) => createCaseStore(local.runtime).list(id);

export interface Asked {
  /** The shop's local time, such as `2026-05-18 10:00`. */
  readonly on: string;
  readonly due: string;
  readonly role: string;
  readonly task: Task["task"];
  /** Absent of what a case asked for whose deadline has passed. */
  readonly step?: string;
}

/** What people of the shop were asked to do for the customer, the earliest first. */
export const tasksFor = async ({ local }: Story, { id }: Person, zone: string): Promise<readonly Asked[]> => {
  const clock = (at: number): string => {
    const { date, minuteOfDay } = localTime(at, zone);
    return `${date} ${new Date(minuteOfDay * 60_000).toISOString().slice(11, 16)}`;
  };
  const tasks = (await createTaskStore(local.runtime).list(id)).toSorted((a, b) => a.createdAt - b.createdAt);
  return tasks.map(({ createdAt, dueAt, role, task, stepId }) => ({
    on: clock(createdAt),
    due: clock(dueAt),
    role,
    task,
    ...(stepId !== undefined && { step: stepId }),
  }));
};
