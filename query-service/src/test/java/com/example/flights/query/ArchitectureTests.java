package com.example.flights.query;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.contrail.query.consistency.Reads;
import dev.contrail.query.projection.Projection;
import java.io.ObjectInputStream;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(
    packages = {ArchitectureTests.EXAMPLE, ArchitectureTests.MACHINERY},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  private static final String DOMAIN = "com.example.flights";
  static final String EXAMPLE = DOMAIN + ".query";
  static final String MACHINERY = "dev.contrail.query";

  @ArchTest
  static final ArchRule machineryKnowsNothingOfTheExample =
      noClasses()
          .that()
          .resideInAPackage(MACHINERY + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(DOMAIN + "..");

  @ArchTest
  static final ArchRule nothingOfAReadModelIsPublic =
      classes().that().resideInAPackage(EXAMPLE + ".*").should().notBePublic();

  @ArchTest
  static final ArchRule readModelsDoNotKnowEachOther =
      slices().matching(EXAMPLE + ".(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule machineryHasNoCycles =
      slices().matching(MACHINERY + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theRunnerKnowsNothingOfWhoReads =
      noClasses()
          .that()
          .resideInAPackage(MACHINERY + ".projection..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  MACHINERY + ".http..",
                  MACHINERY + ".consistency..",
                  MACHINERY + ".live..",
                  MACHINERY + ".cache..",
                  MACHINERY + ".journal.."));

  @ArchTest
  static final ArchRule everyControllerSaysWhatItReads =
      classes().that().areAnnotatedWith(RestController.class).should().beAnnotatedWith(Reads.class);

  @ArchTest
  static final ArchRule machineryIsNotScanned =
      noClasses()
          .that()
          .resideInAPackage(MACHINERY + "..")
          .should()
          .beAnnotatedWith(Component.class);

  @ArchTest
  static final ArchRule projectionsDoNoInputOrOutput =
      noClasses()
          .that()
          .resideInAPackage(EXAMPLE + "..")
          .and()
          .implement(Projection.class)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.sql..", "org.springframework.jdbc..", "java.net..")
                  .or(resideInAPackage("org.springframework.data.."))
                  .or(
                      DescribedPredicate.describe(
                          "clock", c -> c.getName().equals("java.time.Clock"))));

  /** Nothing of what was sent becomes a program, an expression or an address in memory. */
  @ArchTest
  static final ArchRule nothingIsEvaluatedStartedOrAddressed =
      noClasses()
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
  static final ArchRule nothingIsNative = noMethods().should().haveModifier(JavaModifier.NATIVE);
}
