import { Stack } from "@mantine/core";
import type { PushWords, SmsWords } from "../../../../../lambdas/channels/words.ts";
import { useWords } from "../../../words/define-words.ts";
import type { ChannelFieldsProps } from "./email-fields.tsx";
import { TemplateField } from "./template-field.tsx";
import { wordsWords } from "./words.ts";

export const SmsFields = ({ said, onChange, problemOf, ...rest }: ChannelFieldsProps<SmsWords>) => {
  const say = useWords(wordsWords);
  return (
    <TemplateField
      {...rest}
      label={say("smsText")}
      description={say("smsLead")}
      rows={4}
      value={said.text}
      problem={problemOf("sms.text")}
      onChange={(text) => onChange({ text })}
    />
  );
};

export const PushFields = ({ said, onChange, problemOf, ...rest }: ChannelFieldsProps<PushWords>) => {
  const say = useWords(wordsWords);
  const withoutLink = ({ link: _, ...words }: PushWords): PushWords => words;
  return (
    <Stack gap="sm">
      <TemplateField
        {...rest}
        label={say("pushTitle")}
        value={said.title}
        problem={problemOf("push.title")}
        onChange={(title) => onChange({ ...said, title })}
      />
      <TemplateField
        {...rest}
        label={say("pushBody")}
        rows={3}
        value={said.body}
        problem={problemOf("push.body")}
        onChange={(body) => onChange({ ...said, body })}
      />
      <TemplateField
        {...rest}
        label={say("pushLink")}
        value={said.link ?? ""}
        problem={problemOf("push.link")}
        onChange={(link) => onChange(link === "" ? withoutLink(said) : { ...said, link })}
      />
    </Stack>
  );
};
