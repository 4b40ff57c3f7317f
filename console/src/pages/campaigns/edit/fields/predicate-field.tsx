import { Skeleton, Stack, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { Predicate } from "../../../../../../lambdas/domain/predicate.ts";
import { useSentences } from "../../sentences/use-sentences.ts";

const AudienceBuilder = lazy(async () => {
  const { AudienceBuilder: Builder } = await import("../../audience/audience-builder.tsx");
  return { default: Builder };
});

export interface PredicateFieldProps {
  readonly label: string;
  readonly value: Predicate;
  readonly disabled: boolean;
  readonly onChange: (value: Predicate) => void;
}

/** A condition on the customer, put together from parts. Who may only look reads it as a sentence. */
export const PredicateField = ({ label, value, disabled, onChange }: PredicateFieldProps) => {
  const sentences = useSentences();
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      <Text>
        {label} {sentences.predicate(value)}
      </Text>
      {!disabled && (
        <Suspense fallback={<Skeleton height={120} />}>
          <AudienceBuilder
            value={value}
            onChange={(next) => next !== undefined && onChange(next)}
            channels={[]}
            estimate={false}
          />
        </Suspense>
      )}
    </Stack>
  );
};
