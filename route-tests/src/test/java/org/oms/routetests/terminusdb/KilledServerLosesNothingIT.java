// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.terminusdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oms.routetests.terminusdb.OwnDatabase.ok;
import static org.oms.routetests.terminusdb.OwnDatabase.thing;
import static org.oms.routetests.terminusdb.OwnDatabase.version;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded server has acknowledged survives kill -9. */
class KilledServerLosesNothingIT {

  private static final int ROUNDS = 3;
  private static final int COMMITS_OF_A_ROUND = 10;

  @Test
  void acknowledgedCommits_areThereAfterEachKill(@TempDir Path data) {
    EmbeddedProcess process = EmbeddedProcess.start(data);
    OwnDatabase database = new OwnDatabase(process.server());
    List<String> versions = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < COMMITS_OF_A_ROUND; i++) {
        int number = versions.size();
        String query = "?author=t&message=event%3D" + number;
        versions.add(version(ok(database.post(query, thing("t" + number, "x")))));
      }
      process.kill();
      process = EmbeddedProcess.start(data);
      database = database.on(process.server());
    }

    assertThat(database.find("?type=Thing&as_list=true")).hasSameSizeAs(versions);
    assertThat(database.head()).isEqualTo(versions.get(versions.size() - 1));
    for (int i = 0; i < versions.size(); i++) {
      assertThat(database.commitsWithMessage("event=" + i).findValuesAsText("identifier"))
          .contains(versions.get(i));
    }
    assertThat(database.find("/local/commit/" + versions.get(4) + "?type=Thing&as_list=true"))
        .hasSize(5);
    process.close();
  }
}
