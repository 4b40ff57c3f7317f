import { SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Answer, Waiting } from "../../../parts/states.tsx";

export interface ToldPanelProps<Told> {
  readonly title: string;
  readonly lead: string;
  /** Names the choice of how far it looks. */
  readonly horizon: string;
  readonly horizons: readonly { readonly value: number; readonly label: string }[];
  readonly first: number;
  /** What the answer depends on, beside the horizon. */
  readonly about: readonly unknown[];
  readonly ask: (horizon: number) => Promise<Told>;
  readonly children: (told: Told) => ReactNode;
}

/** A question about a draft that is asked over a span of time, and its answer. The last one stays while the next is on its way. */
export const ToldPanel = <Told extends object>(props: ToldPanelProps<Told>) => {
  const [horizon, setHorizon] = useState(props.first);
  const query = useQuery({
    queryKey: [...props.about, horizon],
    queryFn: () => props.ask(horizon),
    placeholderData: keepPreviousData,
  });
  return (
    <Stack gap="md" component="section" aria-label={props.title}>
      <div>
        <Title order={2}>{props.title}</Title>
        <Text c="dimmed">{props.lead}</Text>
      </div>
      <SegmentedControl
        aria-label={props.horizon}
        value={String(horizon)}
        onChange={(chosen) => setHorizon(Number(chosen))}
        data={props.horizons.map(({ value, label }) => ({ value: String(value), label }))}
        style={{ alignSelf: "flex-start" }}
      />
      <Answer query={query} waiting={<Waiting rows={6} />}>
        {props.children}
      </Answer>
    </Stack>
  );
};
