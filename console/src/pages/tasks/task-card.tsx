import { Anchor, Text } from "@mantine/core";
import { Link } from "react-router";
import { useMay, useSession } from "../../api/use-session.ts";
import { useFormat } from "../../parts/use-format.ts";
import { DueBadge, WorkCard } from "../../parts/work-list.tsx";
import { useWords } from "../../words/define-words.ts";
import { useCampaignName } from "../campaigns/data/campaign-name.ts";
import { AssignTask } from "./assign-task.tsx";
import { CloseTask } from "./close-task.tsx";
import type { Task } from "./tasks.ts";
import { taskWords } from "./words.ts";

const Origin = ({ task }: { readonly task: Task }) => {
  const say = useWords(taskWords);
  const nameOf = useCampaignName();
  if (task.caseId !== undefined)
    return (
      <Anchor component={Link} to="/cases" underline="always">
        {say("byCase", { id: task.caseId })}
      </Anchor>
    );
  if (task.campaignId === undefined) return null;
  return (
    <>
      {say("byCampaign")}{" "}
      <Anchor component={Link} to={`/campaigns/${task.campaignId}`} underline="always">
        {nameOf(task.campaignId)}
      </Anchor>
    </>
  );
};

const Taken = ({ task }: { readonly task: Task }) => {
  const say = useWords(taskWords);
  const me = useSession().data?.person;
  if (task.assignee === undefined) return <>{say("nobody")}</>;
  return <>{task.assignee === me ? say("takenByYou") : say("takenBy", { person: task.assignee })}</>;
};

export const TaskCard = ({ task }: { readonly task: Task }) => {
  const say = useWords(taskWords);
  const format = useFormat();
  const may = useMay("serve-customers");
  const now = useSession().data?.now;
  const { dueAt } = task;
  const title = say(`title.${task.task}`);
  const apart = dueAt !== undefined && now !== undefined ? format.fromNow(dueAt, now) : "";
  return (
    <WorkCard
      title={
        <>
          {title}{" "}
          <Anchor component={Link} to={`/customers/${encodeURIComponent(task.customerId)}`} fw={400}>
            {say("customer", { id: task.customerId })}
          </Anchor>
        </>
      }
      badges={<DueBadge late={task.overdue}>{say(task.overdue ? "overdueSince" : "dueIn", { apart })}</DueBadge>}
      actions={
        may ? (
          <>
            <AssignTask task={task} />
            <CloseTask task={task} title={title} />
          </>
        ) : undefined
      }
    >
      <Text size="sm">
        {say("asked", { role: task.role })} · <Taken task={task} />
      </Text>
      <Text size="sm" c="dimmed" component="div">
        {dueAt !== undefined && `${say("dueAt", { moment: format.moment(dueAt) })} · `}
        <Origin task={task} />
      </Text>
    </WorkCard>
  );
};
