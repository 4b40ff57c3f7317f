import { Group, MultiSelect, NumberInput, Select, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answered } from "../../../api/answered.ts";
import { api } from "../../../api/client.ts";
import { commonWords } from "../../../words/common.ts";
import { useLanguage, useWords } from "../../../words/define-words.ts";
import { useCampaignName } from "../data/campaign-name.ts";
import { useCampaigns } from "../data/campaigns.ts";
import { audienceWords } from "./words.ts";

type Parts = Readonly<Record<string, unknown>>;

export interface ValueProps {
  readonly field: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

interface PartsProps {
  readonly parts: Parts;
  readonly change: (name: string, value: unknown) => void;
}

const narrow = { w: 130, size: "sm" } as const;

const NumberPart = ({ name, label, parts, change }: PartsProps & { readonly name: string; readonly label: string }) => (
  <NumberInput
    {...narrow}
    label={label}
    value={typeof parts[name] === "number" ? (parts[name] as number) : ""}
    onChange={(value) => change(name, value === "" ? undefined : Number(value))}
  />
);

const ListPart = ({ name, label, parts, change }: PartsProps & { readonly name: string; readonly label: string }) => {
  const say = useWords(audienceWords);
  const known = parts[name];
  return (
    <TagsInput
      size="sm"
      miw={180}
      label={label}
      placeholder={say("typeAndEnter")}
      value={Array.isArray(known) ? known.map(String) : known === undefined ? [] : [String(known)]}
      onChange={(values) => change(name, values.length === 0 ? undefined : values)}
    />
  );
};

const BoundsParts = (props: PartsProps) => {
  const say = useWords(audienceWords);
  return (
    <>
      <NumberPart {...props} name="atLeast" label={say("atLeast")} />
      <NumberPart {...props} name="atMost" label={say("atMost")} />
    </>
  );
};

const AttributeParts = (props: PartsProps) => {
  const say = useWords(audienceWords);
  const { parts, change } = props;
  const exists = parts.exists === undefined ? "any" : String(parts.exists);
  const daysAgo = (typeof parts.daysAgo === "object" && parts.daysAgo !== null ? parts.daysAgo : {}) as Parts;
  const changeDaysAgo = (name: string, value: unknown): void => {
    const next = Object.fromEntries(
      Object.entries({ ...daysAgo, [name]: value }).filter(([, one]) => one !== undefined),
    );
    change("daysAgo", Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <>
      <ListPart {...props} name="is" label={say("values")} />
      <BoundsParts {...props} />
      <Select
        size="sm"
        w={170}
        label={say("known")}
        allowDeselect={false}
        data={[
          { value: "any", label: say("whichever") },
          { value: "true", label: say("isKnown") },
          { value: "false", label: say("notKnown") },
        ]}
        value={exists}
        onChange={(value) => change("exists", value === "any" || value === null ? undefined : value === "true")}
      />
      {parts.daysAgo !== undefined && (
        <>
          <NumberPart parts={daysAgo} change={changeDaysAgo} name="atLeast" label={say("daysAgoAtLeast")} />
          <NumberPart parts={daysAgo} change={changeDaysAgo} name="atMost" label={say("daysAgoAtMost")} />
        </>
      )}
    </>
  );
};

const EventParts = (props: PartsProps) => {
  const say = useWords(audienceWords);
  return (
    <>
      <NumberPart {...props} name="withinDays" label={say("withinDays")} />
      <NumberPart {...props} name="atLeast" label={say("times")} />
      <NumberPart {...props} name="atMost" label={say("atMost")} />
    </>
  );
};

const GoodsParts = ({ days, ...props }: PartsProps & { readonly days: boolean }) => {
  const say = useWords(audienceWords);
  return (
    <>
      <ListPart {...props} name="categories" label={say("categories")} />
      <ListPart {...props} name="products" label={say("products")} />
      {days && <NumberPart {...props} name="withinDays" label={say("withinDays")} />}
    </>
  );
};

const EnteredParts = (props: PartsProps) => {
  const say = useWords(audienceWords);
  const nameOf = useCampaignName();
  const { data } = useCampaigns();
  const { parts, change } = props;
  const known = typeof parts.entered === "string" ? [parts.entered] : [];
  const ids = [...new Set([...known, ...(data?.campaigns ?? []).map(({ id }) => id)])];
  return (
    <>
      <Select
        size="sm"
        searchable
        label={say("choose")}
        data={ids.map((id) => ({ value: id, label: nameOf(id) }))}
        value={known[0] ?? null}
        onChange={(id) => change("entered", id ?? undefined)}
      />
      <NumberPart {...props} name="withinDays" label={say("withinDays")} />
    </>
  );
};

const CouponParts = (props: PartsProps) => {
  const say = useWords(audienceWords);
  return (
    <>
      <ListPart {...props} name="ids" label={say("coupons")} />
      <NumberPart {...props} name="expiresWithinDays" label={say("expiresWithinDays")} />
    </>
  );
};

const tiers = ["core", "potential", "new", "at-risk", "dormant", "lost", "none"] as const;
const categories = ["promotion", "care", "service", "transactional"] as const;
const channels = ["email", "sms", "push"] as const;

const TierValue = ({ value, onChange }: ValueProps) => {
  const say = useWords(audienceWords);
  return (
    <MultiSelect
      size="sm"
      miw={200}
      label={say("values")}
      data={tiers.map((tier) => ({ value: tier, label: say(`tier.${tier}`) }))}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={onChange}
    />
  );
};

const SegmentValue = ({ value, onChange }: ValueProps) => {
  const say = useWords(audienceWords);
  const language = useLanguage();
  const { data } = useQuery({ queryKey: ["segments"], queryFn: () => answered(api.segments.$get()) });
  const known = (data?.segments ?? []).map(({ id, name }) => ({ value: id, label: name[language] }));
  const own = typeof value === "string" && value !== "" && !known.some((one) => one.value === value) ? [value] : [];
  return (
    <Select
      size="sm"
      searchable
      label={say("choose")}
      data={[...known, ...own.map((id) => ({ value: id, label: id }))]}
      value={typeof value === "string" && value !== "" ? value : null}
      onChange={(id) => onChange(id ?? "")}
    />
  );
};

const ChoiceValue = ({ field, value, onChange }: ValueProps) => {
  const say = useWords(audienceWords);
  const common = useWords(commonWords);
  const isChannel = field === "hasAddress";
  const data = isChannel
    ? channels.map((channel) => ({ value: channel as string, label: common(`channel.${channel}`) }))
    : categories.map((category) => ({ value: category as string, label: say(`category.${category}`) }));
  return (
    <Select
      {...narrow}
      allowDeselect={false}
      label={isChannel ? say("choose") : say("about")}
      data={data}
      value={typeof value === "string" ? value : null}
      onChange={(next) => onChange(next ?? "")}
    />
  );
};

const partsByKind: Readonly<Record<string, (props: PartsProps) => React.JSX.Element>> = {
  figure: BoundsParts,
  attribute: AttributeParts,
  event: EventParts,
  bought: (props) => <GoodsParts {...props} days />,
  favourite: (props) => <GoodsParts {...props} days={false} />,
  entered: EnteredParts,
  coupon: CouponParts,
};

/** What a condition asks of its field, with a label at each part. */
export const ValueInput = (props: ValueProps) => {
  const { field, value, onChange } = props;
  const kind = field.split(":")[0] ?? "";
  const PartsOf = partsByKind[kind];
  if (PartsOf !== undefined) {
    const parts = (typeof value === "object" && value !== null ? value : {}) as Parts;
    const change = (name: string, next: unknown): void =>
      onChange(Object.fromEntries(Object.entries({ ...parts, [name]: next }).filter(([, one]) => one !== undefined)));
    return (
      <Group gap="xs" align="flex-end">
        <PartsOf parts={parts} change={change} />
      </Group>
    );
  }
  if (kind === "tier") return <TierValue {...props} />;
  return kind === "segment" ? <SegmentValue {...props} /> : <ChoiceValue {...props} />;
};
