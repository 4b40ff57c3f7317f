import { NativeSelect } from "@mantine/core";
import type { Trigger } from "../../../../../../lambdas/domain/campaign.ts";
import { festivals } from "../../../../../../lambdas/domain/festival.ts";
import { tiers } from "../../../../../../lambdas/domain/tier.ts";
import { useLanguage, useWords } from "../../../../words/define-words.ts";
import { triggerWords } from "../../sentences/trigger-words.ts";
import { useCoupons, useSegments } from "../../sentences/use-sentences.ts";
import { ChoiceField, NumberField, SomeField, TagsField, TextField } from "../fields/fields.tsx";
import { fieldWords } from "../fields/words.ts";
import { AliveBelow, BeforeNextOrder, BeforeNextPurchase, SilentForOwnGaps } from "./rhythm-trigger-fields.tsx";

type Timed = Exclude<Trigger, { readonly kind: "event" }>;
type Of<Kind extends Timed["kind"]> = Extract<Timed, { readonly kind: Kind }>;

interface FieldsOf<One> {
  readonly trigger: One;
  readonly disabled: boolean;
  readonly onChange: (part: object) => void;
}

const AfterDelivery = ({ trigger, ...rest }: FieldsOf<Of<"after-delivery">>) => {
  const common = { owner: trigger, ...rest };
  return (
    <>
      <NumberField {...common} name="days" min={0} max={3650} decimal />
      <TagsField {...common} name="products" />
      <TagsField {...common} name="categories" />
      <NumberField {...common} name="assumedDeliveryDays" min={0} max={90} decimal />
      <NumberField {...common} name="freshnessDays" min={1} max={3650} decimal />
    </>
  );
};

const DateFields = ({ trigger, ...rest }: FieldsOf<Of<"date">>) => {
  const say = useWords(fieldWords);
  const common = { owner: trigger, ...rest };
  const every = (["once", "year", "months"] as const).map((value) => ({ value, label: say(`everyOption.${value}`) }));
  const leap = (["feb-28", "mar-1"] as const).map((value) => ({ value, label: say(`leapDayOption.${value}`) }));
  return (
    <>
      <TextField {...common} name="attribute" maxLength={60} />
      <ChoiceField {...common} name="every" options={every} />
      {trigger.every === "months" && <TagsField {...common} name="ages" numbers />}
      <NumberField {...common} name="offsetDays" min={-366} max={366} />
      <TextField {...common} name="at" type="time" />
      <ChoiceField {...common} name="leapDay" options={leap} />
      <NumberField {...common} name="lateHours" min={0} max={2160} decimal />
    </>
  );
};

const DayFields = ({ trigger: { day }, disabled, onChange }: FieldsOf<Of<"calendar">>) => {
  const say = useWords(fieldWords);
  const trigger = useWords(triggerWords);
  const change = (part: object) => onChange({ day: { ...day, ...part } });
  if ("festival" in day) {
    const options = festivals.map((value) => ({ value, label: trigger(`festival.${value}`) }));
    return <ChoiceField owner={day} name="festival" options={options} disabled={disabled} onChange={change} />;
  }
  return (
    <>
      <NumberField owner={day} name="month" min={1} max={12} disabled={disabled} onChange={change} />
      <NumberField
        owner={day}
        name="dayOfMonth"
        label={say("dayOfMonth")}
        min={1}
        max={31}
        disabled={disabled}
        onChange={change}
      />
    </>
  );
};

const CalendarFields = (props: FieldsOf<Of<"calendar">>) => {
  const { trigger, disabled, onChange } = props;
  const say = useWords(fieldWords);
  const common = { owner: trigger, disabled, onChange };
  const kinds = (["festival", "date"] as const).map((value) => ({ value, label: say(`dayKindOption.${value}`) }));
  const dayOf = (kind: string) => (kind === "festival" ? { festival: "spring-festival" } : { month: 1, dayOfMonth: 1 });
  return (
    <>
      <NativeSelect
        label={say("dayKind")}
        data={kinds}
        value={"festival" in trigger.day ? "festival" : "date"}
        disabled={disabled}
        onChange={(event) => onChange({ day: dayOf(event.currentTarget.value) })}
      />
      <DayFields {...props} />
      <NumberField {...common} name="offsetDays" min={-60} max={60} />
      <TextField {...common} name="at" type="time" />
      <NumberField {...common} name="lateHours" min={0} max={2160} decimal />
    </>
  );
};

