// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What every part of one stack shares.
 *
 * @param state where it keeps its files
 * @param project the checkout: built jars and configuration files come from there
 * @param where what runs the parts
 * @param ports who listens where
 * @param limits how long to wait
 * @param progress takes one line for a person about each thing that happens
 */
record Workshop(
    StateDirectory state,
    Path project,
    LocalStack.Where where,
    Ports ports,
    Limits limits,
    Consumer<String> progress) {

  /** A file of the checkout that a build makes. */
  Path built(String path) {
    Path file = project.resolve(path);
    if (!file.toFile().exists()) {
      throw new StackException("%s is not there: run `make build` first.".formatted(file));
    }
    return file;
  }
}
