import { Page } from "../../parts/page.tsx";
import { Waiting } from "../../parts/states.tsx";
import { shellWords } from "../../shell/words.ts";
import { useWords } from "../../words/define-words.ts";

const EffectPage = () => {
  const say = useWords(shellWords);
  return (
    <Page title={say("effect")}>
      <Waiting />
    </Page>
  );
};

export default EffectPage;
