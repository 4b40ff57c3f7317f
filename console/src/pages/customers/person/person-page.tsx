import { Alert, Anchor } from "@mantine/core";
import { Link, useParams } from "react-router";
import { Page } from "../../../parts/page.tsx";
import { Answer } from "../../../parts/states.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { useWords } from "../../../words/define-words.ts";
import { audienceWords } from "../../campaigns/audience/words.ts";
import { customerWords } from "../words.ts";
import { ContactWays } from "./contact-ways.tsx";
import { Coupons, Figures, Journeys, Known } from "./facts.tsx";
import { ForecastSection } from "./forecast.tsx";
import { LoyaltySection } from "./loyalty.tsx";
import { PersonActions } from "./person-actions.tsx";
import { PurchasesSection } from "./purchases.tsx";
import { Timeline } from "./timeline.tsx";
import { type Person, usePerson } from "./use-person.ts";
import { WhyList } from "./why-list.tsx";

const Shown = ({ person }: { readonly person: Person }) => {
  const say = useWords(customerWords);
  const tiers = useWords(audienceWords);
  const format = useFormat();
  const { customerId, name, tier, settlesAt } = person;
  return (
    <Page
      title={name ?? customerId}
      lead={
        <>
          {name !== undefined && `${customerId} · `}
          {tiers(`tier.${tier}`)}
          {" · "}
          <Anchor underline="always" component={Link} to="/customers">
            {say("back")}
          </Anchor>
        </>
      }
      actions={<PersonActions customerId={customerId} />}
    >
      {settlesAt !== undefined && <Alert color="blue">{say("settles", { at: format.moment(settlesAt) })}</Alert>}
      <Figures person={person} />
      <LoyaltySection person={person} />
      <ForecastSection customerId={customerId} />
      <PurchasesSection person={person} />
      <WhyList customerId={customerId} />
      <ContactWays person={person} />
      <Journeys person={person} />
      <Coupons person={person} />
      <Known person={person} />
      <Timeline customerId={customerId} />
    </Page>
  );
};

/** All there is to know of one customer, and what may be done about them. */
const PersonPage = () => {
  const { customerId = "" } = useParams();
  return <Answer query={usePerson(customerId)}>{(person) => <Shown person={person} />}</Answer>;
};

export default PersonPage;
