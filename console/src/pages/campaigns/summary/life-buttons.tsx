import { Button, Group, Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { notifyDone } from "../../../parts/notify.ts";
import { commonWords } from "../../../words/common.ts";
import { useWords } from "../../../words/define-words.ts";
import type { ShownCampaign } from "../data/campaigns.ts";
import { type Deed, useLife, useOpenTo } from "../data/life.ts";
import { RefusalText } from "./refusal.tsx";
import { summaryWords } from "./words.ts";

type Run = (deed: Deed) => Promise<unknown>;

interface QuestionProps {
  readonly title: string;
  readonly label: string;
  readonly confirm: string;
  readonly color?: string;
  readonly variant?: string;
  readonly onConfirm: () => Promise<unknown>;
  readonly children: ReactNode;
}

/** Asks once before it acts; a refusal stands in the question, which stays open. */
const Question = ({ title, label, confirm, color, variant, onConfirm, children }: QuestionProps) => {
  const common = useWords(commonWords);
  const [opened, { open, close }] = useDisclosure(false);
  const [error, setError] = useState<unknown>();
  const [running, setRunning] = useState(false);
  const act = async (): Promise<void> => {
    setRunning(true);
    setError(undefined);
    try {
      await onConfirm();
      close();
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  };
  return (
    <>
      <Button variant={variant} color={color} onClick={open}>
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ "aria-label": common("close") }}>
        <Stack>
          {children}
          {error !== undefined && (
            <div role="alert">
              <RefusalText error={error} />
            </div>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {common("cancel")}
            </Button>
            <Button color={color} loading={running} onClick={() => void act()}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
};

const ActivateButton = ({ campaign, run }: { readonly campaign: ShownCampaign; readonly run: Run }) => {
  const say = useWords(summaryWords);
  const [inside, setInside] = useState<"finish" | "move">("finish");
  const { liveVersion, newest, state } = campaign;
  const hasInside = liveVersion !== undefined && (state === "live" || state === "paused");
  return (
    <Question
      label={say("action.activate")}
      title={say("activate.question", { version: newest.version })}
      confirm={say("activate.confirm")}
      onConfirm={() => run({ action: "activate", ...(hasInside && { inside }) })}
    >
      <Text size="sm">{say("activate.text")}</Text>
      {hasInside && (
        <Radio.Group
          label={say("activate.inside", { version: liveVersion })}
          value={inside}
          onChange={(value) => setInside(value === "move" ? "move" : "finish")}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="finish" label={say("activate.finish")} />
            <Radio value="move" label={say("activate.move")} />
          </Stack>
        </Radio.Group>
      )}
    </Question>
  );
};

interface ApproveButtonProps {
  readonly campaign: ShownCampaign;
  readonly run: Run;
  /** Where it can go live without, approving is not what comes next. */
  readonly isNeeded: boolean;
}

const ApproveButton = ({ campaign, run, isNeeded }: ApproveButtonProps) => {
  const say = useWords(summaryWords);
  const [note, setNote] = useState("");
  return (
    <Question
      label={say("action.approve")}
      variant={isNeeded ? "filled" : "default"}
      title={say("approve.question", { version: campaign.newest.version })}
      confirm={say("action.approve")}
      onConfirm={() => run({ action: "approve", note })}
    >
      <Text size="sm">{say("approve.text")}</Text>
      <TextInput
        label={say("approve.note")}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Question>
  );
};

export interface LifeButtonsProps {
  readonly campaign: ShownCampaign;
  /** Told why an action without a question was refused; nothing once the next one begins. */
  readonly onRefused: (error: unknown) => void;
}

/** What this person may do with the campaign now. Pausing asks nothing: it must be quick, and hurts nobody. */
export const LifeButtons = ({ campaign, onRefused }: LifeButtonsProps) => {
  const say = useWords(summaryWords);
  const life = useLife(campaign);
  const { isOpen } = useOpenTo(campaign);
  const run: Run = async (deed) => {
    onRefused(undefined);
    await life.run(deed);
    notifyDone(say(`done.${deed.action}`));
  };
  const asked = campaign.newest.requested !== undefined;
  const direct = (action: Deed["action"], look: { readonly variant?: string; readonly color?: string } = {}) =>
    isOpen(action) && (
      <Button {...look} loading={life.isPending} onClick={() => void run({ action }).catch(onRefused)}>
        {say(`action.${action}`)}
      </Button>
    );
  return (
    <>
      {isOpen("activate") && <ActivateButton campaign={campaign} run={run} />}
      {isOpen("approve") && <ApproveButton campaign={campaign} run={run} isNeeded={asked || !isOpen("activate")} />}
      {!asked && direct("request-approval", { variant: isOpen("activate") ? "default" : "filled" })}
      {direct("resume")}
      {direct("pause", { color: "red", variant: "light" })}
      {direct("restore", { variant: "default" })}
      {isOpen("archive") && (
        <Question
          variant="subtle"
          color="red"
          label={say("action.archive")}
          title={say("archive.question")}
          confirm={say("action.archive")}
          onConfirm={() => run({ action: "archive" })}
        >
          <Text size="sm">{say("archive.text")}</Text>
        </Question>
      )}
    </>
  );
};
