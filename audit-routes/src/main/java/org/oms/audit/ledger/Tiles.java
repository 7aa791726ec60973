// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import java.sql.SQLException;
import java.util.List;
import org.oms.audit.hash.Hash;

/** Where the tree's stored hashes are read: up to 256 neighbours at a time. */
interface Tiles {

  /** Hashes of one tile; each level above has one hash for a tile of the level below. */
  int WIDTH = 256;

  /** Binary levels from one stored level to the next: 2 ^ 8 = 256. */
  int LEVELS = 8;

  /**
   * The hashes of a tile, from its left end as far as they are stored.
   *
   * @param level 0 for leaves; 1 for the roots of 256 leaves; and so on
   * @param index tiles to the left of it on this level
   */
  List<Hash> read(int level, long index) throws SQLException;
}
