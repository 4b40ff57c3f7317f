import { Alert, Stack } from "@mantine/core";
import { useMemo } from "react";
import { useMay, useSession } from "../../api/use-session.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { Answer, Waiting } from "../../parts/states.tsx";
import { useWords } from "../../words/define-words.ts";
import { CapsSection } from "./caps-section.tsx";
import { CasesSection } from "./cases-section.tsx";
import { ClosedDaysSection } from "./closed-days-section.tsx";
import { SettingsForm } from "./form-context.tsx";
import { GoodsSection } from "./goods-section.tsx";
import { HoldOutSection } from "./hold-out-section.tsx";
import { HoursSection } from "./hours-section.tsx";
import { MembershipSection } from "./membership-section.tsx";
import { useWayToPlace } from "./named-place.ts";
import { PaceSection } from "./pace-section.tsx";
import { CampaignsSection, UncertainSection, WebhookHostsSection } from "./rare-sections.tsx";
import { ApprovalSection, BudgetSection } from "./rules-section.tsx";
import { Meanwhile, SaveBar } from "./save-bar.tsx";
import { SendersSection, TestRecipientsSection } from "./senders-section.tsx";
import { problemsIn } from "./setting-facts.ts";
import { ShopSection } from "./shop-section.tsx";
import { TiersSection } from "./tiers-section.tsx";
import { TopicsSection } from "./topics-section.tsx";
import { changedParts, type InForce, useSettings } from "./use-settings.ts";
import { settingsWords } from "./words.ts";
import { WorkSection } from "./work-section.tsx";

const Sections = () => (
  <>
    <ShopSection />
    <ApprovalSection />
    <CapsSection />
    <HoursSection />
    <ClosedDaysSection />
    <WorkSection />
    <SendersSection />
    <TestRecipientsSection />
    <BudgetSection />
    <HoldOutSection />
    <TiersSection />
    <MembershipSection />
    <CasesSection />
    <PaceSection />
    <GoodsSection />
    <WebhookHostsSection />
    <UncertainSection />
    <CampaignsSection />
    <TopicsSection />
  </>
);

const Form = ({ inForce, state }: { readonly inForce: InForce; readonly state: ReturnType<typeof useSettings> }) => {
  const say = useWords(settingsWords);
  const may = useMay("manage-settings");
  const known = useSession().data !== undefined;
  const { draft, save, change, theirs, takeTheirs, layOver } = state;
  const { base, settings } = draft.value ?? { base: inForce, settings: inForce.settings };
  const changed = changedParts(base.settings, settings);
  const both =
    theirs === undefined ? [] : changedParts(base.settings, theirs.settings).filter((key) => changed.includes(key));
  const discard = (): void => {
    draft.discard();
    save.reset();
  };
  const onSave = (): void => {
    if (draft.value !== undefined) save.mutate(draft.value, { onSuccess: () => notifyDone(say("saved")) });
  };
  const onChange = (next: InForce["settings"]): void => {
    if (theirs === undefined) save.reset();
    change(next, inForce);
  };
  const problems = useMemo(() => problemsIn(settings), [settings]);
  useWayToPlace();
  return (
    <SettingsForm value={{ settings, onChange, problems, disabled: !may }}>
      <Stack gap="lg">
        {known && !may && <Alert color="blue">{say("readOnly")}</Alert>}
        <Sections />
        {theirs !== undefined && <Meanwhile both={both} onTheirs={takeTheirs} onOver={layOver} />}
        {theirs === undefined && changed.length > 0 && (
          <SaveBar changed={changed} saving={save.isPending} error={save.error} onSave={onSave} onDiscard={discard} />
        )}
      </Stack>
    </SettingsForm>
  );
};

const SettingsPage = () => {
  const say = useWords(settingsWords);
  const state = useSettings();
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Answer query={state.query} waiting={<Waiting rows={6} height={160} />}>
        {(inForce) => <Form inForce={inForce} state={state} />}
      </Answer>
    </Page>
  );
};

export default SettingsPage;
