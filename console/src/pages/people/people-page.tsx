import { Page } from "../../parts/page.tsx";
import { Waiting } from "../../parts/states.tsx";
import { shellWords } from "../../shell/words.ts";
import { useWords } from "../../words/define-words.ts";

const PeoplePage = () => {
  const say = useWords(shellWords);
  return (
    <Page title={say("people")}>
      <Waiting />
    </Page>
  );
};

export default PeoplePage;
