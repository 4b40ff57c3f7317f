import { Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

export interface PartProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** One question, framed like the pictures, with its answer. */
export const Part = ({ title, lead, children }: PartProps) => (
  <Paper withBorder p="md" component="section" aria-label={title}>
    <Stack gap="sm">
      <div>
        <Title order={2} size="h3">
          {title}
        </Title>
        {lead !== undefined && (
          <Text size="sm" c="dimmed" component="div" maw="80ch">
            {lead}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  </Paper>
);
