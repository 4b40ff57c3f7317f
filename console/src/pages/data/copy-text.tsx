import { Button, CopyButton } from "@mantine/core";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";

export const CopyText = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const say = useWords(commonWords);
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button size="xs" variant="default" onClick={copy} aria-label={label}>
          {say(copied ? "copied" : "copy")}
        </Button>
      )}
    </CopyButton>
  );
};
