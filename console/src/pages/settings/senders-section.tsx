import { NumberInput, Select, SimpleGrid, TagsInput, TextInput } from "@mantine/core";
import { useWords } from "../../words/define-words.ts";
import { usePart } from "./form-context.tsx";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

export const SendersSection = () => {
  const say = useWords(settingsWords);
  const { value: senders, set, errorAt, disabled } = usePart("senders");
  const optional = (key: "emailReplyTo" | "smsSenderId", value: string): void => {
    const { [key]: _, ...rest } = senders;
    set(value === "" ? rest : { ...rest, [key]: value });
  };
  return (
    <Section title={say("senders.title")} lead={say("senders.lead")}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={say("senders.from")}
          description={say("senders.fromHint")}
          value={senders.emailFrom}
          disabled={disabled}
          error={errorAt("emailFrom")}
          onChange={({ currentTarget: { value } }) => set({ ...senders, emailFrom: value })}
        />
        <TextInput
          label={say("senders.replyTo")}
          description={say("senders.replyToHint")}
          value={senders.emailReplyTo ?? ""}
          disabled={disabled}
          error={errorAt("emailReplyTo")}
          onChange={({ currentTarget: { value } }) => optional("emailReplyTo", value)}
        />
        <TextInput
          label={say("senders.smsId")}
          description={say("senders.smsIdHint")}
          value={senders.smsSenderId ?? ""}
          disabled={disabled}
          error={errorAt("smsSenderId")}
          onChange={({ currentTarget: { value } }) => optional("smsSenderId", value)}
        />
        <Select
          allowDeselect={false}
          label={say("senders.smsLinks")}
          description={say("senders.smsLinksHint")}
          data={(["plain", "tracked"] as const).map((way) => ({ value: way, label: say(`senders.links.${way}`) }))}
          value={senders.smsLinks}
          disabled={disabled}
          onChange={(way) => (way === "plain" || way === "tracked") && set({ ...senders, smsLinks: way })}
        />
        <NumberInput
          label={say("senders.smsPrice")}
          description={say("senders.smsPriceHint")}
          prefix="US$ "
          min={0}
          step={0.1}
          value={senders.smsMaxPriceUsd}
          disabled={disabled}
          error={errorAt("smsMaxPriceUsd")}
          onChange={(value) => value !== "" && set({ ...senders, smsMaxPriceUsd: Number(value) })}
        />
        <NumberInput
          label={say("senders.emailPrice")}
          description={say("senders.emailPriceHint")}
          prefix="US$ "
          min={0}
          step={0.01}
          value={senders.emailPriceUsdPerThousand}
          disabled={disabled}
          error={errorAt("emailPriceUsdPerThousand")}
          onChange={(value) => value !== "" && set({ ...senders, emailPriceUsdPerThousand: Number(value) })}
        />
      </SimpleGrid>
    </Section>
  );
};

/** Who may be sent a message on trial. */
export const TestRecipientsSection = () => {
  const say = useWords(settingsWords);
  const { value: recipients, set, errorAt, disabled } = usePart("testRecipients");
  const errorOf = (list: "emails" | "phones"): string | undefined =>
    recipients[list].map((_, at) => errorAt(`${list}[${at}]`)).find((error) => error !== undefined);
  return (
    <Section title={say("tests.title")} lead={say("tests.lead")}>
      <TagsInput
        label={say("tests.emails")}
        description={say("tests.emailsHint")}
        value={recipients.emails}
        disabled={disabled}
        error={errorOf("emails")}
        onChange={(emails) => set({ ...recipients, emails })}
      />
      <TagsInput
        label={say("tests.phones")}
        description={say("tests.phonesHint")}
        value={recipients.phones}
        disabled={disabled}
        error={errorOf("phones")}
        onChange={(phones) => set({ ...recipients, phones })}
      />
    </Section>
  );
};
