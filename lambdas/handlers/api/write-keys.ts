import { createHash, randomBytes } from "node:crypto";
import type { Runtime } from "../../shared/runtime.ts";
import { createAuditStore } from "../../store/audit-store.ts";
import { createWriteKeyStore, type HeldKey } from "../../store/write-key-store.ts";
import { refuse } from "./answer.ts";
import { keyCursorText, writeKeyContract } from "./contract/write-keys.ts";
import { ContractApp } from "./contract-app.ts";
import { actingPerson } from "./person.ts";

const shownKey = ({ hash, name, start, createdAt, createdBy, revokedAt }: HeldKey) => ({
  ...{ keyId: hash, name, start, createdBy },
  createdAt: new Date(createdAt).toISOString(),
  ...(revokedAt !== undefined && { revokedAt: new Date(revokedAt).toISOString() }),
});

const keyBytes = 24;
const startLength = 4;

/** Who may post events. A key is shown to whoever makes it, once, and is never logged. */
export const createWriteKeyRoutes = (runtime: Runtime): ContractApp => {
  const { clock } = runtime;
  const keys = createWriteKeyStore(runtime);
  const noted = (action: string, by: string, { hash, name }: HeldKey) =>
    createAuditStore(runtime).add({ at: clock.now(), by, action, subject: hash, details: { name } });

  return new ContractApp()
    .openapi(writeKeyContract.list, async (context) =>
      context.json({ writeKeys: (await keys.all()).map(shownKey) }, 200),
    )
    .openapi(writeKeyContract.older, async (context) => {
      const found = await keys.older(context.req.valid("query").cursor);
      const more = found.cursor === undefined ? {} : { cursor: keyCursorText(found.cursor) };
      return context.json({ writeKeys: found.keys.map(shownKey), ...more }, 200);
    })
    .openapi(writeKeyContract.create, async (context) => {
      const by = actingPerson(context);
      const { name } = context.req.valid("json");
      const key = randomBytes(keyBytes).toString("base64url");
      const hash = createHash("sha256").update(key).digest("hex");
      const held = { hash, name, start: key.slice(0, startLength), createdAt: clock.now(), createdBy: by };
      await keys.save(held);
      await noted("create-write-key", by, held);
      return context.json({ writeKey: shownKey(held), key }, 200);
    })
    .openapi(writeKeyContract.revoke, async (context) => {
      const held = await keys.revoke(context.req.valid("param").keyId, clock.now());
      if (held === undefined) return refuse(context, 404, [{ where: "keyId", problem: "there is no such write key" }]);
      await noted("revoke-write-key", actingPerson(context), held);
      return context.json({ writeKey: shownKey(held) }, 200);
    });
};
