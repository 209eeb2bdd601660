"""A local server that speaks Firebase Cloud Messaging's HTTP v1, for tests: Google offers no emulator for it.

In the test's own process:

    async with fcm_server(folder, tls=True) as fcm:
        fcm.script.next("token-1", UNAVAILABLE)
        ...
        assert fcm.tally.summary().duplicates == 0

In a process of its own, where it takes no time from what is tested and outlives a sender that is killed: `fcm_process`,
with the same in `await fcm.script(after={"token-1": [UNAVAILABLE]})` and `await fcm.summary()`.

The application finds it by `fcm.settings`: the endpoint, and the service account's key file. It trusts the server's
certificate by `fcm.trust`: environment variables to set before the sender is opened.

Over TLS it offers HTTP/2 and HTTP/1.1, else plain HTTP/1.1. A message is the same as another when target and data are:
put what names a delivery into the data, and duplicates are counted.
"""
