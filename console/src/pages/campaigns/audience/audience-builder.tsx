import { Alert, Button, JsonInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { QueryBuilder, type RuleGroupType } from "react-querybuilder";
import type { Category, Channel } from "../../../../../lambdas/domain/channel.ts";
import type { Predicate } from "../../../../../lambdas/domain/predicate.ts";
import { useWords } from "../../../words/define-words.ts";
import { AudienceEstimate } from "./audience-estimate.tsx";
import "./audience.css";
import { controlElements, useFieldName } from "./controls.tsx";
import { fieldGroups, firstValueOf } from "./fields.ts";
import { type Built, canShow, predicateOf, type Query, queryOf } from "./query-of-predicate.ts";
import { audienceWords } from "./words.ts";

export interface AudienceBuilderProps {
  /** Absent: everybody. */
  readonly value: Predicate | undefined;
  /** Told of every audience that is complete. */
  readonly onChange: (next: Predicate | undefined) => void;
  /** Taken off in the estimate. */
  readonly exclusion?: Predicate | undefined;
  /** The ways the campaign's messages go, for "whom a message reaches". */
  readonly channels: readonly Channel[];
  readonly category?: Category | undefined;
  /** False where several stand on one page: the numbers are then shown elsewhere. */
  readonly estimate?: boolean;
}

const sameText = (one: Predicate | undefined, other: Predicate | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const JsonAudience = ({ value, onChange }: Pick<AudienceBuilderProps, "value" | "onChange">) => {
  const say = useWords(audienceWords);
  const [text, setText] = useState(() => JSON.stringify(value, null, 2));
  const [isWrong, setIsWrong] = useState(false);
  const use = (): void => {
    try {
      onChange(JSON.parse(text) as Predicate);
      setIsWrong(false);
    } catch {
      setIsWrong(true);
    }
  };
  return (
    <Stack gap="xs">
      <Alert color="blue">{say("jsonOnly")}</Alert>
      <JsonInput
        label={say("json")}
        autosize
        minRows={6}
        maxRows={20}
        value={text}
        onChange={setText}
        error={isWrong ? say("notJson") : undefined}
      />
      <Button variant="default" onClick={use} style={{ alignSelf: "flex-start" }}>
        {say("apply")}
      </Button>
    </Stack>
  );
};

interface QueryBoxProps {
  readonly query: Query;
  readonly predicate: Predicate | undefined;
  readonly onQuery: (query: Query) => void;
}

const operators = [
  { name: "is", value: "is", label: "is" },
  { name: "isNot", value: "isNot", label: "isNot" },
];
const combinators = [
  { name: "and", value: "and", label: "and" },
  { name: "or", value: "or", label: "or" },
];

const QueryBox = ({ query, predicate, onQuery }: QueryBoxProps) => {
  const nameOf = useFieldName();
  const names = fieldGroups(predicate).flatMap(({ fields }) => fields);
  return (
    <div className="audience">
      <QueryBuilder
        query={query as RuleGroupType}
        onQueryChange={(next) => onQuery(next as Query)}
        fields={names.map((name) => ({ name, value: name, label: nameOf(name) }))}
        operators={operators}
        combinators={combinators}
        controlElements={controlElements}
        context={{ predicate }}
        getDefaultField={() => "figure:orders.count"}
        getDefaultValue={({ field }) => firstValueOf(String(field))}
        resetOnFieldChange
        showNotToggle={query.rules.length > 0}
        autoSelectField
      />
    </div>
  );
};

/**
 * Whom a campaign is for: conditions to put together, and beside them about how many customers that is. Whoever asks more than
 * the conditions can show is edited as JSON, and nothing of it is lost.
 */
export const AudienceBuilder = (props: AudienceBuilderProps) => {
  const { value, onChange, exclusion, channels, category, estimate = true } = props;
  const say = useWords(audienceWords);
  const [kept, setKept] = useState<{ readonly query: Query; readonly of: Predicate | undefined }>();
  // What was built here stays as it was put together; what came from elsewhere is shown anew.
  const query = kept !== undefined && sameText(kept.of, value) ? kept.query : queryOf(value);
  const built: Built = predicateOf(query);
  const onQuery = (next: Query): void => {
    const made = predicateOf(next);
    const of = made === "incomplete" ? value : made.predicate;
    setKept({ query: next, of });
    if (!sameText(of, value)) onChange(of);
  };
  return (
    <Stack gap="md">
      {canShow(value) ? (
        <>
          {query.rules.length === 0 && <Text c="dimmed">{say("everybody")}</Text>}
          <QueryBox query={query} predicate={value} onQuery={onQuery} />
          {built === "incomplete" && (
            <Alert color="yellow" role="status">
              {say("incomplete")}
            </Alert>
          )}
        </>
      ) : (
        <JsonAudience value={value} onChange={onChange} />
      )}
      {estimate && <AudienceEstimate audience={value} exclusion={exclusion} channels={channels} category={category} />}
    </Stack>
  );
};
