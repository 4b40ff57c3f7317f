import { Text } from "@mantine/core";
import { Answer, Waiting } from "../../parts/states.tsx";
import { useWords } from "../../words/define-words.ts";
import { useProducts } from "./data.ts";
import { ProductClasses } from "./product-classes.tsx";
import { ProductGaps } from "./product-gaps.tsx";
import { ProductList } from "./product-list.tsx";
import { productWords } from "./product-words.ts";

export const ProductsTab = ({ at }: { readonly at: number }) => {
  const say = useWords(productWords);
  return (
    <Answer query={useProducts(at)} waiting={<Waiting rows={3} height={220} />}>
      {({ report }) =>
        report === undefined || report.matrix.products === 0 ? (
          <Text>{say("none")}</Text>
        ) : (
          <>
            <ProductClasses matrix={report.matrix} />
            <ProductList matrix={report.matrix} />
            <ProductGaps gaps={report.gaps} />
          </>
        )
      }
    </Answer>
  );
};
