import { Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

export interface SectionProps {
  readonly title: string;
  /** A sentence or two on what it shows. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page in a frame of its own, named by its heading. */
export const Section = ({ title, lead, children }: SectionProps) => (
  <Paper withBorder p="md" component="section" aria-label={title}>
    <Stack gap="sm">
      <div>
        <Title order={2} size="h3">
          {title}
        </Title>
        {lead !== undefined && (
          <Text size="sm" c="dimmed" component="div" maw="70ch">
            {lead}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  </Paper>
);
