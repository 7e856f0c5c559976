"""Makes the twelve operations with the PyPI package `cloudflare`, against the address in its argument."""

import sys

from cloudflare import APIStatusError, Cloudflare

client = Cloudflare(api_token="token", base_url=sys.argv[1], max_retries=0)
account = {"account_id": "985e105f4ecef8ad9ca31a8372d0c353"}
quota, stores = client.secrets_store.quota, client.secrets_store.stores
secrets = stores.secrets


def failure(call):
    """The status and the text of the failure that a call ends in."""
    try:
        call()
    except APIStatusError as error:
        return error.status_code, error.response.text
    raise AssertionError("the call did not fail")


store = stores.create(**account, name="production")
in_store = {**account, "store_id": store.id}
assert stores.get(store.id, **account).name == "production"
assert [each.id for each in stores.list(**account)] == [store.id]
body = [{"name": name, "value": "not-a-real-key", "scopes": ["workers"]} for name in "ABC"]
first, second, third = secrets.create(store.id, **account, body=body)
copy = secrets.duplicate(first.id, **in_store, name="D", scopes=["dex", "access"], comment="a copy")
assert copy.name == "D"
assert secrets.get(copy.id, **in_store).comment == "a copy"
edited = secrets.edit(copy.id, **in_store, scopes=["workers"], value="not-a-real-key")
assert edited.scopes == ["workers"], edited
paged = secrets.list(store.id, **account, per_page=3, order="name", direction="asc")
assert [each.name for each in paged] == ["A", "B", "C", "D"]
assert [each.id for each in secrets.list(store.id, **account, search="copy")] == [copy.id]
usage = quota.get(**account).secrets
assert (usage.usage, usage.quota) == (4, 100), usage
assert failure(lambda: stores.delete(store.id, **account))[0] == 409
status, text = failure(lambda: secrets.duplicate(first.id, **in_store, name="B", scopes=["dex"]))
assert (status, "secret_name_already_exists" in text) == (400, True), text
secrets.delete(third.id, **in_store)
# The package has no parameter for the body that this operation takes.
secrets.bulk_delete(store.id, **account, extra_body={"ids": [first.id, second.id, copy.id]})
assert quota.get(**account).secrets.usage == 0
stores.delete(store.id, **account, force=True)
assert list(stores.list(**account)) == []
print("12 operations")
