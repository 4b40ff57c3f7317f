import { Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

export interface SectionProps {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

export const Section = ({ title, lead, children }: SectionProps) => (
  <Paper withBorder p="md" component="section" aria-label={title}>
    <Stack gap="md">
      <div>
        <Title order={2} size="h3">
          {title}
        </Title>
        <Text size="sm" c="dimmed" maw="70ch">
          {lead}
        </Text>
      </div>
      {children}
    </Stack>
  </Paper>
);
