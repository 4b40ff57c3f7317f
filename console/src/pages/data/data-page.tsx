import { Page } from "../../parts/page.tsx";
import { Waiting } from "../../parts/states.tsx";
import { shellWords } from "../../shell/words.ts";
import { useWords } from "../../words/define-words.ts";

const DataPage = () => {
  const say = useWords(shellWords);
  return (
    <Page title={say("data")}>
      <Waiting />
    </Page>
  );
};

export default DataPage;
