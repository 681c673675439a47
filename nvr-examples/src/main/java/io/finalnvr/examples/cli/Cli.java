package io.finalnvr.examples.cli;

import io.finalnvr.NvrException;
import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Stop;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Puts the commands together, runs them, and turns what goes wrong into one line. */
public final class Cli {

  static final int OK = CommandLine.ExitCode.OK;
  static final int FAILED = CommandLine.ExitCode.SOFTWARE;
  static final int USAGE = CommandLine.ExitCode.USAGE;
  static final int STOPPED = 130;

  /**
   * System property of a process that a bench starts: it stops when the bench is gone, which killed
   * can't stop it.
   */
  public static final String END_WITH_PARENT = "nvr.endWithParent";

  private static final long MAX_STOP_SECONDS = 45;

  private Cli() {}

  /**
   * Runs a command in a process of its own: a signal stops it in good order.
   *
   * @return the exit code
   */
  public static int runProcess(String... args) {
    Stop stop = new Stop();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              stop.request();
              try {
                ended.await(MAX_STOP_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "nvr-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    if (Boolean.getBoolean(END_WITH_PARENT)) {
      ProcessHandle.current().parent().ifPresent(p -> p.onExit().thenRun(stop::request));
    }
    // Not System.out, which swallows errors: a closed pipe must be seen.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    // Standard output belongs to the result: ZooKeeper prints what it tidies up.
    System.setOut(
        List.of(args).contains("--verbose")
            ? err
            : new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    Console console = new Console(out, err, Boolean.getBoolean("nvr.terminal"));
    try {
      return run(
          new Shell(console, stop, InstantSource.system(), ZoneId.systemDefault()), out, err, args);
    } finally {
      ended.countDown();
    }
  }

  static int run(Shell shell, PrintStream out, PrintStream err, String... args) {
    NvrCommand root = new NvrCommand();
    CommandLine commands = commands(root, shell);
    commands.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    commands.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    commands.setExecutionStrategy(
        parsed -> {
          root.configureLogging();
          return new CommandLine.RunLast().execute(parsed);
        });
    commands.setParameterExceptionHandler(
        (e, arguments) -> {
          String name = e.getCommandLine().getCommandSpec().qualifiedName();
          shell.console().say("nvr: " + e.getMessage());
          shell.console().say("Try '" + name + " --help'.");
          return USAGE;
        });
    commands.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (shell.stop().isRequested()
              && (e instanceof InterruptedException || e instanceof NvrException)) {
            return STOPPED;
          }
          shell.console().say("nvr: " + message(e));
          if (root.isVerbose()) {
            e.printStackTrace(err);
          }
          return FAILED;
        });
    commands.registerConverter(Duration.class, Arguments::duration);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    int code = commands.execute(args);
    shell.console().clearStatus();
    return code;
  }

  private static CommandLine commands(NvrCommand root, Shell shell) {
    CommandLine camera =
        new CommandLine(new CameraCommand())
            .addSubcommand(new CameraAddCommand(shell))
            .addSubcommand(new CameraEditCommand(shell))
            .addSubcommand(new CameraRemoveCommand(shell))
            .addSubcommand(new CameraListCommand(shell));
    CommandLine retention =
        new CommandLine(new RetentionCommand())
            .addSubcommand(new RetentionShowCommand(shell))
            .addSubcommand(new RetentionSetCommand(shell))
            .addSubcommand(new RetentionApplyCommand(shell));
    CommandLine hold =
        new CommandLine(new HoldCommand())
            .addSubcommand(new HoldAddCommand(shell))
            .addSubcommand(new HoldListCommand(shell))
            .addSubcommand(new HoldReleaseCommand(shell));
    CommandLine schedule =
        new CommandLine(new ScheduleCommand())
            .addSubcommand(new ScheduleShowCommand(shell))
            .addSubcommand(new ScheduleSetCommand(shell));
    CommandLine bookmark =
        new CommandLine(new BookmarkCommand())
            .addSubcommand(new BookmarkAddCommand(shell))
            .addSubcommand(new BookmarkListCommand(shell))
            .addSubcommand(new BookmarkRemoveCommand(shell));
    CommandLine bench =
        new CommandLine(new BenchCommand())
            .addSubcommand(new BenchLatencyCommand(shell))
            .addSubcommand(new BenchCapacityCommand(shell))
            .addSubcommand(new BenchSeekCommand(shell))
            .addSubcommand(new BenchSoakCommand(shell))
            .addSubcommand(new BenchTimelineCommand(shell))
            .addSubcommand(new BenchRetentionCommand(shell))
            .addSubcommand(new BenchExportCommand(shell))
            .addSubcommand(new BenchReplayCommand(shell))
            .addSubcommand(new BenchAnalysisCommand(shell))
            .addSubcommand(new BenchNodeCommand(shell));
    CommandLine key =
        new CommandLine(new KeyCommand())
            .addSubcommand(new KeyCreateCommand(shell))
            .addSubcommand(new KeyAddCommand(shell));
    return new CommandLine(root)
        .addSubcommand(new DemoCommand(shell))
        .addSubcommand(new SimulateCommand(shell))
        .addSubcommand(camera)
        .addSubcommand(new RecordCommand(shell))
        .addSubcommand(schedule)
        .addSubcommand(new TriggerCommand(shell))
        .addSubcommand(new TimelineCommand(shell))
        .addSubcommand(new AnalyzeCommand(shell))
        .addSubcommand(new EventsCommand(shell))
        .addSubcommand(bookmark)
        .addSubcommand(retention)
        .addSubcommand(hold)
        .addSubcommand(new ExportCommand(shell))
        .addSubcommand(new ImportCommand(shell))
        .addSubcommand(new VerifyCommand(shell))
        .addSubcommand(new SnapshotCommand(shell))
        .addSubcommand(new SheetCommand(shell))
        .addSubcommand(new PlayCommand(shell))
        .addSubcommand(new NodeCommand(shell))
        .addSubcommand(new ServeCommand(shell))
        .addSubcommand(key)
        .addSubcommand(bench);
  }

  private static String message(Throwable e) {
    if (e instanceof ExecutionException && e.getCause() != null) {
      return message(e.getCause());
    }
    if (e instanceof CancellationException) {
      return "cancelled";
    }
    String text = e.getMessage();
    return e instanceof NvrException && text != null
        ? text
        : e.getClass().getSimpleName() + (text == null ? "" : ": " + text);
  }
}
