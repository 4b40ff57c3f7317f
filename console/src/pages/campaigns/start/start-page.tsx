import { playbooks } from "virtual:playbooks";
import { Alert, Button, Paper, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import type { ParameterValues } from "../../../../../lambdas/channels/words.ts";
import type { LibraryPlaybook } from "../../../../../lib/console/playbook-library.ts";
import { useMay } from "../../../api/use-session.ts";
import { notifyDone } from "../../../parts/notify.ts";
import { Page } from "../../../parts/page.tsx";
import { Empty, FailureText } from "../../../parts/states.tsx";
import { useDraft } from "../../../parts/use-draft.ts";
import { useLanguage, useWords } from "../../../words/define-words.ts";
import { useCampaigns } from "../data/campaigns.ts";
import { CampaignSentences } from "../summary/campaign-sentences.tsx";
import { defaultsOf, definitionOf, emptyCodes } from "./draft-of-playbook.ts";
import { ParameterField } from "./parameter-field.tsx";
import { useStart } from "./use-start.ts";
import { startWords } from "./words.ts";

const freeId = (id: string, taken: ReadonlySet<string>): string => {
  for (let number = 2; ; number += 1) if (!taken.has(`${id}-${number}`)) return `${id}-${number}`;
};
const isId = (id: string): boolean => /^[a-z][a-z0-9-]{0,62}$/.test(id);

const Values = ({
  playbook,
  values,
  onChange,
}: {
  readonly playbook: LibraryPlaybook;
  readonly values: ParameterValues;
  readonly onChange: (values: ParameterValues) => void;
}) => {
  const say = useWords(startWords);
  return (
    <Stack component="section" gap="sm" aria-labelledby="values">
      <div>
        <Title order={2} id="values">
          {say("numbers")}
        </Title>
        <Text c="dimmed">{say("numbersLead")}</Text>
      </div>
      {Object.entries(playbook.parameters).map(([name, parameter]) => (
        <ParameterField
          key={name}
          parameter={parameter}
          value={values[name]}
          onChange={(value) => onChange({ ...values, [name]: value })}
        />
      ))}
    </Stack>
  );
};

/** The id under which it is kept is asked for only when the playbook's own is taken. */
const useId = (playbook: LibraryPlaybook) => {
  const taken = new Set((useCampaigns().data?.campaigns ?? []).map(({ id }) => id));
  const [own, setOwn] = useState<string>();
  const isTaken = taken.has(playbook.id);
  const id = own ?? (isTaken ? freeId(playbook.id, taken) : playbook.id);
  return { id, setId: setOwn, asks: isTaken, isGood: isId(id) && !taken.has(id) };
};

const Start = ({ playbook }: { readonly playbook: LibraryPlaybook }) => {
  const say = useWords(startWords);
  const language = useLanguage();
  const navigate = useNavigate();
  const may = useMay("edit-campaigns");
  const named = useId(playbook);
  const draft = useDraft<ParameterValues>(`start.${playbook.id}`);
  const values = { ...defaultsOf(playbook), ...draft.value };
  const start = useStart(playbook);
  const codes = emptyCodes(playbook, values);
  const create = async (): Promise<void> => {
    await start.mutateAsync({ campaignId: named.id, values });
    draft.discard();
    notifyDone(say("done"));
    await navigate(`/campaigns/${named.id}`);
  };
  return (
    <Page title={say("title", { name: playbook.name[language] })} lead={playbook.description[language]}>
      {!may && <Alert color="yellow">{say("mayNot")}</Alert>}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <Values playbook={playbook} values={values} onChange={draft.setValue} />
        <Stack component="section" gap="sm" aria-labelledby="result">
          <Title order={2} id="result">
            {say("result")}
          </Title>
          <Paper withBorder p="md">
            <CampaignSentences definition={definitionOf(playbook, values)} level={3} />
          </Paper>
          {named.asks && (
            <TextInput
              label={say("shortName")}
              description={say("shortNameHint")}
              value={named.id}
              error={named.isGood ? undefined : say("shortNameWrong")}
              onChange={(event) => named.setId(event.currentTarget.value)}
            />
          )}
          {codes.length > 0 && <Alert color="yellow">{say("codeMissing")}</Alert>}
          {start.isError && (
            <Alert color="red" role="alert">
              <FailureText error={start.error} />
            </Alert>
          )}
          <Text size="sm" c="dimmed">
            {say("hint")}
          </Text>
          <Button
            onClick={() => void create().catch(() => undefined)}
            loading={start.isPending}
            disabled={!may || !named.isGood || codes.length > 0}
            style={{ alignSelf: "flex-start" }}
          >
            {say("create")}
          </Button>
        </Stack>
      </SimpleGrid>
    </Page>
  );
};

/** A playbook's values, what they make, and the button that makes it a draft. */
const StartPage = () => {
  const say = useWords(startWords);
  const { playbookId } = useParams();
  const playbook = playbooks.find(({ id }) => id === playbookId);
  if (playbook !== undefined) return <Start playbook={playbook} />;
  const toGallery = (
    <Button component={Link} to="/campaigns">
      {say("toGallery")}
    </Button>
  );
  return (
    <Page title={say("noPlaybook")}>
      <Empty title={say("noPlaybook")} action={toGallery}>
        {say("noPlaybookHint")}
      </Empty>
    </Page>
  );
};

export default StartPage;
