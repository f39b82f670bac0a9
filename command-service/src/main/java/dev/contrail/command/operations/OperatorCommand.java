package dev.contrail.command.operations;

import dev.contrail.command.eventstore.EventStoreConfiguration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * What the service's jar does instead of serving, when asked by an option: one thing to the log,
 * with the service's own configuration, and then it ends. Neither web server nor sequencer nor
 * relay is started.
 */
public enum OperatorCommand {
  /** {@code --verify-log}, {@code --verify-log=POSITION:HASH,…} to compare with checkpoints. */
  VERIFY_LOG(Database.class),
  /** {@code --sign-checkpoint=PRIVATE_KEY}: one line to keep elsewhere. */
  SIGN_CHECKPOINT(Database.class),
  /** {@code --verify-checkpoints=FILE,PUBLIC_KEY}: verifies the log and compares with them. */
  VERIFY_CHECKPOINTS(Database.class),
  /** {@code --export-log=FILE}. */
  EXPORT_LOG(Database.class),
  /** {@code --import-log=FILE} into an empty log, whose tables are made if need be. */
  IMPORT_LOG(MigratedDatabase.class),
  /** {@code --add-master-key=FILE}: keys of persons are wrapped by it from the next start on. */
  ADD_MASTER_KEY(Database.class);

  private final Class<?> configuration;

  OperatorCommand(Class<?> configuration) {
    this.configuration = configuration;
  }

  /** The command among the arguments of the service. */
  public static Optional<OperatorCommand> among(String[] args) {
    return Arrays.stream(values())
        .filter(command ->
            Arrays.stream(args)
                .anyMatch(
                    arg -> arg.equals(command.option()) || arg.startsWith(command.option() + "=")))
        .findFirst();
  }

  String option() {
    return "--" + Ndjson.lower(this).replace('_', '-');
  }

  /**
   * Runs it with the arguments of the service.
   *
   * @return the exit code: 0, or 1 if the log is broken or the command was refused
   */
  public int run(String[] args) {
    var application =
        new SpringApplicationBuilder(configuration)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .properties("logging.level.root=warn");
    var value =
        Arrays.stream(args)
            .filter(arg -> arg.startsWith(option() + "="))
            .map(arg -> arg.substring(option().length() + 1))
            .findFirst()
            .orElse("");
    try (var context = application.run(args)) {
      return context.getBean(LogOperator.class).run(this, value);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
  @Import({EventStoreConfiguration.class, LogOperator.class})
  static class Database {}

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(FlywayAutoConfiguration.class)
  @Import(Database.class)
  static class MigratedDatabase {}
}
