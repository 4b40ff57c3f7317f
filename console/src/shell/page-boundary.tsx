import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { Link } from "react-router";
import { Page } from "../parts/page.tsx";
import { Empty } from "../parts/states.tsx";
import { useWords } from "../words/define-words.ts";
import { shellWords } from "./words.ts";

const BrokenPage = () => {
  const say = useWords(shellWords);
  return (
    <Page title={say("broken")}>
      <Empty title={say("broken")} action={<Button onClick={() => location.reload()}>{say("reload")}</Button>}>
        {say("brokenHint")}
      </Empty>
    </Page>
  );
};

/** A page that throws takes down itself and not the navigation. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override readonly state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <BrokenPage /> : this.props.children;
  }
}

export const NoPage = () => {
  const say = useWords(shellWords);
  return (
    <Page title={say("noPage")}>
      <Empty
        title={say("noPage")}
        action={
          <Button component={Link} to="/">
            {say("home")}
          </Button>
        }
      >
        {say("noPageHint")}
      </Empty>
    </Page>
  );
};
