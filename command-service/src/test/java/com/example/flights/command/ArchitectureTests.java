package com.example.flights.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = {ArchitectureTests.MACHINERY, ArchitectureTests.EXAMPLE},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  static final String MACHINERY = "dev.contrail";
  static final String EXAMPLE = "com.example.flights";
  private static final String COMMAND = MACHINERY + ".command";

  /** Every package right below: what talks HTTP is one level further down. */
  private static final String RULES = EXAMPLE + ".command.*";

  @ArchTest
  static final ArchRule theMachineryDoesNotKnowTheExample =
      noClasses()
          .that()
          .resideInAPackage(MACHINERY + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(EXAMPLE + "..");

  @ArchTest
  static final ArchRule rulesArePure =
      classes()
          .that()
          .resideInAPackage(RULES)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              RULES,
              EXAMPLE + ".events",
              COMMAND + ".decider",
              "java.lang..",
              "java.time",
              "java.util",
              "java.util.function",
              "java.util.stream",
              "org.jspecify.annotations");

  @ArchTest
  static final ArchRule rulesHaveNoClockAndNoDice =
      noClasses()
          .that()
          .resideInAPackage(RULES)
          .should()
          .callMethod(java.util.UUID.class, "randomUUID")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.LocalDateTime.class, "now");

  @ArchTest
  static final ArchRule arrowsFollowTheData =
      noClasses()
          .that()
          .resideInAnyPackage(
              COMMAND + ".decider",
              COMMAND + ".eventstore",
              COMMAND + ".sequencer",
              COMMAND + ".outbox")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(COMMAND + ".http");

  @ArchTest
  static final ArchRule theLogKnowsNobodyAboveIt =
      noClasses()
          .that()
          .resideInAPackage(COMMAND + ".eventstore")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(COMMAND + ".sequencer", COMMAND + ".outbox", COMMAND + ".http");

  @ArchTest static final ArchRule noCycles = slices().matching("(**)").should().beFreeOfCycles();
}
