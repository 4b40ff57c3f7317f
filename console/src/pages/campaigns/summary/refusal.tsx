import { Text } from "@mantine/core";
import { ApiRefusal } from "../../../api/answered.ts";
import { FailureText, ProblemList } from "../../../parts/states.tsx";
import { useWords } from "../../../words/define-words.ts";
import { summaryWords } from "./words.ts";

export const reasonOf = (error: unknown): string | undefined => {
  const body = error instanceof ApiRefusal ? error.body : undefined;
  const reason = typeof body === "object" && body !== null ? Reflect.get(body, "reason") : undefined;
  return typeof reason === "string" ? reason : undefined;
};

/** Why an action was refused, and what to do about it. */
export const RefusalText = ({ error }: { readonly error: unknown }) => {
  const say = useWords(summaryWords);
  const reason = reasonOf(error);
  const said = reason === undefined ? undefined : say.code("refused", reason);
  if (said === undefined || said === reason || !(error instanceof ApiRefusal)) return <FailureText error={error} />;
  return (
    <>
      <Text size="sm">{said}</Text>
      {reason === "not-ready" && <ProblemList problems={error.problems} />}
    </>
  );
};
