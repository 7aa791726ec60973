// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: {@code serve --port 16363 --data DIR --password admin123}. */
@Command(
    name = "embedded-terminusdb",
    description = "The part of TerminusDB that OMS uses, for laptops and CI. Never for production.",
    mixinStandardHelpOptions = true)
public final class EmbeddedTerminusDb {

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new EmbeddedTerminusDb()).execute(arguments));
  }

  /** Serves until it is told to stop; then requests in flight finish and the store closes. */
  @Command(name = "serve", description = "Serve until SIGTERM")
  int serve(
      @Option(names = "--port", defaultValue = "16363", description = "0 for any free one")
          int port,
      @Option(names = "--data", required = true, description = "where the data lives") Path data,
      @Option(names = "--password", required = true, description = "of the user admin")
          String password)
      throws InterruptedException {
    EmbeddedServer server = EmbeddedServer.start(port, data, password, Limits.defaults());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    System.out.println("embedded-terminusdb ready on port " + server.port());
    new CountDownLatch(1).await();
    return 0;
  }
}
