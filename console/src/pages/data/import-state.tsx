import { Badge } from "@mantine/core";
import { useWords } from "../../words/define-words.ts";
import { importWords } from "./import-words.ts";

type Status = "waiting" | "running" | "done" | "failed" | "cancelled";

const colors: Readonly<Record<Status, string>> = {
  waiting: "yellow",
  running: "blue",
  done: "teal",
  failed: "red",
  cancelled: "gray",
};

export const ImportState = ({ status, stalled }: { readonly status: Status; readonly stalled: boolean }) => {
  const say = useWords(importWords);
  return (
    <Badge
      variant="outline"
      color={stalled ? "red" : colors[status]}
      tt="none"
      miw="max-content"
      styles={{ label: { color: "var(--mantine-color-text)", overflow: "visible" } }}
    >
      {stalled ? say("stalled") : say(`status.${status}`)}
    </Badge>
  );
};
