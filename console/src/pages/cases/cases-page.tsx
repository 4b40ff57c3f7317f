import { Page } from "../../parts/page.tsx";
import { Waiting } from "../../parts/states.tsx";
import { shellWords } from "../../shell/words.ts";
import { useWords } from "../../words/define-words.ts";

const CasesPage = () => {
  const say = useWords(shellWords);
  return (
    <Page title={say("cases")}>
      <Waiting />
    </Page>
  );
};

export default CasesPage;
