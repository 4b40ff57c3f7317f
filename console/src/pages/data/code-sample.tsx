import { Code, Group, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../../words/define-words.ts";
import { CopyText } from "./copy-text.tsx";
import { useWebhooks } from "./webhooks.tsx";
import { dataWords } from "./words.ts";

const ways = ["curl", "node", "web"] as const;
type Way = (typeof ways)[number];

const names: Readonly<Record<Way, string>> = { curl: "curl", node: "Node.js", web: "analytics.js" };

const order = `{"order_id":"1001","total":24.90,"products":[{"product_id":"tea","quantity":2,"price":12.45}]}`;

const sampleOf: Readonly<Record<Way, (host: string) => string>> = {
  curl: (host) =>
    [
      `curl -u WRITE_KEY: ${host}/v1/track \\`,
      `  -H 'content-type: application/json' \\`,
      `  -d '{"userId":"c1","event":"Order Completed","messageId":"order-1001","properties":${order}}'`,
    ].join("\n"),
  node: (host) =>
    [
      `import { Analytics } from "@segment/analytics-node";`,
      "",
      `const analytics = new Analytics({ writeKey: "WRITE_KEY", host: "${host}" });`,
      `analytics.identify({ userId: "c1", traits: { email: "ann@example.com", firstName: "Ann" } });`,
      `analytics.track({ userId: "c1", event: "Order Completed", properties: ${order} });`,
      `await analytics.closeAndFlush();`,
    ].join("\n"),
  web: (host) =>
    [
      `// On your server's pages, with analytics.js of Segment: its API host set to`,
      `// ${host.replace(/^https?:\/\//, "")}/v1`,
      `analytics.track("Product Viewed", { product_id: "tea", category: "Green tea" });`,
    ].join("\n"),
};

/** Something to copy that works once the write key is put in. */
export const CodeSample = () => {
  const say = useWords(dataWords);
  const [way, setWay] = useState<Way>("curl");
  const { data } = useWebhooks();
  const text = sampleOf[way](data?.address ?? "https://…");
  return (
    <Stack component="section" aria-label={say("sample.title")}>
      <div>
        <Title order={2}>{say("sample.title")}</Title>
        <Text c="dimmed" maw="70ch">
          {say("sample.lead")}
        </Text>
      </div>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={say("sample.language")}
          value={way}
          onChange={(next) => setWay(next as Way)}
          data={ways.map((value) => ({ value, label: names[value] }))}
        />
        <CopyText text={text} label={say("sample.copyLabel")} />
      </Group>
      <Code block tabIndex={0} aria-label={names[way]}>
        {text}
      </Code>
      <Text size="sm" c="dimmed" maw="70ch">
        {say("sample.more")}
      </Text>
    </Stack>
  );
};
