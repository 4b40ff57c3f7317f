import { Anchor, Badge, Button, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { UseMutationResult } from "@tanstack/react-query";
import { Link } from "react-router";
import { useMay, useSession } from "../../api/use-session.ts";
import { notifyDone } from "../../parts/notify.ts";
import { FailureText } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { DueBadge, WorkCard } from "../../parts/work-list.tsx";
import { useWords } from "../../words/define-words.ts";
import { type Case, type Noted, useCaseDeeds } from "./cases.ts";
import { CloseCase } from "./close-case.tsx";
import { caseWords } from "./words.ts";

interface DeadlineProps {
  readonly what: string;
  readonly by: string | undefined;
  readonly at: string | undefined;
}

/** A deadline of a case: kept, still ahead, or passed. */
const Deadline = ({ what, by, at }: DeadlineProps) => {
  const say = useWords(caseWords);
  const format = useFormat();
  const now = useSession().data?.now;
  if (at !== undefined)
    return (
      <Text size="sm" c="dimmed">
        <IconCheck size={14} aria-hidden /> {what}: {say("at", { moment: format.moment(at) })}
      </Text>
    );
  if (by === undefined || now === undefined) return null;
  const late = Date.parse(by) <= Date.parse(now);
  const when = { moment: format.moment(by), apart: format.fromNow(by, now) };
  return (
    <Text size="sm" fw={late ? 600 : undefined}>
      {what}: {say(late ? "lateBy" : "by", when)}
    </Text>
  );
};

interface DeedProps {
  readonly label: string;
  readonly done: string;
  readonly deed: UseMutationResult<unknown, Error, Noted>;
}

const Deed = ({ label, done, deed }: DeedProps) => (
  <Button
    variant="default"
    loading={deed.isPending}
    onClick={() => deed.mutate({}, { onSuccess: () => notifyDone(done) })}
  >
    {label}
  </Button>
);

const Deeds = ({ one }: { readonly one: Case }) => {
  const say = useWords(caseWords);
  const { acknowledge, tell } = useCaseDeeds(one);
  const error = acknowledge.error ?? tell.error;
  return (
    <>
      {one.acknowledgedAt === undefined && (
        <Deed label={say("answered")} done={say("answeredDone")} deed={acknowledge} />
      )}
      {one.resultToldAt === undefined && <Deed label={say("told")} done={say("toldDone")} deed={tell} />}
      <CloseCase one={one} />
      {error && (
        <div role="alert">
          <FailureText error={error} />
        </div>
      )}
    </>
  );
};

export const CaseCard = ({ one }: { readonly one: Case }) => {
  const say = useWords(caseWords);
  const format = useFormat();
  const may = useMay("serve-customers");
  const { customerId, caseId, subject, openedAt, level, note } = one;
  return (
    <WorkCard
      title={
        <>
          {say(`subject.${subject}`)}{" "}
          <Anchor component={Link} to={`/customers/${encodeURIComponent(customerId)}`} fw={400}>
            {say("customer", { id: customerId })}
          </Anchor>
        </>
      }
      badges={
        <>
          <DueBadge late={one.overdue}>{say(one.overdue ? "overdue" : "inTime")}</DueBadge>
          {level > 0 && (
            <Badge variant="default" tt="none">
              {say("level", { count: level })}
            </Badge>
          )}
        </>
      }
      actions={may ? <Deeds one={one} /> : undefined}
    >
      <Deadline what={say("answer")} by={one.acknowledgeBy} at={one.acknowledgedAt} />
      <Deadline what={say("result")} by={one.resultBy} at={one.resultToldAt} />
      {note !== undefined && <Text size="sm">{note}</Text>}
      <Text size="sm" c="dimmed">
        {say("number", { id: caseId })}
        {openedAt !== undefined && ` · ${say("opened", { moment: format.moment(openedAt) })}`}
      </Text>
    </WorkCard>
  );
};
