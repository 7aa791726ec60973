// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.oms.audit.hash.Hash;

/** Roots and proofs are those of RFC 6962, for every size and every leaf. */
class MerkleTreeTest {

  /** The leaves and roots that the certificate-transparency project tests its trees with. */
  private static final List<String> REFERENCE_LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> REFERENCE_ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static final int EXHAUSTIVE_SIZE = 40;

  /** Two stored levels of nodes and an incomplete tile on each. */
  private static final int LARGE_SIZE = 66_000;

  private static final int LARGE_SAMPLES = 300;

  private final Random random = new Random(20261124);

  @Test
  void rootsOfTheReferenceTree() throws SQLException {
    TreeInMemory tree = referenceTree();
    for (int size = 0; size <= REFERENCE_LEAVES.size(); size++) {
      assertThat(hex(new MerkleTree(tree, size).root())).isEqualTo(REFERENCE_ROOTS.get(size));
    }
  }

  @Test
  void proofsOfTheReferenceTree() throws SQLException {
    MerkleTree tree = new MerkleTree(referenceTree(), REFERENCE_LEAVES.size());
    assertThat(tree.auditPath(0).stream().map(MerkleTreeTest::hex))
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    assertThat(tree.consistencyProof(6).stream().map(MerkleTreeTest::hex))
        .containsExactly(
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
  }

  @Test
  void everyProofOfEverySmallTreeHolds_andNoOtherDoes() throws SQLException {
    TreeInMemory tree = TreeInMemory.ofSize(EXHAUSTIVE_SIZE);
    for (int size = 0; size <= EXHAUSTIVE_SIZE; size++) {
      assertThat(new MerkleTree(tree, size).root())
          .isEqualTo(TreeInMemory.recursiveRoot(tree.leaves(size)));
      for (int index = 0; index < size; index++) {
        checkInclusion(tree, index, size);
      }
      for (int from = 0; from <= size; from++) {
        checkConsistency(tree, from, size);
      }
    }
  }

  @Test
  void proofsOfRandomSizesHoldAcrossTiles_andNoOtherDoes() throws SQLException {
    TreeInMemory tree = TreeInMemory.ofSize(LARGE_SIZE);
    for (int i = 0; i < LARGE_SAMPLES; i++) {
      int size = 1 + random.nextInt(LARGE_SIZE);
      checkInclusion(tree, random.nextInt(size), size);
      checkConsistency(tree, random.nextInt(size + 1), size);
    }
    for (int size : List.of(255, 256, 257, 511, 512, 65_535, 65_536, 65_537, LARGE_SIZE)) {
      assertThat(new MerkleTree(tree, size).root())
          .isEqualTo(TreeInMemory.recursiveRoot(tree.leaves(size)));
      checkInclusion(tree, size - 1, size);
      checkConsistency(tree, size - 1, size);
    }
  }

  @Test
  void aMissingHashIsNotGuessed() {
    MerkleTree tree = new MerkleTree(TreeInMemory.ofSize(10), 11);
    assertThatThrownBy(tree::root)
        .isInstanceOf(BrokenTreeException.class)
        .hasMessageContaining("is missing");
  }

  private void checkInclusion(TreeInMemory tree, int index, int size) throws SQLException {
    MerkleTree leaves = new MerkleTree(tree, size);
    Hash root = leaves.root();
    Hash leaf = tree.leaf(index);
    List<Hash> path = leaves.auditPath(index);
    InclusionProof proof = new InclusionProof(index, size, path);
    assertThat(proof.proves(leaf, root)).as("leaf %d of %d", index, size).isTrue();

    assertThat(proof.proves(mutated(leaf), root)).isFalse();
    assertThat(proof.proves(leaf, mutated(root))).isFalse();
    for (int i = 0; i < path.size(); i++) {
      assertThat(new InclusionProof(index, size, mutated(path, i)).proves(leaf, root)).isFalse();
    }
    if (size > 1) {
      int other = (index + 1 + random.nextInt(size - 1)) % size;
      assertThat(new InclusionProof(other, size, path).proves(leaf, root)).isFalse();
    }
  }

  private void checkConsistency(TreeInMemory tree, int from, int to) throws SQLException {
    MerkleTree leaves = new MerkleTree(tree, to);
    Hash before = new MerkleTree(tree, from).root();
    Hash after = leaves.root();
    List<Hash> hashes = leaves.consistencyProof(from);
    ConsistencyProof proof = new ConsistencyProof(from, to, hashes);
    assertThat(proof.proves(before, after)).as("from %d to %d", from, to).isTrue();

    assertThat(proof.proves(mutated(before), after)).isFalse();
    if (from > 0) {
      assertThat(proof.proves(before, mutated(after))).isFalse();
    }
    for (int i = 0; i < hashes.size(); i++) {
      assertThat(new ConsistencyProof(from, to, mutated(hashes, i)).proves(before, after))
          .isFalse();
    }
    assertThat(new ConsistencyProof(to + 1L, to, hashes).proves(before, after)).isFalse();
  }

  private List<Hash> mutated(List<Hash> hashes, int which) {
    List<Hash> result = new ArrayList<>(hashes);
    result.set(which, mutated(hashes.get(which)));
    return result;
  }

  private Hash mutated(Hash hash) {
    byte[] bytes = hash.bytes();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return Hash.of(bytes);
  }

  private static TreeInMemory referenceTree() {
    TreeInMemory tree = new TreeInMemory();
    REFERENCE_LEAVES.forEach(leaf -> tree.add(Hash.ofLeaf(HexFormat.of().parseHex(leaf))));
    return tree;
  }

  private static String hex(Hash hash) {
    return HexFormat.of().formatHex(hash.bytes());
  }
}
