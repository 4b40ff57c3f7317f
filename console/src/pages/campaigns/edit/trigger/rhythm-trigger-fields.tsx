import type { Trigger } from "../../../../../../lambdas/domain/campaign.ts";
import { useWords } from "../../../../words/define-words.ts";
import { NumberField, TagsField } from "../fields/fields.tsx";
import { fieldWords } from "../fields/words.ts";

type Of<Kind extends Trigger["kind"]> = Extract<Trigger, { readonly kind: Kind }>;

interface FieldsOf<One> {
  readonly trigger: One;
  readonly disabled: boolean;
  readonly onChange: (part: object) => void;
}

export const BeforeNextOrder = ({ trigger, ...rest }: FieldsOf<Of<"before-next-order">>) => {
  const common = { owner: trigger, ...rest };
  return (
    <>
      <NumberField {...common} name="leadDays" min={0} max={90} />
      <NumberField {...common} name="minOrders" min={1} max={100} />
      <NumberField {...common} name="priorGapDays" min={1} max={3650} decimal />
      <NumberField {...common} name="priorWeight" min={0} max={1000} decimal />
    </>
  );
};

export const BeforeNextPurchase = ({ trigger, ...rest }: FieldsOf<Of<"before-next-purchase">>) => {
  const say = useWords(fieldWords);
  const common = { owner: trigger, ...rest };
  return (
    <>
      <NumberField {...common} name="leadDays" label={say("leadDaysOfPurchase")} min={0} max={90} />
      <NumberField {...common} name="minPurchases" min={1} max={100} />
      <TagsField {...common} name="products" />
      <TagsField {...common} name="categories" />
    </>
  );
};

export const SilentForOwnGaps = ({ trigger, ...rest }: FieldsOf<Of<"silent-for-own-gaps">>) => {
  const say = useWords(fieldWords);
  const common = { owner: trigger, ...rest };
  return (
    <>
      <NumberField {...common} name="gaps" min={0.5} max={50} decimal />
      <NumberField {...common} name="minOrders" min={2} max={100} />
      <NumberField {...common} name="minDays" min={0} max={3650} />
      <NumberField {...common} name="assumedDays" label={say("assumedDaysOfFew")} min={1} max={3650} optional />
    </>
  );
};

export const AliveBelow = ({ trigger, ...rest }: FieldsOf<Of<"alive-below">>) => {
  const common = { owner: trigger, ...rest };
  return (
    <>
      <NumberField {...common} name="probability" min={0.01} max={0.99} decimal />
      <NumberField {...common} name="minDays" min={0} max={3650} />
      <NumberField {...common} name="assumedDays" min={1} max={3650} />
    </>
  );
};