const BroadcastFields = ({ trigger, ...rest }: FieldsOf<Of<"broadcast">>) => {
  const say = useWords(fieldWords);
  const common = { owner: trigger, ...rest };
  const clocks = (["local", "shop"] as const).map((value) => ({ value, label: say(`clockOption.${value}`) }));
  return (
    <>
      <TextField {...common} name="at" label={say("atInstant")} type="datetime-local" />
      <ChoiceField {...common} name="clock" options={clocks} />
      <NumberField {...common} name="lateHours" min={0} max={2160} decimal />
    </>
  );
};

const TierFields = ({ trigger, disabled, onChange }: FieldsOf<Of<"tier">>) => {
  const say = useWords(fieldWords);
  const words = useWords(triggerWords);
  const changes = (["up", "down", "entered", "left"] as const).map((value) => ({
    value,
    label: say(`tierOption.${value}`),
  }));
  const needsTiers = trigger.change === "entered" || trigger.change === "left";
  const change = (part: Partial<Of<"tier">>) => {
    const next = { ...trigger, ...part };
    const needs = next.change === "entered" || next.change === "left";
    onChange({ ...next, tiers: needs ? (next.tiers ?? ["at-risk"]) : undefined });
  };
  const names = tiers.map((value) => ({ value, label: words(`tier.${value}`) }));
  return (
    <>
      <ChoiceField owner={trigger} name="change" options={changes} disabled={disabled} onChange={change} />
      {needsTiers && <SomeField owner={trigger} name="tiers" options={names} disabled={disabled} onChange={change} />}
    </>
  );
};

const CouponFields = ({ trigger, ...rest }: FieldsOf<Of<"coupon-expiring">>) => {
  const say = useWords(fieldWords);
  const language = useLanguage();
  const coupons = useCoupons().data?.coupons ?? [];
  const options = coupons.map(({ id, name }) => ({ value: id, label: name[language] }));
  const common = { owner: trigger, ...rest };
  return (
    <>
      <NumberField {...common} name="daysBefore" min={0} max={365} decimal />
      <ChoiceField {...common} name="coupon" options={options} absent={say("anyCoupon")} />
    </>
  );
};

const SegmentFields = ({ trigger, ...rest }: FieldsOf<Of<"segment">>) => {
  const say = useWords(fieldWords);
  const language = useLanguage();
  const segments = useSegments().data?.segments ?? [];
  const known = segments.map(({ id, name }) => ({ value: id, label: name[language] }));
  const options = known.some(({ value }) => value === trigger.segment)
    ? known
    : [{ value: trigger.segment, label: trigger.segment }, ...known];
  const changes = (["entered", "left"] as const).map((value) => ({ value, label: say(`segmentOption.${value}`) }));
  const common = { owner: trigger, ...rest };
  return (
    <>
      <ChoiceField {...common} name="segment" options={options} />
      <ChoiceField {...common} name="change" options={changes} />
    </>
  );
};

/** The fields of every kind of trigger but that of an event. */
export const TimedTriggerFields = ({ trigger, ...rest }: FieldsOf<Timed>) => {
  switch (trigger.kind) {
    case "since-last-order":
    case "since-last-visit":
      return <NumberField owner={trigger} name="days" min={1} max={3650} {...rest} />;
    case "before-next-order":
      return <BeforeNextOrder trigger={trigger} {...rest} />;
    case "before-next-purchase":
      return <BeforeNextPurchase trigger={trigger} {...rest} />;
    case "silent-for-own-gaps":
      return <SilentForOwnGaps trigger={trigger} {...rest} />;
    case "alive-below":
      return <AliveBelow trigger={trigger} {...rest} />;
    case "after-delivery":
      return <AfterDelivery trigger={trigger} {...rest} />;
    case "date":
      return <DateFields trigger={trigger} {...rest} />;
    case "calendar":
      return <CalendarFields trigger={trigger} {...rest} />;
    case "broadcast":
      return <BroadcastFields trigger={trigger} {...rest} />;
    case "tier":
      return <TierFields trigger={trigger} {...rest} />;
    case "coupon-expiring":
      return <CouponFields trigger={trigger} {...rest} />;
    case "segment":
      return <SegmentFields trigger={trigger} {...rest} />;
  }
};
