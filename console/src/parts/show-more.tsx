import { Button, Group, Text } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { commonWords } from "../words/common.ts";
import { useWords } from "../words/define-words.ts";
import { Failed } from "./states.tsx";

/** Below a list that the server hands out page by page: the next page, why it did not come, or that there is none. */
export const ShowMore = ({ query }: { readonly query: UseInfiniteQueryResult<unknown> }) => {
  const say = useWords(commonWords);
  return (
    <>
      {query.isError && <Failed error={query.error} onRetry={() => query.fetchNextPage()} />}
      <Group justify="center">
        {query.hasNextPage ? (
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            {say("showMore")}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            {say("nothingMore")}
          </Text>
        )}
      </Group>
    </>
  );
};
