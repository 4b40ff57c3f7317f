import { SegmentedControl } from "@mantine/core";
import { useWords } from "../../words/define-words.ts";
import type { useDays } from "./surveys.ts";
import { surveyWords } from "./words.ts";

export const DaysControl = ({ range, setRange }: Pick<ReturnType<typeof useDays>, "range" | "setRange">) => {
  const say = useWords(surveyWords);
  return (
    <SegmentedControl
      aria-label={say("range")}
      value={range}
      onChange={setRange}
      data={(["d30", "d90", "d365"] as const).map((value) => ({ value, label: say(`days.${value}`) }))}
    />
  );
};
