import { Paper, Text } from "@mantine/core";
import type { ReactNode } from "react";

export interface FigureCardProps {
  readonly title: string;
  readonly value: string;
  /** What it is set against, or what it means. */
  readonly note?: ReactNode;
}

/** One number and what it is. */
export const FigureCard = ({ title, value, note }: FigureCardProps) => (
  <Paper withBorder p="md" component="li" style={{ listStyle: "none" }}>
    <Text size="sm" c="dimmed">
      {title}
    </Text>
    <Text fz={26} fw={600} lh={1.3} className="numbers">
      {value}
    </Text>
    {note !== undefined && (
      <Text size="sm" c="dimmed" component="div">
        {note}
      </Text>
    )}
  </Paper>
);
