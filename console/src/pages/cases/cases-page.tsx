import { Button, Group, SegmentedControl } from "@mantine/core";
import { useSearchParams } from "react-router";
import { useMay } from "../../api/use-session.ts";
import { Page } from "../../parts/page.tsx";
import { Empty } from "../../parts/states.tsx";
import { WorkList } from "../../parts/work-list.tsx";
import { shellWords } from "../../shell/words.ts";
import { useWords } from "../../words/define-words.ts";
import { CaseCard } from "./case-card.tsx";
import { mostUrgentFirst, useCases } from "./cases.ts";
import { OpenCase } from "./open-case.tsx";
import { caseWords } from "./words.ts";

const NoCases = ({ late, onAll }: { readonly late: boolean; readonly onAll: () => void }) => {
  const say = useWords(caseWords);
  if (!late) return <Empty title={say("noneTitle")}>{say("none")}</Empty>;
  const all = (
    <Button variant="default" onClick={onAll}>
      {say("showAll")}
    </Button>
  );
  return (
    <Empty title={say("noneLateTitle")} action={all}>
      {say("noneLate")}
    </Empty>
  );
};

const CasesPage = () => {
  const shell = useWords(shellWords);
  const say = useWords(caseWords);
  const may = useMay("serve-customers");
  // What is looked for stands in the address, so that a link can lead to what is overdue.
  const [params, setParams] = useSearchParams();
  const late = params.get("show") === "overdue";
  const show = (which: string): void => setParams(which === "" ? {} : { show: which }, { replace: true });
  const query = useCases();
  return (
    <Page title={shell("cases")} lead={say("lead")} actions={may ? <OpenCase /> : undefined}>
      <Group>
        <SegmentedControl
          aria-label={say("show")}
          value={late ? "overdue" : ""}
          onChange={show}
          data={[
            { value: "", label: say("all") },
            { value: "overdue", label: say("late") },
          ]}
        />
      </Group>
      <WorkList
        label={say("list")}
        query={query}
        rowsOf={(pages) => mostUrgentFirst(pages.flatMap(({ cases }) => cases)).filter((one) => one.overdue || !late)}
        rowKey={({ customerId, caseKey }) => `${customerId} ${caseKey}`}
        card={(one) => <CaseCard one={one} />}
        empty={<NoCases late={late} onAll={() => show("")} />}
      />
    </Page>
  );
};

export default CasesPage;
