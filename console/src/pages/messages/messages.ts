import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";

const oneOf = api.messages[":customerId"][":messageKey"];

export interface Filters {
  readonly day?: string;
  readonly customerId?: string;
  readonly campaignId?: string;
  readonly channel?: string;
  readonly status?: string;
}

const pageSize = "50";

type ListQuery = Parameters<(typeof api)["message-list"]["$get"]>[0]["query"];

/** Messages of a day or of a customer, page by page. */
export const useMessageList = (filters: Filters) =>
  useInfiniteQuery({
    queryKey: ["messages", "list", filters],
    queryFn: ({ pageParam }) =>
      answered(
        api["message-list"].$get({
          query: { ...filters, limit: pageSize, ...(pageParam !== undefined && { cursor: pageParam }) } as ListQuery,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor,
  });

export type DoubtList = "in-doubt" | "parked";

export const useDoubts = (status: DoubtList) =>
  useInfiniteQuery({
    queryKey: ["messages", "doubts", status],
    queryFn: ({ pageParam }) =>
      answered(
        api.messages.$get({
          query: { status, limit: pageSize, ...(pageParam !== undefined && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor,
  });

export interface MessagePath {
  readonly customerId: string;
  readonly messageKey: string;
}

export const useOneMessage = (path: MessagePath) =>
  useQuery({ queryKey: ["messages", "one", path], queryFn: () => answered(oneOf.$get({ param: { ...path } })) });

type OneAnswer = GoodBody<Awaited<ReturnType<typeof oneOf.$get>>>;
export type OneMessage = OneAnswer["message"];
export type Moment = OneAnswer["moments"][number];
export type Filling = NonNullable<OneAnswer["filling"]>;
export type ListedMessage = GoodBody<Awaited<ReturnType<(typeof api)["message-list"]["$get"]>>>["messages"][number];
export type DoubtedMessage = GoodBody<Awaited<ReturnType<typeof api.messages.$get>>>["messages"][number];
export type Decision = OneMessage["open"][number];

const renderingOf = api.campaigns[":campaignId"].rendering;
export type Rendered = NonNullable<GoodBody<Awaited<ReturnType<typeof renderingOf.$post>>>["message"]>;

/** The words filled in once more; the same as long as version and customer are. */
export const useRendering = (message: OneMessage, filling: Filling) => {
  const { campaignId, campaignVersion: version, stepId, channel, category } = message;
  return useQuery({
    queryKey: ["messages", "rendering", campaignId, version, stepId, channel, filling],
    queryFn: () =>
      answered(renderingOf.$post({ param: { campaignId }, json: { version, stepId, channel, category, filling } })),
  });
};

export const useDecide = (path: MessagePath) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (json: { readonly decision: Decision; readonly note?: string }) =>
      answered(oneOf.decision.$post({ param: { ...path }, json })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["messages"] }),
  });
};

export const pathTo = ({ customerId, messageKey }: MessagePath): string =>
  `/messages/${encodeURIComponent(customerId)}/${messageKey}`;
