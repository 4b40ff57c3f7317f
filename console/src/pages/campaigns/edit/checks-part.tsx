import { Stack } from "@mantine/core";
import { ActivationChecks } from "../outlook/activation-checks.tsx";
import { BacktestPanel } from "../outlook/backtest-panel.tsx";
import { DryRunPanel } from "../outlook/dry-run-panel.tsx";
import { TrialSend } from "../outlook/trial-send.tsx";
import { useNumberedStep } from "../sentences/numbered-step.ts";
import { Missing } from "../summary/missing.tsx";
import type { Editor } from "./use-editor.ts";

/** What to know before it goes live, of the work as it stands here, saved or not. */
export const ChecksPart = ({ editor }: { readonly editor: Editor }) => {
  const { campaignId, definition, words, isUnsaved } = editor;
  const stepName = useNumberedStep(definition.steps);
  const draft = isUnsaved ? { definition, words: Object.values(words) } : undefined;
  return (
    <Stack gap="lg">
      <Missing answer={editor.answer} />
      <ActivationChecks campaignId={campaignId} draft={draft} />
      <DryRunPanel campaignId={campaignId} draft={draft} stepName={stepName} />
      <BacktestPanel campaignId={campaignId} draft={draft} />
      <TrialSend
        campaignId={campaignId}
        draft={draft}
        stepName={stepName}
        steps={definition.steps.flatMap((step) => (step.kind === "send" ? [step] : []))}
      />
    </Stack>
  );
};
