import { Alert, Code, List, NativeSelect, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { FailureText, Waiting } from "../../../parts/states.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { MendLink, type WayToMend } from "../../../parts/way-to-mend.tsx";
import { useLanguage, useWords } from "../../../words/define-words.ts";
import { useProblemWords } from "../../../words/problems/use-problem-words.ts";
import { PhoneFrame, PushCard, SmsBubble } from "./phone-frame.tsx";
import classes from "./previews.module.css";
import { useDollars } from "./use-dollars.ts";
import type { Preview, PreviewAnswer, usePreview } from "./use-preview.ts";
import { wordsWords } from "./words.ts";

type Good = Extract<Preview["result"], { readonly ok: true }>;
type Message = Good["message"];
type Of<Channel extends Message["channel"]> = Extract<Message, { readonly channel: Channel }>;

const widths = { desktop: 640, phone: 375 } as const;

const EmailView = ({ message, person }: { readonly message: Of<"email">; readonly person: string }) => {
  const say = useWords(wordsWords);
  const { count } = useFormat();
  const [view, setView] = useState<"desktop" | "phone" | "text">("desktop");
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label={say("view")}
        data={(["desktop", "phone", "text"] as const).map((value) => ({ value, label: say(value) }))}
        value={view}
        onChange={(value) => setView(value as typeof view)}
      />
      <div>
        <Text fw={700}>{message.subject}</Text>
        <Text size="sm" c="dimmed">
          {message.preheader}
        </Text>
      </div>
      {view === "text" ? (
        <Code block className={classes.plain} tabIndex={0}>
          {message.text}
        </Code>
      ) : (
        <div className={classes.scroll}>
          <iframe
            title={say("emailFrame", { person })}
            sandbox=""
            srcDoc={message.html}
            className={classes.email}
            style={{ width: widths[view] }}
          />
        </div>
      )}
      <Text size="sm">{say("emailLine", { kilobytes: count(Math.ceil(message.bytes / 1000)) })}</Text>
    </Stack>
  );
};

const SmsView = ({ message: { text, quote } }: { readonly message: Of<"sms"> }) => {
  const say = useWords(wordsWords);
  const dollars = useDollars();
  const country = quote.country ?? say("somewhere");
  const parts = say("parts", { count: quote.parts });
  return (
    <Stack gap="xs">
      <PhoneFrame>
        <SmsBubble text={text} />
      </PhoneFrame>
      <Text size="sm">{say("smsLine", { characters: quote.characters, encoding: quote.encoding, parts })}</Text>
      <Text size="sm">
        {quote.priceUsd === undefined
          ? say("noPrice", { country })
          : say("price", { price: dollars(quote.priceUsd), country })}
      </Text>
    </Stack>
  );
};

const PushView = ({ message }: { readonly message: Of<"push"> }) => {
  const say = useWords(wordsWords);
  const { title, body, link, titleLength, bodyLength } = message;
  return (
    <Stack gap="xs">
      <PhoneFrame>
        <PushCard title={title} body={body} link={link} when={say("now")} />
      </PhoneFrame>
      <Text size="sm">{say("pushLine", { title: titleLength, body: bodyLength })}</Text>
    </Stack>
  );
};

const MessageView = ({ message, person }: { readonly message: Message; readonly person: string }) => {
  switch (message.channel) {
    case "email":
      return <EmailView message={message} person={person} />;
    case "sms":
      return <SmsView message={message} />;
    case "push":
      return <PushView message={message} />;
  }
};

/** The settings that some warnings come from. */
const warned: Readonly<Record<string, string>> = {
  "price-unknown": "senders.smsPricesUsd",
  "over-price-limit": "senders.smsMaxPriceUsd",
  "no-postal-address": "shop.postalAddress",
};
const settingOf = (code: string): WayToMend | undefined => {
  const setting = warned[code];
  return setting === undefined ? undefined : { setting };
};

const Result = ({ preview, person }: { readonly preview: Preview; readonly person: string }) => {
  const say = useWords(wordsWords);
  const language = useLanguage();
  const problemWords = useProblemWords();
  const { result } = preview;
  if (!result.ok)
    return <Alert color="red">{say("cannotRender", { problem: problemWords.problem(result.problem) })}</Alert>;
  return (
    <Stack gap="sm">
      <MessageView message={result.message} person={person} />
      {result.warnings.length > 0 && (
        <Alert color="yellow">
          <List size="sm">
            {result.warnings.map(({ code, text }) => (
              <List.Item key={`${code} ${text.en}`}>
                {text[language]} <MendLink way={settingOf(code)} />
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  );
};

const Shown = ({ answer }: { readonly answer: PreviewAnswer }) => {
  const say = useWords(wordsWords);
  const language = useLanguage();
  const [sample, setSample] = useState<string>();
  const chosen = answer.samples.find(({ id }) => id === sample) ?? answer.samples[0];
  const preview = answer.previews.find((one) => one.sample === chosen?.id);
  if (chosen === undefined || preview === undefined) return <Text>{say("nothing")}</Text>;
  return (
    <Stack gap="sm">
      <NativeSelect
        label={say("previewFor")}
        data={answer.samples.map(({ id, name }) => ({ value: id, label: name[language] }))}
        value={chosen.id}
        onChange={(event) => setSample(event.currentTarget.value)}
      />
      <Result preview={preview} person={chosen.name[language]} />
    </Stack>
  );
};

/** What a sample customer would get. While the words are wrong, the last preview that was right stays. */
export const PreviewPanel = ({ query, hasWords }: { query: ReturnType<typeof usePreview>; hasWords: boolean }) => {
  const say = useWords(wordsWords);
  const body = () => {
    if (!hasWords) return <Text>{say("nothing")}</Text>;
    if (query.data === undefined) return query.isError ? <FailureText error={query.error} /> : <Waiting rows={4} />;
    return (
      <>
        {query.isError && (
          <Alert color="red" role="status">
            <FailureText error={query.error} />
          </Alert>
        )}
        <Shown answer={query.data} />
      </>
    );
  };
  return (
    <Stack component="section" gap="sm" aria-label={say("preview")} className={classes.beside}>
      <Title order={2}>{say("preview")}</Title>
      {body()}
    </Stack>
  );
};
