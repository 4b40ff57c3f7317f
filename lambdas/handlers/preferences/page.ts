import type { Language } from "../../domain/channel.ts";
import {
  boxName,
  type ChannelChoice,
  chosenTopics,
  offeredPerWeek,
  type Preferences,
} from "../../domain/preferences.ts";
import { asShopLikes, fields } from "./form.ts";
import { formStyle, headersFor } from "./style.ts";
import { type PreferencesWords, preferencesWords } from "./words.ts";

export const preferencesHeaders = headersFor(formStyle);

const checked = (is: boolean): string => (is ? " checked" : "");

const hidden = (name: string): string => `<input type="hidden" name="${fields.shown}" value="${name}">`;

const boxes = ({ channel, topics }: ChannelChoice, words: PreferencesWords): string =>
  chosenTopics
    .map((topic) => {
      const name = boxName(channel, topic);
      const box = `<input type="checkbox" name="${fields.ticked}" value="${name}"${checked(topics[topic])}>`;
      return `${hidden(name)}<label>${box}<span>${words.topics[topic]}</span></label>`;
    })
    .join("\n");

const channelField = (choice: ChannelChoice, words: PreferencesWords): string =>
  `<fieldset><legend>${words.channels[choice.channel]}</legend>
${choice.open ? boxes(choice, words) : `<p class="hint">${words.closed[choice.channel]}</p>`}
</fieldset>`;

const option = (value: string, label: string, isChosen: boolean): string =>
  `<label><input type="radio" name="${fields.perWeek}" value="${value}"${checked(isChosen)}><span>${label}</span></label>`;

/** What the customer chose elsewhere stands among what is offered, so that saving does not change it unasked. */
const frequencyField = ({ perWeek }: Preferences, words: PreferencesWords): string => {
  const numbers = new Set<number>([...offeredPerWeek, ...(perWeek === undefined ? [] : [perWeek])]);
  const options = [...numbers]
    .sort((a, b) => b - a)
    .map((count) => option(String(count), count === 0 ? words.none : words.perWeek(count), perWeek === count));
  return `<fieldset aria-describedby="often"><legend>${words.frequency}</legend>
<p class="hint" id="often">${words.frequencyHint}</p>
${[option(asShopLikes, words.asShopLikes, perWeek === undefined), ...options].join("\n")}
</fieldset>`;
};

export interface PreferencesPageQuery {
  readonly preferences: Preferences;
  readonly language: Language;
  /** What became of a form that was posted. */
  readonly said: "nothing" | "saved" | "refused";
}

const notice = ({ language, said }: PreferencesPageQuery): string => {
  const words = preferencesWords[language];
  if (said === "nothing") return "";
  return said === "saved"
    ? `<p class="said" role="status">${words.saved}</p>`
    : `<p class="said refused" role="alert">${words.refused}</p>`;
};

const form = ({ preferences }: PreferencesPageQuery, words: PreferencesWords): string => {
  const { channels } = preferences;
  const fieldsets = channels.map((choice) => channelField(choice, words)).join("\n");
  return `<form method="post">
${channels.length === 0 ? `<p>${words.noChannels}</p>` : fieldsets}
${frequencyField(preferences, words)}
<button type="submit">${words.save}</button>
</form>
<h2 id="stop">${words.stopTitle}</h2>
<form method="post" aria-labelledby="stop">
<p class="hint">${words.stopText}</p>
<button class="plain" type="submit" name="${fields.stop}" value="all">${words.stop}</button>
</form>`;
};

/** The whole page: fixed words and numbers only, nothing that came with the request, and no script. */
export const preferencesPage = (q: PreferencesPageQuery): string => {
  const words = preferencesWords[q.language];
  return `<!doctype html>
<html lang="${q.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<style>${formStyle}</style>
</head>
<body>
<main>
<h1>${words.title}</h1>
${notice(q)}
<p>${words.intro}</p>
${form(q, words)}
</main>
</body>
</html>
`;
};
