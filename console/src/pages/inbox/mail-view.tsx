import { Box, Code, SegmentedControl, Stack } from "@mantine/core";
import { useState } from "react";
import type { ShownContent } from "../../local/local-api.ts";
import { useWords } from "../../words/define-words.ts";
import { inboxWords } from "./words.ts";

const views = ["desktop", "phone", "plain"] as const;
type View = (typeof views)[number];

const frameHeight = 620;
const phoneWidth = 375;

/** An email in a shut frame: nothing in it runs, nothing in it can leave, and it sees nothing of the console. */
export const MailView = ({ html = "", text }: ShownContent) => {
  const say = useWords(inboxWords);
  const [view, setView] = useState<View>("desktop");
  return (
    <Stack>
      <SegmentedControl
        aria-label={say("view")}
        value={view}
        onChange={(next) => setView(next as View)}
        data={views.map((value) => ({ value, label: say(value) }))}
      />
      {view === "plain" ? (
        <Code block tabIndex={0} aria-label={say("plain")} style={{ whiteSpace: "pre-wrap" }}>
          {text}
        </Code>
      ) : (
        <Box maw={view === "phone" ? phoneWidth : "100%"}>
          <iframe
            title={say("mailFrame")}
            sandbox=""
            srcDoc={html}
            style={{
              width: "100%",
              height: frameHeight,
              border: "1px solid var(--mantine-color-default-border)",
              borderRadius: 8,
              background: "#fff",
            }}
          />
        </Box>
      )}
    </Stack>
  );
};
