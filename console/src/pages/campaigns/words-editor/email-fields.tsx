import { ActionIcon, Button, Group, Stack, Switch, Text, Title } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { EmailWords } from "../../../../../lambdas/channels/words.ts";
import { plainTextOf } from "../../../../../lib/playbooks/plain-text.ts";
import { useWords } from "../../../words/define-words.ts";
import {
  type TextBlock,
  textBlocksOf,
  withBlockText,
  withoutParagraph,
  withParagraphAfter,
  withPreheader,
} from "./email-blocks.ts";
import { TemplateField } from "./template-field.tsx";
import { wordsWords } from "./words.ts";

export interface ChannelFieldsProps<Said> {
  readonly said: Said;
  readonly onChange: (said: Said) => void;
  readonly variables: readonly string[];
  readonly disabled: boolean;
  /** What is wrong with a field, by its name. */
  readonly problemOf: (field: string) => string | undefined;
}

/** The plain text follows the html, unless somebody wrote one of their own. */
const withHtml = (said: EmailWords, html: string): EmailWords => ({
  ...said,
  html,
  text: said.text === plainTextOf(said.html) ? plainTextOf(html) : said.text,
});

interface BlockProps extends ChannelFieldsProps<EmailWords> {
  readonly block: TextBlock;
  readonly label: string;
  readonly number: number;
}

const Block = ({ block, label, number, said, onChange, variables, disabled }: BlockProps) => {
  const say = useWords(wordsWords);
  const set = (html: string) => onChange(withHtml(said, html));
  return (
    <Group align="flex-end" gap={6} wrap="nowrap">
      <div style={{ flex: 1, minWidth: 0 }}>
        <TemplateField
          label={label}
          value={block.text}
          onChange={(text) => set(withBlockText(said.html, block, text))}
          variables={variables}
          disabled={disabled}
        />
      </div>
      {block.row !== undefined && !disabled && (
        <>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={say("addParagraph", { number })}
            onClick={() => set(withParagraphAfter(said.html, block, say("newParagraph")))}
          >
            <IconPlus size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={say("removeParagraph", { number })}
            onClick={() => set(withoutParagraph(said.html, block))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </>
      )}
    </Group>
  );
};

const Blocks = (props: ChannelFieldsProps<EmailWords>) => {
  const say = useWords(wordsWords);
  const blocks = textBlocksOf(props.said.html);
  return (
    <Stack gap="xs">
      {blocks.map((block, index) => (
        <Block
          // biome-ignore lint/suspicious/noArrayIndexKey: a paragraph is its place, while its text changes
          key={index}
          {...props}
          block={block}
          number={index + 1}
          label={say(`block.${block.kind}`, { number: index + 1 })}
        />
      ))}
    </Stack>
  );
};

const FollowHtml = ({ onFollow }: { readonly onFollow: () => void }) => {
  const say = useWords(wordsWords);
  return (
    <Button size="xs" variant="subtle" style={{ alignSelf: "flex-start" }} onClick={onFollow}>
      {say("followHtml")}
    </Button>
  );
};

/** The email: subject, the line behind it, and its text by paragraphs or as HTML. */
export const EmailFields = (props: ChannelFieldsProps<EmailWords>) => {
  const { said, onChange, variables, disabled, problemOf } = props;
  const say = useWords(wordsWords);
  const [asHtml, setAsHtml] = useState(false);
  const common = { variables, disabled };
  return (
    <Stack gap="sm">
      <TemplateField
        {...common}
        label={say("subject")}
        value={said.subject}
        problem={problemOf("email.subject")}
        onChange={(subject) => onChange({ ...said, subject })}
      />
      <TemplateField
        {...common}
        label={say("preheader")}
        value={said.preheader}
        problem={problemOf("email.preheader")}
        onChange={(preheader) => onChange({ ...withHtml(said, withPreheader(said.html, preheader)), preheader })}
      />
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={3} size="h4">
            {say("body")}
          </Title>
          <Text size="sm" c="dimmed">
            {say("bodyLead")}
          </Text>
        </div>
        <Switch label={say("asHtml")} checked={asHtml} onChange={(event) => setAsHtml(event.currentTarget.checked)} />
      </Group>
      {problemOf("email.html") !== undefined && !asHtml && (
        <Text size="sm" c="var(--mantine-color-error)">
          {problemOf("email.html")}
        </Text>
      )}
      {asHtml ? (
        <TemplateField
          {...common}
          label={say("html")}
          value={said.html}
          rows={8}
          problem={problemOf("email.html")}
          onChange={(html) => onChange(withHtml(said, html))}
        />
      ) : (
        <Blocks {...props} />
      )}
      <TemplateField
        {...common}
        label={say("plainText")}
        description={say("plainTextLead")}
        value={said.text}
        rows={4}
        problem={problemOf("email.text")}
        onChange={(text) => onChange({ ...said, text })}
      />
      {said.text !== plainTextOf(said.html) && !disabled && (
        <FollowHtml onFollow={() => onChange({ ...said, text: plainTextOf(said.html) })} />
      )}
    </Stack>
  );
};
