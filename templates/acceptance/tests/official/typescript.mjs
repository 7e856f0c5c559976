// Makes the twelve operations with the npm package `cloudflare`, against the address in its argument.

import assert from "node:assert/strict";
import { createRequire } from "node:module";

const [address, packages] = process.argv.slice(2);
const { default: Cloudflare } = createRequire(packages + "/")("cloudflare");
const client = new Cloudflare({ apiToken: "token", baseURL: address, maxRetries: 0 });
const account = { account_id: "985e105f4ecef8ad9ca31a8372d0c353" };
const { quota, stores } = client.secretsStore;
const { secrets } = stores;

const items = async (list) => {
  const found = [];
  for await (const item of list) {
    found.push(item);
  }
  return found;
};
const store = await stores.create({ ...account, name: "production" });
const inStore = { ...account, store_id: store.id };
assert.equal((await stores.get(store.id, account)).name, "production");
assert.deepEqual((await items(stores.list(account))).map((each) => each.id), [store.id]);
const body = ["A", "B", "C"].map((name) => ({ name, value: "not-a-real-key", scopes: ["workers"] }));
const created = await items(secrets.create(store.id, { ...account, body }));
assert.deepEqual(created.map((each) => each.name), ["A", "B", "C"]);
const [first, second, third] = created;
const copy = await secrets.duplicate(first.id, { ...inStore, name: "D", scopes: ["dex", "access"], comment: "a copy" });
assert.equal(copy.name, "D");
assert.equal((await secrets.get(copy.id, inStore)).comment, "a copy");
const edited = await secrets.edit(copy.id, { ...inStore, scopes: ["workers"], value: "not-a-real-key" });
assert.deepEqual(edited.scopes, ["workers"]);
const paged = await items(secrets.list(store.id, { ...account, per_page: 3, order: "name", direction: "asc" }));
assert.deepEqual(paged.map((each) => each.name), ["A", "B", "C", "D"]);
const found = await items(secrets.list(store.id, { ...account, search: "copy" }));
assert.deepEqual(found.map((each) => each.id), [copy.id]);
assert.deepEqual((await quota.get(account)).secrets, { usage: 4, quota: 100 });
await assert.rejects(stores.delete(store.id, account), { status: 409 });
await assert.rejects(secrets.duplicate(first.id, { ...inStore, name: "B", scopes: ["dex"] }), /secret_name_already_exists/);
assert.equal(await secrets.delete(third.id, inStore), null);
// The package has no parameter for the body that this operation takes.
await secrets.bulkDelete(store.id, account, { body: { ids: [first.id, second.id, copy.id] } });
assert.equal((await quota.get(account)).secrets.usage, 0);
await stores.delete(store.id, { ...account, force: true });
assert.deepEqual(await items(stores.list(account)), []);
console.log("12 operations");
