import { hc } from "hono/client";
import type { Api } from "../../../lambdas/handlers/api/api-type.ts";
import { personHeaders } from "../session/person-headers.ts";

/** Every call of the API, typed from its contract. Same origin on AWS and on one machine. */
export const api = hc<Api>("/", { headers: personHeaders }).api;
