import { NativeSelect, SimpleGrid } from "@mantine/core";
import { useWords } from "../../words/define-words.ts";
import { importWords } from "./import-words.ts";
import type { Understanding } from "./understanding.ts";

interface FileFormatProps {
  readonly said: Understanding;
  readonly onSay: (said: Understanding) => void;
  readonly withDates: boolean;
}

const auto = "";

/** Absent means that it is told from the file. */
const chosen = <Name extends keyof Understanding>(said: Understanding, name: Name, value: string): Understanding => {
  const { [name]: _, ...others } = said;
  return value === auto ? (others as Understanding) : { ...said, [name]: value };
};

/** What is seldom needed: how dates, letters and columns are written. */
export const FileFormat = ({ said, onSay, withDates }: FileFormatProps) => {
  const say = useWords(importWords);
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }}>
      {withDates && (
        <NativeSelect
          label={say("look.dates")}
          value={said.dateOrder ?? auto}
          onChange={({ currentTarget }) => onSay(chosen(said, "dateOrder", currentTarget.value))}
          data={[
            { value: auto, label: say("look.datesAuto") },
            { value: "dmy", label: say("look.datesDmy") },
            { value: "mdy", label: say("look.datesMdy") },
          ]}
        />
      )}
      <NativeSelect
        label={say("look.delimiter")}
        value={said.delimiter ?? auto}
        onChange={({ currentTarget }) => onSay(chosen(said, "delimiter", currentTarget.value))}
        data={[
          { value: auto, label: say("look.delimiterAuto") },
          { value: ",", label: say("look.comma") },
          { value: ";", label: say("look.semicolon") },
          { value: "\t", label: say("look.tab") },
        ]}
      />
      <NativeSelect
        label={say("look.encoding")}
        value={said.encoding ?? auto}
        onChange={({ currentTarget }) => onSay(chosen(said, "encoding", currentTarget.value))}
        data={[
          { value: auto, label: say("look.encodingAuto") },
          { value: "utf-8", label: "UTF-8" },
          { value: "gb18030", label: "GB18030" },
          { value: "utf-16le", label: "UTF-16" },
        ]}
      />
    </SimpleGrid>
  );
};
