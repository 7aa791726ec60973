// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;
import org.oms.stack.LocalStack;

/** A real PostgreSQL and a real NATS on free ports; tests get the stack to break it. */
public class AuditParts implements QuarkusTestResourceLifecycleManager {

  private LocalStack stack;

  @Override
  public Map<String, String> start() {
    stack =
        LocalStack.configure()
            .stateDirectory(Path.of("target", "stack").toAbsolutePath())
            .freePorts()
            .parts("postgres", "nats")
            .stopOnExit()
            .open();
    stack.postgres().wipe();
    stack.nats().wipe();
    stack.start();
    Map<String, String> addresses = stack.addresses();
    return Map.of(
        "AUDIT_POSTGRES_URL", addresses.get("AUDIT_POSTGRES_URL"),
        "AUDIT_NATS_URL", addresses.get("AUDIT_NATS_URL"));
  }

  @Override
  public void inject(TestInjector tests) {
    tests.injectIntoFields(stack, new TestInjector.MatchesType(LocalStack.class));
  }

  @Override
  public void stop() {
    stack.stop();
  }
}
