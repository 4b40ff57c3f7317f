import { SimpleGrid } from "@mantine/core";
import { Distribution } from "./distribution.tsx";
import { shownDistributions } from "./group-order.ts";
import type { ShopReport } from "./report.ts";

export const CustomersTab = ({ report: { distributions } }: { readonly report: ShopReport }) => (
  <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
    {shownDistributions.map((id) => (
      <Distribution key={id} id={id} groups={distributions.of[id]} />
    ))}
  </SimpleGrid>
);
