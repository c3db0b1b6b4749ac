"""The ledger: purchase orders and what became of them, as exact documents with rules; no database, no HTTP."""
