import { Anchor, List, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { Category, Channel } from "../../../../../lambdas/domain/channel.ts";
import type { Predicate } from "../../../../../lambdas/domain/predicate.ts";
import { answered, type GoodBody } from "../../../api/answered.ts";
import { api } from "../../../api/client.ts";
import { Failed } from "../../../parts/states.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { commonWords } from "../../../words/common.ts";
import { useLanguage, useWords } from "../../../words/define-words.ts";
import { estimateWords, useEstimateText } from "../outlook/estimate-text.ts";

export interface AudienceEstimateProps {
  readonly audience: Predicate | undefined;
  readonly exclusion?: Predicate | undefined;
  readonly channels: readonly Channel[];
  readonly category?: Category | undefined;
}

type AudienceBody = Parameters<typeof api.audience.$post>[0]["json"];
type Estimated = GoodBody<Awaited<ReturnType<typeof api.audience.$post>>>;

/** Milliseconds after the last change: nobody wants a number for half a thought. */
const pauseMs = 400;

const useAudience = (props: AudienceEstimateProps) => {
  const { audience, exclusion, channels, category } = props;
  const asked = { audience, exclusion, channels: [...channels], ...(category && { category }) };
  const [settled] = useDebouncedValue(JSON.stringify(asked), pauseMs);
  return useQuery({
    queryKey: ["audience", settled],
    queryFn: () => answered(api.audience.$post({ json: JSON.parse(settled) as AudienceBody })),
    placeholderData: keepPreviousData,
  });
};

/** A person among the examples, by name where there is one, leading to their page. */
export const PersonLink = ({
  customerId,
  name,
}: {
  readonly customerId: string;
  readonly name?: string | undefined;
}) => (
  <Anchor underline="always" component={Link} to={`/customers/${encodeURIComponent(customerId)}`} className="breaks">
    {name ?? customerId}
  </Anchor>
);

const Examples = ({ examples }: Pick<Estimated, "examples">) => {
  const say = useWords(estimateWords);
  const language = useLanguage();
  if (examples.length === 0) return null;
  return (
    <section>
      <Title order={3} size="h5">
        {say("examples")}
      </Title>
      <List size="sm" spacing={4} mt="xs">
        {examples.map(({ customerId, name, reasons }) => (
          <List.Item key={customerId}>
            <PersonLink customerId={customerId} name={name} />
            {reasons.length > 0 && (
              <Text span c="dimmed" size="sm">
                {" "}
                {reasons
                  .map(({ sentence, value }) => sentence[language] + (value === undefined ? "" : ` (${String(value)})`))
                  .join(language === "zh" ? "；" : "; ")}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </section>
  );
};

const Reached = ({ estimate }: { readonly estimate: Estimated }) => {
  const say = useWords(estimateWords);
  const common = useWords(commonWords);
  const format = useFormat();
  const { any, ...channels } = estimate.reachable;
  if (any === undefined) return null;
  const each = Object.entries(channels).map(
    ([channel, one]) => `${common.code("channel", channel)} ${format.count(one.about)}`,
  );
  return <Text size="sm">{say("reachable", { any: format.count(any.about), each: each.join(", ") })}</Text>;
};

/** About how many customers an audience holds, how many of them a message reaches, and ten of them. */
export const AudienceEstimate = (props: AudienceEstimateProps) => {
  const query = useAudience(props);
  const say = useWords(estimateWords);
  const textOf = useEstimateText();
  const language = useLanguage();
  return (
    <Paper withBorder p="md" component="section" aria-label={say("title")}>
      {query.data === undefined && !query.isError && (
        <Skeleton height={60} role="status" aria-label={say("counting")} />
      )}
      {query.isError && <Failed error={query.error} onRetry={() => query.refetch()} />}
      {query.data !== undefined && !query.isError && (
        <Stack gap="xs" aria-live="polite" style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
          <Text fw={600} size="lg">
            {textOf(query.data, query.data)}
          </Text>
          {query.data.sentence !== undefined && (
            <Text size="sm" c="dimmed">
              {say("who", { sentence: query.data.sentence[language] })}
            </Text>
          )}
          <Reached estimate={query.data} />
          <Examples examples={query.data.examples} />
        </Stack>
      )}
    </Paper>
  );
};
