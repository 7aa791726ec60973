// SPDX-License-Identifier: Apache-2.0
package org.oms.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.oms.audit", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** What Camel calls, and what looks at its state. */
  private static final String CAMEL_TYPES =
      ".*(Routes|Processor|Repository|Api|Policies|Headers|OneTransaction|RefusedData|LiveHealth"
          + "|IngestConsumer|OwnEvents|JolokiaAgent)(\\$.*)?";

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
      slices().matching("org.oms.audit.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_IS_SHARED_WITH_OMS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.oms.ontology..", "org.oms.stack..");

  @ArchTest
  static final ArchRule ROUTES_ARE_NOT_CALLED =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveSimpleNameEndingWith("Routes")
          .allowEmptyShould(true);
}
