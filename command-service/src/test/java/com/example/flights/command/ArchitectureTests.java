package com.example.flights.command;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;

@AnalyzeClasses(
    packages = {ArchitectureTests.MACHINERY, ArchitectureTests.EXAMPLE},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  static final String MACHINERY = "dev.contrail";
  static final String EXAMPLE = "com.example.flights";
  private static final String COMMAND = MACHINERY + ".command";

  /** Every package right below: what talks HTTP is one level further down. */
  private static final String RULES = EXAMPLE + ".command.*";

  /** What tests are helped by, and what writes the descriptions of the API. */
  private static final String[] NOT_SHIPPED = {
    MACHINERY + ".servers..", MACHINERY + ".descriptions.."
  };

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

  /** Nothing of what was sent becomes a program, an expression or an address in memory. */
  @ArchTest
  static final ArchRule nothingIsEvaluatedStartedOrAddressed =
      noClasses()
          .that()
          .resideOutsideOfPackages(NOT_SHIPPED)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "org.springframework.expression..",
                      "javax.script..",
                      "javax.naming..",
                      "java.lang.foreign..",
                      "sun..")
                  .or(type(ProcessBuilder.class))
                  .or(type(ObjectInputStream.class)))
          .orShould()
          .callMethod(Runtime.class, "exec", String.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class);

  @ArchTest
  static final ArchRule nothingIsNative =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackages(NOT_SHIPPED)
          .should()
          .haveModifier(JavaModifier.NATIVE);
}
