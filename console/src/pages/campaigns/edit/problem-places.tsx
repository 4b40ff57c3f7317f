import { List } from "@mantine/core";
import { fieldLabel } from "../../../../../lambdas/domain/field-label.ts";
import type { ApiProblem } from "../../../api/answered.ts";
import { useLanguage } from "../../../words/define-words.ts";
import { useProblemWords } from "../../../words/problems/use-problem-words.ts";
import type { Editor } from "./use-editor.ts";

/** `body.definition.steps[1].days` as people call it: "steps › second-touch-wait › days". */
export const placeNames = (
  where: string,
  stepIds: readonly string[],
): { readonly path: string; readonly rest: string } => {
  const [, path = where, rest = ""] = /^(?:body\.)?(?:definition\.)?([^,\s]+)(.*)$/.exec(where) ?? [];
  const named = path
    .replaceAll(/steps\[(\d+)\]/g, (_, index: string) => `steps.${stepIds[Number(index)] ?? Number(index) + 1}`)
    .replaceAll(/\[(\d+)\]/g, (_, index: string) => `.${Number(index) + 1}`);
  return { path: named, rest };
};

/** What the API found wrong, each with its place in the words of the editor. */
export const ProblemPlaces = ({
  problems,
  editor,
}: {
  readonly problems: readonly ApiProblem[];
  readonly editor: Pick<Editor, "definition">;
}) => {
  const say = useProblemWords();
  const language = useLanguage();
  const ids = editor.definition.steps.map(({ id }) => id);
  return (
    <List size="sm">
      {problems.map((one) => {
        const { path, rest } = placeNames(one.where, ids);
        return (
          <List.Item key={`${one.where} ${one.problem} ${one.received ?? ""}`} className="breaks">
            <strong>
              {fieldLabel(path)[language]}
              {rest}
            </strong>{" "}
            {say.problem(one.problem)}
            {say.details(one) !== "" && ` (${say.details(one)})`}
          </List.Item>
        );
      })}
    </List>
  );
};
