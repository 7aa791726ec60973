-- Rules stay as they are until this batch is committed: no hold comes too late for it.
lock table legal_holds, retention_policies in share mode
