import { Badge, Button, Group, Stack, Title } from "@mantine/core";
import { IconFlame } from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmButton } from "../../../parts/confirm-button.tsx";
import { notifyDone } from "../../../parts/notify.ts";
import { RowsTable } from "../../../parts/paged-table.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { useWords } from "../../../words/define-words.ts";
import type { CampaignAnswer, ShownCampaign, ShownVersion } from "../data/campaigns.ts";
import { useOpenTo, useRollBack } from "../data/life.ts";
import { usePersonName } from "../data/person-name.ts";
import { Differences } from "./differences.tsx";
import { summaryWords } from "./words.ts";

const RollBackButton = ({ campaign, version }: { readonly campaign: ShownCampaign; readonly version: number }) => {
  const say = useWords(summaryWords);
  const rollBack = useRollBack(campaign);
  const next = campaign.newest.version + 1;
  const act = async (): Promise<void> => {
    await rollBack.mutateAsync(version);
    notifyDone(say("versions.rolledBack", { version, next }));
  };
  return (
    <ConfirmButton
      size="xs"
      variant="default"
      label={say("versions.rollBack")}
      aria-label={say("versions.rollBackNamed", { version })}
      question={say("versions.rollBackQuestion", { version })}
      confirm={say("versions.rollBackNamed", { version })}
      onConfirm={act}
    >
      {say("versions.rollBackText", { next })}
    </ConfirmButton>
  );
};

interface ActionsProps {
  readonly campaign: ShownCampaign;
  readonly version: number;
  readonly onCompare: () => void;
}

const Actions = ({ campaign, version, onCompare }: ActionsProps) => {
  const say = useWords(summaryWords);
  const { isOpen } = useOpenTo(campaign);
  const newest = campaign.newest.version;
  if (version === newest) return null;
  return (
    <Group gap={6} wrap="nowrap">
      <Button
        size="xs"
        variant="default"
        onClick={onCompare}
        aria-label={say("versions.compare", { version, other: newest })}
      >
        {say("versions.compareShort")}
      </Button>
      {isOpen("save") && <RollBackButton campaign={campaign} version={version} />}
    </Group>
  );
};

const useColumns = (campaign: ShownCampaign, onCompare: (version: number) => void) => {
  const say = useWords(summaryWords);
  const { moment } = useFormat();
  const personOf = usePersonName();
  const isLive = ({ version }: ShownVersion) => campaign.state === "live" && version === campaign.liveVersion;
  return [
    {
      key: "version",
      title: say("versions.version"),
      cell: (one: ShownVersion) => (
        <Group gap={6} wrap="nowrap">
          {one.version}
          {isLive(one) && (
            <Badge
              size="sm"
              variant="default"
              tt="none"
              leftSection={<IconFlame size={12} color="var(--mantine-color-teal-6)" aria-hidden />}
            >
              {say("versions.live")}
            </Badge>
          )}
        </Group>
      ),
    },
    { key: "author", title: say("versions.author"), cell: ({ author }: ShownVersion) => personOf(author.by) },
    {
      key: "at",
      title: say("versions.at"),
      cell: ({ author }: ShownVersion) => (author.at === undefined ? "" : moment(author.at)),
    },
    {
      key: "note",
      title: say("versions.note"),
      cell: ({ note, copyOf }: ShownVersion) =>
        [note, copyOf === undefined ? undefined : say("versions.copyOf", { version: copyOf })]
          .filter((one) => one !== undefined)
          .join("; "),
    },
    {
      key: "approval",
      title: say("versions.approval"),
      cell: ({ approved }: ShownVersion) => (approved === undefined ? "" : personOf(approved.by)),
    },
    {
      key: "actions",
      title: say("versions.actions"),
      cell: ({ version }: ShownVersion) => (
        <Actions campaign={campaign} version={version} onCompare={() => onCompare(version)} />
      ),
    },
  ];
};

/** Every version, what differs between them, and the way back to one. */
export const Versions = ({ campaign, versions }: Pick<CampaignAnswer, "campaign" | "versions">) => {
  const say = useWords(summaryWords);
  const newest = campaign.newest.version;
  const edited = campaign.liveVersion !== undefined && campaign.liveVersion !== newest;
  const [compared, setCompared] = useState<number>();
  const columns = useColumns(campaign, setCompared);
  const from = compared ?? (edited ? campaign.liveVersion : undefined);
  return (
    <Stack component="section" gap="sm" aria-labelledby="versions">
      <Title order={2} id="versions">
        {say("versions.title")}
      </Title>
      <RowsTable
        label={say("versions.title")}
        columns={columns}
        rows={versions}
        rowKey={({ version }) => String(version)}
      />
      {from !== undefined && from !== newest && <Differences campaignId={campaign.id} from={from} to={newest} />}
    </Stack>
  );
};
