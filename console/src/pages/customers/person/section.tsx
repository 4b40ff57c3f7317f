import { Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A part of a person's page, with its heading. */
export const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <Stack component="section" gap="sm" aria-label={title}>
    <Title order={2}>{title}</Title>
    {children}
  </Stack>
);
