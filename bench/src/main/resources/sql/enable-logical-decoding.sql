alter system set wal_level = 'logical'
