// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Beans are plain Java, and features depend on each other one way only. */
@AnalyzeClasses(packages = "org.oms.ontology", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** What Camel calls, and the few beans that call it. */
  private static final String CAMEL_TYPES =
      ".*\\.(\\w+(Routes|Processor|Policies)|ApiHeaders|OmsApi" // what Camel finds
          + "|CamelStatements|ChangeConfiguration|Guarded\\w+|AuditStream" // what calls it
          + "|PollScheduler|JolokiaAgent)(\\$.*)?"; // what it polls by, what steers it

  /** Each may use those before it: what a change is comes before how it is committed. */
  private static final List<String> FEATURES =
      List.of(
          "problem",
          "contract",
          "request",
          "redis",
          "ratelimit",
          "session",
          "security",
          "resource",
          "branch",
          "terminusdb",
          "lock",
          "outbox",
          "change",
          "cache",
          "health");

  @ArchTest
  static final ArchRule BEANS_DO_NOT_KNOW_CAMEL =
      noClasses()
          .that()
          .haveNameNotMatching(CAMEL_TYPES)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..");

  @ArchTest
  static final ArchRule FEATURES_HAVE_NO_CYCLES =
      slices().matching("org.oms.ontology.(*)..").should().beFreeOfCycles();

  @ArchTest
  static void featuresDependOneWay(JavaClasses classes) {
    for (int i = 0; i < FEATURES.size() - 1; i++) {
      String[] later =
          FEATURES.subList(i + 1, FEATURES.size()).stream()
              .map(ArchitectureTest::feature)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(feature(FEATURES.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .check(classes);
    }
  }

  @ArchTest
  static final ArchRule NOTHING_IS_SHARED_WITH_AUDIT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.oms.audit..", "org.oms.stack..", "org.oms.terminusdb..");

  @ArchTest
  static final ArchRule NAMES_SAY_SOMETHING =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Utils?|Common|Impl|Handler|Service)(\\$.*)?");

  private static String feature(String name) {
    return "org.oms.ontology." + name + "..";
  }
}
