import { Text } from "@mantine/core";
import { RowsTable } from "../../../parts/paged-table.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { defineWords, useLanguage, useWords } from "../../../words/define-words.ts";
import { Section } from "./section.tsx";
import type { Person } from "./use-person.ts";

const purchaseWords = defineWords("purchases", {
  en: {
    title: "Next purchase of each product",
    rhythm: "The customer {{sentence}}.",
    none: "No product is known that was bought, or nothing was published yet to go by.",
    product: "Product",
    last: "Bought last",
    times_one: "{{at}} (once)",
    times_other: "{{at}} ({{count}} times)",
    expected: "Expected around",
    span: "{{at}}, four times in five between {{early}} and {{late}}",
    noMore: "no more: the days passed on which it was expected",
    from: {
      customer: "Goes by the customer's own purchases of it.",
      product: "Goes by how long it lasts others.",
      category: "Goes by goods of its kind.",
      shop: "Little is known of it: goes by what goods of this shop do.",
    },
  },
  zh: {
    title: "各商品的下次购买",
    rhythm: "该客户{{sentence}}。",
    none: "没有已知的购买商品，或尚未发布任何规则。",
    product: "商品",
    last: "上次购买",
    times_other: "{{at}}（共 {{count}} 次）",
    expected: "预计时间",
    span: "{{at}}，五次中有四次在 {{early}} 至 {{late}} 之间",
    noMore: "不再预计：预计的日期均已过去",
    from: {
      customer: "根据该客户自己的购买记录。",
      product: "根据其他客户使用该商品的时长。",
      category: "根据同类商品的情况。",
      shop: "对该商品了解不多，按本店商品的一般情况推算。",
    },
  },
});

/** How the customer orders, and when each product that they bought is expected to be bought again. */
export const PurchasesSection = ({ person: { purchases, rhythm } }: { readonly person: Person }) => {
  const say = useWords(purchaseWords);
  const language = useLanguage();
  const format = useFormat();
  const spanOf = ({ expected }: Person["purchases"][number]): string => {
    if (expected === undefined) return say("noMore");
    const { at, early, late } = expected;
    return say("span", { at: format.day(at), early: format.day(early), late: format.day(late) });
  };
  return (
    <Section title={say("title")}>
      {rhythm !== undefined && <Text size="sm">{say("rhythm", { sentence: rhythm[language] })}</Text>}
      {purchases.length === 0 ? (
        <Text c="dimmed">{say("none")}</Text>
      ) : (
        <RowsTable
          label={say("title")}
          rows={purchases}
          rowKey={({ productId }) => productId}
          columns={[
            { key: "product", title: say("product"), cell: ({ productId, name }) => name ?? productId },
            {
              key: "last",
              title: say("last"),
              cell: ({ lastAt, count }) => say("times", { at: format.day(lastAt), count }),
            },
            {
              key: "expected",
              title: say("expected"),
              cell: (purchase) => (
                <>
                  {spanOf(purchase)}
                  <Text size="sm" c="dimmed">
                    {say(`from.${purchase.from}`)}
                  </Text>
                </>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
};
