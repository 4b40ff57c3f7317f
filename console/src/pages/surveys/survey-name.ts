import { playbookOf, useCampaignName } from "../campaigns/data/campaign-name.ts";

/** A survey goes by the campaign that asked; one of the shop's own by the id that the shop gave it. */
export const useSurveyName = (): ((surveyId: string) => string) => {
  const campaignName = useCampaignName();
  return (surveyId) => (playbookOf(surveyId) === undefined ? surveyId : campaignName(surveyId));
};
