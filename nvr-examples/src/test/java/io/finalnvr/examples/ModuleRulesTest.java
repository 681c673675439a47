package io.finalnvr.examples;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which module may know which: the rules of the design. */
@AnalyzeClasses(packages = "io.finalnvr", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTest {

  private static final String[] API = {
    "io.finalnvr", "io.finalnvr.analysis", "io.finalnvr.media", "io.finalnvr.spi"
  };
  private static final String CORE = "io.finalnvr.core..";
  private static final String GSTREAMER = "io.finalnvr.gstreamer..";
  private static final String PRAVEGA = "io.finalnvr.pravega..";

  @ArchTest
  static final ArchRule apiKnowsOnlyTheJdk =
      classes()
          .that()
          .resideInAnyPackage(API)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify.annotations", API[0], API[1], API[2], API[3]);

  @ArchTest
  static final ArchRule coreKnowsNoAdapter =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              GSTREAMER, PRAVEGA, "org.freedesktop..", "com.sun.jna..", "io.pravega..");

  @ArchTest
  static final ArchRule adaptersKnowNeitherCoreNorEachOther =
      slices()
          .matching("io.finalnvr.(core|gstreamer|pravega|examples)..")
          .namingSlices("$1")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(resideInAPackage("io.finalnvr.examples.."), alwaysTrue());

  @ArchTest
  static final ArchRule theStoreOnPravegaDoesNotKnowTheNode =
      noClasses()
          .that()
          .resideInAPackage("io.finalnvr.pravega")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.finalnvr.pravega.embedded..");

  @ArchTest
  static final ArchRule librariesBindNoLogging =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.finalnvr.examples..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ch.qos.logback..", "org.apache.log4j..", "java.util.logging..");

  @ArchTest
  static void modulesExportOnlyTheirApi(JavaClasses ignored) {
    assertThat(exportsOf("nvr-api")).containsExactly(API);
  }

  /** The exported packages by the descriptor, of a module that has one. */
  private static Set<String> exportsOf(String module) {
    Path descriptor = Path.of("..", module, "target", "classes", "module-info.class");
    try (InputStream in = Files.newInputStream(descriptor)) {
      return ModuleDescriptor.read(in).exports().stream()
          .filter(exports -> !exports.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
