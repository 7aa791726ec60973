// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.rest;

import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;

/** What a developer asks the running service. */
abstract class AsDeveloper {

  @TestHTTPResource("/")
  URI root;

  Client developer;

  @BeforeEach
  void logIn() {
    developer = Client.of(root, "developer");
  }
}
