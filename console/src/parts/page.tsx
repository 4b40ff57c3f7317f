import { Box, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";

export interface PageProps {
  readonly title: string;
  /** A sentence on what the page is for. */
  readonly lead?: ReactNode;
  /** Buttons that belong to the whole page. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page. After a change of page the heading has the focus, so that the keyboard and readers start there. */
export const Page = ({ title, lead, actions, children }: PageProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${title} · Rekindle`;
  }, [title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another page moves the focus
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement?.closest("nav") != null)
      heading.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Box style={{ flex: "1 1 16rem", minWidth: 0 }}>
          <Title order={1} ref={heading} tabIndex={-1} className="breaks">
            {title}
          </Title>
          {lead !== undefined && (
            <Text c="dimmed" component="div" mt={4} maw="70ch">
              {lead}
            </Text>
          )}
        </Box>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
};
