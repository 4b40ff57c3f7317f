import { Button, type ButtonProps, Group, Modal, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { commonWords } from "../words/common.ts";
import { useWords } from "../words/define-words.ts";
import { FailureText } from "./states.tsx";

export interface ConfirmButtonProps extends Omit<ButtonProps, "onClick"> {
  readonly label: string;
  /** What will happen, in a sentence or two. */
  readonly children: ReactNode;
  /** The heading of the question. */
  readonly question: string;
  /** What the button says that does it; it names the deed, never just "OK". */
  readonly confirm: string;
  /** False while something is missing, such as an id to be typed. */
  readonly ready?: boolean;
  readonly onConfirm: () => Promise<unknown>;
}

/** For what hurts: asks once, says what will happen, and stays open with the reason when it fails. */
export const ConfirmButton = (props: ConfirmButtonProps) => {
  const { label, children, question, confirm, ready = true, onConfirm, ...button } = props;
  const say = useWords(commonWords);
  const [opened, setOpened] = useState(false);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  const act = async (): Promise<void> => {
    setRunning(true);
    setError(undefined);
    try {
      await onConfirm();
      setOpened(false);
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  };
  return (
    <>
      <Button {...button} onClick={() => setOpened(true)}>
        {label}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={question}
        closeButtonProps={{ "aria-label": say("close") }}
      >
        <Stack>
          <div>{children}</div>
          {error !== undefined && (
            <div role="alert">
              <FailureText error={error} />
            </div>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpened(false)}>
              {say("cancel")}
            </Button>
            <Button color={button.color} disabled={!ready} loading={running} onClick={() => void act()}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
};
