import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { campaignDiff } from "../../../../../lambdas/domain/campaign-diff.ts";
import { Waiting } from "../../../parts/states.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { useWords } from "../../../words/define-words.ts";
import type { Difference } from "../data/campaigns.ts";
import { usePersonName } from "../data/person-name.ts";
import { DifferenceTable } from "../summary/differences.tsx";
import { type Clash, carriedOver } from "./merge.ts";
import type { Editor, Said } from "./use-editor.ts";
import { editWords } from "./words.ts";

const differencesOf = (before: Said, after: Said): readonly Difference[] =>
  campaignDiff(before, after) as readonly Difference[];

interface BothProps {
  readonly editor: Editor;
  readonly base: Said;
  readonly from: number;
  readonly onCarried: (clashes: readonly Clash[]) => void;
}

const Both = ({ editor, base, from, onCarried }: BothProps) => {
  const say = useWords(editWords);
  const mine: Said = { definition: editor.definition, words: editor.words };
  const { version } = editor.answer.campaign.newest;
  const carry = (): void => {
    const { value, clashes } = carriedOver(base, mine, editor.newest);
    editor.restart(value);
    editor.forgetError();
    onCarried(clashes);
  };
  const discard = (): void => {
    editor.discard();
    editor.forgetError();
  };
  const before = say("conflict.before", { version: from });
  return (
    <>
      <Title order={2} size="h4">
        {say("conflict.theirs")}
      </Title>
      <DifferenceTable
        label={say("conflict.theirs")}
        differences={differencesOf(base, editor.newest)}
        before={before}
        after={say("conflict.theirsColumn")}
      />
      <Title order={2} size="h4">
        {say("conflict.mine")}
      </Title>
      <DifferenceTable
        label={say("conflict.mine")}
        differences={differencesOf(base, mine)}
        before={before}
        after={say("conflict.mineColumn")}
      />
      <Group>
        <Button onClick={carry}>{say("conflict.carry", { version })}</Button>
        <Button variant="default" onClick={discard}>
          {say("conflict.discard")}
        </Button>
      </Group>
    </>
  );
};

const Overtaken = ({ editor, from, onCarried }: Omit<BothProps, "base">) => {
  const say = useWords(editWords);
  const { moment } = useFormat();
  const personOf = usePersonName();
  const { author, version } = editor.answer.campaign.newest;
  const time = author.at === undefined ? "" : moment(author.at);
  return (
    <Alert color="orange" icon={<IconUsers aria-hidden />} title={say("conflict.title")} role="alert">
      <Stack gap="sm">
        <Text size="sm">{say("conflict.text", { person: personOf(author.by), version, time, from })}</Text>
        {editor.base === undefined ? (
          <Waiting rows={2} />
        ) : (
          <Both editor={editor} base={editor.base} from={from} onCarried={onCarried} />
        )}
      </Stack>
    </Alert>
  );
};

const Carried = ({ editor, clashes }: { readonly editor: Editor; readonly clashes: readonly Clash[] }) => {
  const say = useWords(editWords);
  const { version } = editor.answer.campaign.newest;
  return (
    <Alert color="teal" role="status">
      <Text size="sm">{say("conflict.carried", { version })}</Text>
      {clashes.length > 0 && <Text size="sm">{say("conflict.carriedClash")}</Text>}
      {clashes.map(({ path, theirs }) => (
        <Text key={path} size="sm" className="breaks">
          <strong>{path}</strong>: {typeof theirs === "string" ? theirs : JSON.stringify(theirs)}
        </Text>
      ))}
    </Alert>
  );
};

/** Tells the second of two editors what the first one saved, shows both their changes, and lets them carry theirs over. */
export const Conflict = ({ editor }: { readonly editor: Editor }) => {
  const [carried, setCarried] = useState<readonly Clash[]>();
  if (editor.overtaken !== undefined)
    return <Overtaken editor={editor} from={editor.overtaken} onCarried={setCarried} />;
  return carried !== undefined && editor.isUnsaved ? <Carried editor={editor} clashes={carried} /> : null;
};
