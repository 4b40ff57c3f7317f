import { Text } from "@mantine/core";
import { Answer, Waiting } from "../../parts/states.tsx";
import { useWords } from "../../words/define-words.ts";
import { affinityWords } from "./affinity-words.ts";
import { Companions } from "./companions.tsx";
import { useAffinity, useProducts } from "./data.ts";
import { nameOf } from "./matching.ts";
import { Pairs } from "./pairs.tsx";

/** By id, from the products' own report. */
const useNames = (at: number): ((productId: string) => string) => {
  const report = useProducts(at).data?.report;
  const names = new Map(
    [...(report?.gaps ?? []), ...(report?.matrix.best ?? [])].map((product) => [product.productId, nameOf(product)]),
  );
  return (productId) => names.get(productId) ?? productId;
};

export const AffinityTab = ({ at }: { readonly at: number }) => {
  const say = useWords(affinityWords);
  const names = useNames(at);
  return (
    <Answer query={useAffinity(at)} waiting={<Waiting rows={2} height={260} />}>
      {({ report }) =>
        report === undefined ? (
          <Text>{say("companions.none")}</Text>
        ) : (
          <>
            <Pairs affinity={report.affinity} nameOf={names} />
            <Companions affinity={report.affinity} nameOf={names} />
          </>
        )
      }
    </Answer>
  );
};
