import { Button, Group, SegmentedControl, Select } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import { useSession } from "../../api/use-session.ts";
import { Page } from "../../parts/page.tsx";
import { Empty } from "../../parts/states.tsx";
import { WorkList } from "../../parts/work-list.tsx";
import { shellWords } from "../../shell/words.ts";
import { useWords } from "../../words/define-words.ts";
import { TaskCard } from "./task-card.tsx";
import { type Task, useTasks } from "./tasks.ts";
import { taskWords } from "./words.ts";

/** What is looked for stands in the address, so that a link can lead to what is overdue. */
const useFilter = () => {
  const [params, setParams] = useSearchParams();
  const change = (name: string, value: string | null): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null || value === "") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return { late: params.get("show") === "overdue", role: params.get("role") ?? undefined, change };
};

const NoTasks = ({ late, onAll }: { readonly late: boolean; readonly onAll: () => void }) => {
  const say = useWords(taskWords);
  return late ? (
    <Empty
      title={say("noneLateTitle")}
      action={
        <Button variant="default" onClick={onAll}>
          {say("showAll")}
        </Button>
      }
    >
      {say("noneLate")}
    </Empty>
  ) : (
    <Empty
      title={say("noneTitle")}
      action={
        <Button component={Link} to="/campaigns" variant="default">
          {say("toCampaigns")}
        </Button>
      }
    >
      {say("none")}
    </Empty>
  );
};

const rolesIn = (tasks: readonly Task[], chosen: string | undefined): string[] =>
  [...new Set([...tasks.map(({ role }) => role), ...(chosen === undefined ? [] : [chosen])])].sort();

const TasksPage = () => {
  const shell = useWords(shellWords);
  const say = useWords(taskWords);
  const { late, role, change } = useFilter();
  const now = useSession().data?.now;
  const query = useTasks({ until: late ? now : undefined, role });
  const shown = query.data?.pages.flatMap(({ tasks }) => tasks) ?? [];
  return (
    <Page title={shell("tasks")} lead={say("lead")}>
      <Group align="flex-end">
        <SegmentedControl
          aria-label={say("show")}
          value={late ? "overdue" : ""}
          onChange={(value) => change("show", value)}
          data={[
            { value: "", label: say("all") },
            { value: "overdue", label: say("late") },
          ]}
        />
        <Select
          aria-label={say("role")}
          placeholder={say("everybody")}
          clearable
          data={rolesIn(shown, role)}
          value={role ?? null}
          onChange={(value) => change("role", value)}
        />
      </Group>
      <WorkList
        label={say("list")}
        query={query}
        rowsOf={(pages) => pages.flatMap(({ tasks }) => tasks)}
        rowKey={({ customerId, taskId }) => `${customerId} ${taskId}`}
        card={(task) => <TaskCard task={task} />}
        empty={<NoTasks late={late} onAll={() => change("show", null)} />}
      />
    </Page>
  );
};

export default TasksPage;
