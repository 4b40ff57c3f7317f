import { Page } from "../../parts/page.tsx";
import { Waiting } from "../../parts/states.tsx";
import { shellWords } from "../../shell/words.ts";
import { useWords } from "../../words/define-words.ts";

const SurveysPage = () => {
  const say = useWords(shellWords);
  return (
    <Page title={say("surveys")}>
      <Waiting />
    </Page>
  );
};

export default SurveysPage;
