import { Paper, Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./previews.module.css";

/** A phone around a text or a notification. */
export const PhoneFrame = ({ children }: { readonly children: ReactNode }) => (
  <div className={classes.phone}>
    <div className={classes.screen}>{children}</div>
  </div>
);

export const SmsBubble = ({ text }: { readonly text: string }) => (
  <Text className={classes.bubble} size="sm">
    {text}
  </Text>
);

export interface PushCardProps {
  readonly title: string;
  readonly body: string;
  readonly link?: string | undefined;
  readonly when: string;
}

export const PushCard = ({ title, body, link, when }: PushCardProps) => (
  <Paper className={classes.push} p="sm">
    <Text size="xs">{when}</Text>
    <Text size="sm" fw={700}>
      {title}
    </Text>
    <Text size="sm">{body}</Text>
    {link !== undefined && (
      <Text size="xs" className="breaks">
        {link}
      </Text>
    )}
  </Paper>
);
