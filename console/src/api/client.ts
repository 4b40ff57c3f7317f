import { createApiClient } from "../../../lambdas/handlers/api/api-client.ts";
import { fetchAsPerson, personHeaders } from "../session/person-headers.ts";

/** Every call of the API, typed from its contract. Same origin on AWS and on one machine. */
export const api = createApiClient("/", { headers: personHeaders, fetch: fetchAsPerson }).api;
