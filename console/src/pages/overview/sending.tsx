import { SimpleGrid, Title } from "@mantine/core";
import { FigureCard, type FigureCardProps } from "../../parts/figure-card.tsx";
import { type Format, useFormat } from "../../parts/use-format.ts";
import { type Say, useWords } from "../../words/define-words.ts";
import type { Overview } from "./data.ts";
import { overviewWords } from "./words.ts";

type Words = typeof overviewWords extends { readonly key?: infer Key } ? Say<Extract<Key, string>> : never;

const quotaCard = ({ quota }: Overview["sending"], say: Words, format: Format): FigureCardProps => {
  const title = say("quota");
  if (quota === undefined) return { title, value: "–", note: say("quotaUnknown") };
  if (quota.emailsIn24Hours < 0) return { title, value: say("quotaUnlimited") };
  const { emailsIn24Hours: most, sentIn24Hours: sent, readAt } = quota;
  const values = { sent: format.count(sent), most: format.count(most), at: format.time(readAt) };
  return { title, value: format.count(Math.max(0, most - sent)), note: say("quotaNote", values) };
};

const warmUpCards = ({ warmUpCeiling: most, reservedToday: sent }: Overview["sending"], say: Words, format: Format) => {
  if (most === undefined) return [];
  const values = { sent: format.count(sent), most: format.count(most) };
  return [{ title: say("warmUp"), value: format.count(Math.max(0, most - sent)), note: say("warmUpNote", values) }];
};

const lagText = ({ customers: { count, more }, lagSeconds }: Overview["due"], say: Words, format: Format): string => {
  if (count === 0) return say("lagNone");
  const shown = more ? say("more", { count: format.count(count) }) : format.count(count);
  return say("lagSome", { count: shown, minutes: format.count(Math.ceil(lagSeconds / 60)) });
};

/** Whether messages leave, and how many more may. */
export const Sending = ({ overview: { sending, due } }: { readonly overview: Overview }) => {
  const say = useWords(overviewWords);
  const format = useFormat();
  const isStopped = sending.breaker === "open";
  const state = say(isStopped ? "breakerOpen" : sending.paused ? "breakerPaused" : "breakerClosed");
  const cards: readonly FigureCardProps[] = [
    { title: say("breaker"), value: state, note: say("live", { count: sending.liveCampaigns }) },
    { title: say("lag"), value: lagText(due, say, format) },
    quotaCard(sending, say, format),
    ...warmUpCards(sending, say, format),
  ];
  return (
    <section aria-label={say("sending")}>
      <Title order={2} size="h3" mb="sm">
        {say("sending")}
      </Title>
      <SimpleGrid component="ul" p={0} m={0} cols={{ base: 1, xs: 2, lg: 4 }}>
        {cards.map((card) => (
          <FigureCard key={card.title} {...card} />
        ))}
      </SimpleGrid>
    </section>
  );
};
