import { SimpleGrid, Text, Title } from "@mantine/core";
import { FigureCard } from "../../parts/figure-card.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { Pressure } from "./data.ts";
import { pressureWords } from "./words.ts";

/** To whom messages wait, and why. */
export const Spared = ({ pressure }: { readonly pressure: Pressure }) => {
  const say = useWords(pressureWords);
  const { percent } = useFormat();
  const { sample, reachable, paused, choseFrequency, waitForCase } = pressure;
  const push = paused.find(({ channel }) => channel === "push");
  const share = (part: number, whole: number): string => percent(whole === 0 ? 0 : part / whole);
  const of = (part: number): string => share(part, sample.customers);
  const cards = [
    {
      title: say("quiet.pushPaused"),
      value: share(push?.paused ?? 0, push?.reachable ?? 0),
      note: say("quiet.pushPausedNote"),
    },
    { title: say("quiet.frequency"), value: of(choseFrequency), note: say("quiet.frequencyNote") },
    { title: say("quiet.case"), value: of(waitForCase), note: say("quiet.caseNote") },
    {
      title: say("quiet.unreachable"),
      value: of(sample.customers - reachable),
      note: say("quiet.unreachableNote"),
    },
  ];
  return (
    <section aria-label={say("quiet.title")}>
      <Title order={2} size="h3">
        {say("quiet.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {say("quiet.lead")}
      </Text>
      <SimpleGrid component="ul" p={0} m={0} cols={{ base: 1, xs: 2, lg: 4 }}>
        {cards.map((card) => (
          <FigureCard key={card.title} {...card} />
        ))}
      </SimpleGrid>
    </section>
  );
};
