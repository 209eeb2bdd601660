"""The partner API, for tills and webshops: server to server, with a partner key."""
