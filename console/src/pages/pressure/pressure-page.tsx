import { Page } from "../../parts/page.tsx";
import { Waiting } from "../../parts/states.tsx";
import { shellWords } from "../../shell/words.ts";
import { useWords } from "../../words/define-words.ts";

const PressurePage = () => {
  const say = useWords(shellWords);
  return (
    <Page title={say("pressure")}>
      <Waiting />
    </Page>
  );
};

export default PressurePage;
