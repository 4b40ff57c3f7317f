import { Button } from "@mantine/core";
import { useMay, useSession } from "../../api/use-session.ts";
import { notifyDone } from "../../parts/notify.ts";
import { FailureText } from "../../parts/states.tsx";
import { useWords } from "../../words/define-words.ts";
import { isLearning, type Learning, useLearnNow } from "./data.ts";
import { valueWords } from "./words.ts";

/** Whoever may edit campaigns may ask for it; nobody has to. */
export const LearnNow = ({ learning }: { readonly learning: Learning }) => {
  const say = useWords(valueWords);
  const may = useMay("edit-campaigns");
  const now = useSession().data?.now;
  const learn = useLearnNow();
  if (!may) return null;
  const busy = isLearning(learning, now === undefined ? 0 : Date.parse(now));
  return (
    <div>
      <Button
        variant="default"
        loading={learn.isPending}
        disabled={busy}
        onClick={() => learn.mutate(undefined, { onSuccess: () => notifyDone(say("asked")) })}
      >
        {say(busy ? "learning" : "learnNow")}
      </Button>
      {learn.isError && (
        <div role="alert">
          <FailureText error={learn.error} />
        </div>
      )}
    </div>
  );
};
