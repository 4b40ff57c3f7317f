import { Select, SimpleGrid, TagsInput, TextInput } from "@mantine/core";
import { useWords } from "../../words/define-words.ts";
import { useNumbers, usePart } from "./form-context.tsx";
import { NumberField } from "./number-field.tsx";
import { PricesField } from "./prices-field.tsx";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

const preferences = ["when-free", "always", "never"] as const;
const signatures = ["written", "gateway"] as const;

const isOneOf = <Way extends string>(ways: readonly Way[], way: string | null): way is Way =>
  ways.some((one) => one === way);

/** What is put into SMS beside their words. */
const SmsChoices = () => {
  const say = useWords(settingsWords);
  const { value: senders, set, disabled } = usePart("senders");
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <Select
        allowDeselect={false}
        label={say("senders.smsLinks")}
        description={say("senders.smsLinksHint")}
        data={(["plain", "tracked"] as const).map((way) => ({ value: way, label: say(`senders.links.${way}`) }))}
        value={senders.smsLinks}
        disabled={disabled}
        onChange={(way) => (way === "plain" || way === "tracked") && set({ ...senders, smsLinks: way })}
      />
      <Select
        allowDeselect={false}
        label={say("senders.smsPreferences")}
        description={say("senders.smsPreferencesHint")}
        data={preferences.map((way) => ({ value: way, label: say(`senders.preferences.${way}`) }))}
        value={senders.smsPreferences}
        disabled={disabled}
        onChange={(way) => isOneOf(preferences, way) && set({ ...senders, smsPreferences: way })}
      />
      <Select
        allowDeselect={false}
        label={say("senders.smsSignature")}
        description={say("senders.smsSignatureHint")}
        data={signatures.map((way) => ({ value: way, label: say(`senders.signature.${way}`) }))}
        value={senders.smsSignature}
        disabled={disabled}
        onChange={(way) => isOneOf(signatures, way) && set({ ...senders, smsSignature: way })}
      />
    </SimpleGrid>
  );
};

export const SendersSection = () => {
  const say = useWords(settingsWords);
  const { value: senders, set, errorAt, disabled } = usePart("senders");
  const number = useNumbers("senders");
  const optional = (key: "emailReplyTo" | "smsSenderId", value: string): void => {
    const { [key]: _, ...rest } = senders;
    set(value === "" ? rest : { ...rest, [key]: value });
  };
  return (
    <Section parts={["senders"]} title={say("senders.title")} lead={say("senders.lead")}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          id="senders.emailFrom"
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
      </SimpleGrid>
      <SmsChoices />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NumberField
          label={say("senders.smsPrice")}
          hint={say("senders.smsPriceHint")}
          prefix="US$ "
          {...number("smsMaxPriceUsd")}
        />
        <NumberField
          label={say("senders.emailPrice")}
          hint={say("senders.emailPriceHint")}
          prefix="US$ "
          {...number("emailPriceUsdPerThousand")}
        />
      </SimpleGrid>
      <PricesField />
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
    <Section parts={["testRecipients"]} title={say("tests.title")} lead={say("tests.lead")}>
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
