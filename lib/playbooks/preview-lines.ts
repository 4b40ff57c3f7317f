import type { Preview, PreviewedMessage } from "../../lambdas/channels/preview.ts";
import type { SmsQuote } from "../../lambdas/domain/sms-price.ts";

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const priceOf = ({ priceUsd, perPart, country }: SmsQuote): string => {
  if (priceUsd === undefined || perPart === undefined) return `price in ${country ?? "an unknown country"} unknown`;
  const date = perPart.asOf === undefined ? "" : `, ${perPart.asOf}`;
  const basis = { provider: "AWS", market: "market figure, not AWS's", shop: "your own figure" }[perPart.basis];
  return `$${priceUsd} in ${country} (${basis}${date}: ${perPart.source})`;
};

/** `2 parts, UCS-2, 98 characters, $0.14902 in JP (AWS, 2026-05: …)` */
export const quoteLine = (quote: SmsQuote): string =>
  `${counted(quote.parts, "part")}, ${quote.encoding}, ${quote.characters} characters, ${priceOf(quote)}`;

const messageLines = (message: PreviewedMessage): readonly string[] => {
  switch (message.channel) {
    case "email":
      return [
        `  Subject:   ${message.subject}`,
        `  Preheader: ${message.preheader}`,
        `  Html of ${Math.ceil(message.bytes / 1024)} KB; --out DIR writes it. In plain text:`,
        ...message.text
          .trimEnd()
          .split("\n")
          .map((line) => `  | ${line}`.trimEnd()),
      ];
    case "sms":
      return [`  ${message.text}`, `  = ${quoteLine(message.quote)}`];
    case "push":
      return [
        `  ${message.title} (${message.titleLength} characters)`,
        `  ${message.body} (${message.bodyLength} characters)`,
        ...(message.link === undefined ? [] : [`  ${message.link}`]),
      ];
  }
};

/** A preview as a person reads it in a terminal. */
export const previewLines = ({ campaignId, stepId, channel, language, sample, result }: Preview): readonly string[] => [
  `${campaignId}, ${stepId}: ${channel} in ${language} for ${sample}`,
  ...(result.ok
    ? [...messageLines(result.message), ...result.warnings.map(({ text }) => `  ! ${text[language]}`)]
    : [`  CANNOT BE RENDERED: ${result.problem}`]),
  "",
];
