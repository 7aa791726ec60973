// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionTest {

  @Test
  void partition_isTheSameForEver() {
    assertThat(Partition.of("object_type/ri.oms.object-type.1")).isEqualTo(37);
    assertThat(Partition.of("branch/가나다")).isEqualTo(13);
  }

  @Test
  void aggregates_spreadOverAllPartitions() {
    assertThat(IntStream.range(0, 2_000).map(i -> Partition.of("object_type/" + i)).distinct())
        .hasSize(Partition.COUNT)
        .allMatch(partition -> partition >= 0 && partition < Partition.COUNT);
  }
}
