// SPDX-License-Identifier: Apache-2.0
package org.oms.routetests.verify;

import java.util.ArrayList;
import java.util.List;

/** One promise: how often it was looked at, how often it was broken, and by what. */
public final class Check {

  /** Broken cases that are named; the others are only counted. */
  private static final int SAMPLES_MAX = 5;

  private final String promise;
  private final List<String> samples = new ArrayList<>();
  private long looked;
  private long broken;

  /** A promise that nobody has looked at yet. */
  public Check(String promise) {
    this.promise = promise;
  }

  /** The promise was kept or broken so many times more. */
  public void looked(long times) {
    looked += times;
  }

  /** It was broken, in this case. */
  public void broken(String sample) {
    broken++;
    if (samples.size() < SAMPLES_MAX) {
      samples.add(sample);
    }
  }

  /** Looks once; the sample is named if it is not kept. */
  public void expect(boolean kept, String sample) {
    looked++;
    if (!kept) {
      broken(sample);
    }
  }

  /** What is promised, as a sentence. */
  public String promise() {
    return promise;
  }

  public long looked() {
    return looked;
  }

  public long broken() {
    return broken;
  }

  /** The first broken cases. */
  public List<String> samples() {
    return List.copyOf(samples);
  }
}
