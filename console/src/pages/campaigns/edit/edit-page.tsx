import { Alert, Button, Tabs } from "@mantine/core";
import { Link, useNavigate, useParams } from "react-router";
import { Page } from "../../../parts/page.tsx";
import { Waiting } from "../../../parts/states.tsx";
import { useWords } from "../../../words/define-words.ts";
import { useCampaignName } from "../data/campaign-name.ts";
import { CampaignPage } from "../data/campaign-page.tsx";
import { type CampaignAnswer, useCampaign } from "../data/campaigns.ts";
import { WordsEditor } from "../words-editor/words-editor.tsx";
import { AudienceForm } from "./audience-form.tsx";
import { ChecksPart } from "./checks-part.tsx";
import { Conflict } from "./conflict.tsx";
import { GoalForm } from "./goal-form.tsx";
import { JsonForm } from "./json-form.tsx";
import { PolicyForm } from "./policy-form.tsx";
import { SaveBar } from "./save-bar.tsx";
import { StepsEditor } from "./steps/steps-editor.tsx";
import { TriggerForm } from "./trigger/trigger-form.tsx";
import { type Editor, useEditor } from "./use-editor.ts";
import { editWords } from "./words.ts";

const parts = ["trigger", "audience", "steps", "words", "policy", "goal", "checks", "json"] as const;
type Part = (typeof parts)[number];

const PartForm = ({ part, editor }: { readonly part: Part; readonly editor: Editor }) => {
  switch (part) {
    case "trigger":
      return <TriggerForm editor={editor} />;
    case "audience":
      return <AudienceForm editor={editor} />;
    case "steps":
      return <StepsEditor editor={editor} />;
    case "words":
      return <WordsEditor editor={editor} />;
    case "policy":
      return <PolicyForm editor={editor} />;
    case "goal":
      return <GoalForm editor={editor} />;
    case "checks":
      return <ChecksPart editor={editor} />;
    case "json":
      return <JsonForm editor={editor} />;
  }
};

const EditorParts = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(editWords);
  const navigate = useNavigate();
  const { part: asked } = useParams();
  const part = parts.find((one) => one === asked) ?? "trigger";
  const open = (next: string | null) =>
    next === null ? undefined : void navigate(`/campaigns/${editor.campaignId}/edit/${next}`, { replace: true });
  return (
    <Tabs value={part} onChange={open} keepMounted={false}>
      <Tabs.List aria-label={say("parts")} mb="md">
        {parts.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {say(`part.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {parts.map((one) => (
        <Tabs.Panel key={one} value={one}>
          <PartForm part={one} editor={editor} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
};

const Edit = ({ answer }: { readonly answer: CampaignAnswer }) => {
  const say = useWords(editWords);
  const nameOf = useCampaignName();
  const editor = useEditor(answer);
  const { id, state } = answer.campaign;
  const name = nameOf(id);
  if (editor === undefined) return <Waiting rows={6} />;
  return (
    <Page
      title={say(editor.mayEdit ? "title" : "titleLook", { name })}
      actions={
        <Button component={Link} to={`/campaigns/${id}`} variant="default">
          {say("toSummary")}
        </Button>
      }
    >
      {editor.mayEdit ? (
        <SaveBar editor={editor} />
      ) : (
        <Alert color="yellow">{say(state === "archived" ? "readOnlyState" : "readOnly")}</Alert>
      )}
      <Conflict editor={editor} />
      <EditorParts editor={editor} />
    </Page>
  );
};

const watchEveryMs = 10_000;

/** Every part of a campaign, with the work that is not saved yet. Somebody else's save is noticed while one works. */
const EditPage = () => {
  const { campaignId = "" } = useParams();
  return (
    <CampaignPage campaignId={campaignId} query={useCampaign(campaignId, watchEveryMs)}>
      {(answer) => <Edit answer={answer} />}
    </CampaignPage>
  );
};

export default EditPage;
