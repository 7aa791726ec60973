// SPDX-License-Identifier: Apache-2.0
package org.oms.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Hawtio console, which is started when somebody asks for it. */
public final class HawtioPart extends Part {

  static final String NAME = "hawtio";
  private static final String JAR = "hawtio/target/hawtio.jar";

  HawtioPart(Workshop workshop) {
    super(NAME, workshop);
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + port() + "/hawtio/";
  }

  @Override
  public boolean isReady() {
    return Probe.answers(URI.create(address() + "login"), workshop().limits().probe());
  }

  @Override
  Optional<Path> build() {
    return Optional.of(workshop().built(JAR));
  }

  @Override
  Launch launchPlan() {
    return new Launch(
        List.of(ShortCommand.java(), "-Xmx128m", "-jar", workshop().built(JAR).toString()),
        Map.of(
            "HAWTIO_PORT", Integer.toString(port()),
            "HAWTIO_USER", DevelopmentSecrets.HAWTIO_USER,
            "HAWTIO_PASSWORD", DevelopmentSecrets.HAWTIO_PASSWORD));
  }
}
