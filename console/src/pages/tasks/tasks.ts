import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";

const list = api.tasks.$get;
export type TaskPage = GoodBody<Awaited<ReturnType<typeof list>>>;
export type Task = TaskPage["tasks"][number];
type Outcome = NonNullable<Task["outcome"]>;

export const outcomes = ["solved", "reached", "not-reached", "refused", "other"] as const satisfies readonly Outcome[];

export interface TaskFilter {
  /** Only what was due by then, ISO 8601. */
  readonly until?: string | undefined;
  readonly role?: string | undefined;
}

export const useTasks = ({ until, role }: TaskFilter) =>
  useInfiniteQuery({
    queryKey: ["tasks", { until, role }],
    queryFn: ({ pageParam }) =>
      answered(
        list({
          query: {
            limit: "50",
            ...(until && { until }),
            ...(role && { role }),
            ...(pageParam && { cursor: pageParam }),
          },
        }),
      ),
    placeholderData: keepPreviousData,
    initialPageParam: "",
    getNextPageParam: (page: TaskPage) => page.cursor,
  });

const one = api.tasks[":customerId"][":taskId"];
const pathOf = ({ customerId, taskId }: Task) => ({ customerId, taskId });

/** What a person does with a task; the lists are asked for anew, also after a refusal, because then somebody else was faster. */
export const useTaskDeeds = (task: Task) => {
  const queries = useQueryClient();
  const deed = <Body>(mutationFn: (body: Body) => Promise<unknown>) => ({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: ["tasks"] }),
  });
  const param = pathOf(task);
  return {
    assign: useMutation(deed((assignee: string) => answered(one.assign.$post({ param, json: { assignee } })))),
    done: useMutation(deed((json: { outcome: Outcome; note?: string }) => answered(one.done.$post({ param, json })))),
    cancel: useMutation(deed((json: { note?: string }) => answered(one.cancel.$post({ param, json })))),
  };
};
