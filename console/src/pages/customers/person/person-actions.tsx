import { Button, Checkbox, Group, Menu, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { answered } from "../../../api/answered.ts";
import { useMay } from "../../../api/use-session.ts";
import { ConfirmButton } from "../../../parts/confirm-button.tsx";
import { notifyDone } from "../../../parts/notify.ts";
import { commonWords } from "../../../words/common.ts";
import { useWords } from "../../../words/define-words.ts";
import { customerWords } from "../words.ts";
import { actionWords } from "./action-words.ts";
import { downloadExport } from "./download-export.ts";
import { personCalls, personKey } from "./use-person.ts";

interface OneProps {
  readonly customerId: string;
}

const channels = ["email", "sms", "push"] as const;

const OptOut = ({ customerId }: OneProps) => {
  const say = useWords(actionWords);
  const common = useWords(commonWords);
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly string[]>(channels);
  const [note, setNote] = useState("");
  const act = async (): Promise<void> => {
    const json = {
      channels: channels.filter((channel) => chosen.includes(channel)),
      ...(note.trim() !== "" && { note: note.trim() }),
    };
    await answered(personCalls["opt-out"].$post({ param: { customerId }, json }));
    notifyDone(say("optOut.done"));
    await queries.invalidateQueries({ queryKey: personKey(customerId) });
  };
  return (
    <ConfirmButton
      variant="default"
      label={say("optOut.label")}
      question={say("optOut.question")}
      confirm={say("optOut.confirm")}
      ready={chosen.length > 0}
      onConfirm={act}
    >
      <Stack gap="sm">
        <Text>{say("optOut.what")}</Text>
        <Checkbox.Group label={say("optOut.channels")} value={[...chosen]} onChange={setChosen}>
          <Group mt="xs">
            {channels.map((channel) => (
              <Checkbox key={channel} value={channel} label={common(`channel.${channel}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <TextInput
          label={say("optOut.note")}
          description={say("optOut.noteHint")}
          value={note}
          maxLength={200}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Stack>
    </ConfirmButton>
  );
};

const reasons = ["requested", "retention-over", "wrong-person", "test-data"] as const;
type Reason = (typeof reasons)[number];

const Erase = ({ customerId }: OneProps) => {
  const say = useWords(actionWords);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState<Reason>("requested");
  const act = async (): Promise<void> => {
    await answered(personCalls.erase.$post({ param: { customerId }, json: { reason, confirm: typed.trim() } }));
    notifyDone(say("erase.done"));
    queries.removeQueries({ queryKey: personKey(customerId) });
    await navigate("/customers");
  };
  return (
    <ConfirmButton
      color="red.9"
      variant="default"
      label={say("erase.label")}
      question={say("erase.question")}
      confirm={say("erase.confirm")}
      ready={typed.trim() === customerId}
      onConfirm={act}
    >
      <Stack gap="sm">
        <Text>{say("erase.what")}</Text>
        <Select
          label={say("erase.reason")}
          allowDeselect={false}
          data={reasons.map((one) => ({ value: one, label: say(`erase.reasons.${one}`) }))}
          value={reason}
          onChange={(value) => setReason(reasons.find((one) => one === value) ?? "requested")}
        />
        <TextInput
          label={say("erase.type", { id: customerId })}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </Stack>
    </ConfirmButton>
  );
};

const Export = ({ customerId }: OneProps) => {
  const say = useWords(customerWords);
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {say("export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void downloadExport(customerId, "json")}>{say("exportJson")}</Menu.Item>
        <Menu.Item onClick={() => void downloadExport(customerId, "csv")}>{say("exportCsv")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

/** What may be done about a person; who may not do it does not see it. */
export const PersonActions = ({ customerId }: OneProps) => {
  const mayServe = useMay("serve-customers");
  const mayAnswer = useMay("answer-privacy-requests");
  return (
    <>
      {mayAnswer && <Export customerId={customerId} />}
      {mayServe && <OptOut customerId={customerId} />}
      {mayAnswer && <Erase customerId={customerId} />}
    </>
  );
};
