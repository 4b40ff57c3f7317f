import { NativeSelect, SimpleGrid, Stack, Title } from "@mantine/core";
import { useWords } from "../../words/define-words.ts";
import type { Look } from "./first-look.tsx";
import type { ShownImport } from "./import-list.tsx";
import { importWords } from "./import-words.ts";
import { rowWords } from "./row-words.ts";
import { meaningFrom, meaningOf, textOf, type Understanding, withMeaning } from "./understanding.ts";

interface ColumnMeaningsProps {
  readonly holds: ShownImport["holds"];
  readonly look: Look;
  readonly said: Understanding;
  readonly onSay: (said: Understanding) => void;
}

/** One select for each column of the file, with a value from its first row so that it is recognised. */
export const ColumnMeanings = ({ holds, look, said, onSay }: ColumnMeaningsProps) => {
  const say = useWords(importWords);
  const sayRow = useWords(rowWords);
  const guess = { columns: look.format?.columns ?? {} };
  const choices = [
    { value: "-", label: say("look.leftOut") },
    ...(holds === "customers" ? [{ value: "+", label: say("look.asAttribute") }] : []),
    ...look.fields.map((field) => ({ value: field, label: sayRow.code("field", field) })),
  ];
  return (
    <Stack component="section" aria-label={say("look.columnsTitle")} gap="sm">
      <Title order={3}>{say("look.columnsTitle")}</Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        {look.header.map((header, at) => (
          <div key={`${header} ${at.toString()}`}>
            <NativeSelect
              label={header}
              description={example(look, at)}
              data={choices}
              value={textOf(meaningOf(header, guess, said))}
              onChange={({ currentTarget }) => onSay(withMeaning(said, header, meaningFrom(currentTarget.value)))}
              classNames={{ label: "breaks" }}
            />
          </div>
        ))}
      </SimpleGrid>
    </Stack>
  );
};

const longest = 40;

const example = (look: Look, at: number): string => {
  const cell = look.rows.map(({ cells }) => cells[at] ?? "").find((text) => text.trim() !== "") ?? "–";
  return cell.length > longest ? `${cell.slice(0, longest)}…` : cell;
};
