"""The edge: network, transactions, processes. The only package that is asynchronous or knows Telegram."""
