package dev.takeone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.waiting.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {
    @TempDir
    Path root;

    private Sandbox sandbox;

    @BeforeEach
    void make() throws IOException {
        sandbox = new Sandbox(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "-h", "--help"})
    void helpIsNoErrorAndNeedsNoJdk(String word) throws Exception {
        Sandbox.Result result = sandbox.run(word);
        assertThat(result.exitCode()).isZero();
        assertThat(result.output())
                .contains(
                        "./takeone demo --once",
                        "./takeone chaos",
                        "./takeone bench",
                        "(pace, account, console: 4;",
                        "./takeone dev",
                        "./takeone quote",
                        "./takeone order",
                        "./takeone test",
                        "./takeone test --changed");
        assertThat(result.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bench everything, 'bench takes pipeline, floor, pace, latency, hooks, tls, restore, footprint, account, hold, console, polling or all, but was given \"everything\"'",
        "bench all twice, 'bench all takes nothing more, but was given \"twice\"'",
        "bench hold 20, 'bench hold takes nothing more, but was given \"20\"'",
        "bench latency --jobs 7, 'bench latency takes nothing more, but was given \"--jobs\"'",
        "bench hooks --jobs 7, 'bench hooks takes nothing more, but was given \"--jobs\"'",
        "bench pipeline 7, 'bench pipeline takes --jobs, but was given \"7\"'",
        "bench pipeline --jobs 99, '--jobs takes a number from 100 to 999999, but was given \"99\"'",
        "bench pipeline --jobs, '--jobs takes a number from 100 to 999999, but was given \"\"'",
        "bench pipeline --jobs 700 8, 'bench pipeline takes --jobs alone, but was given \"8\"'",
        "bench floor 7, 'bench floor takes --jobs, but was given \"7\"'",
        "bench pace 7, 'bench pace takes --seconds and --options, but was given \"7\"'",
        "bench pace --seconds 9, '--seconds takes a number from 10 to 9999, but was given \"9\"'",
        "bench pace --seconds 180 8, 'bench pace takes --seconds and --options, but was given \"8\"'",
        "bench pace --options 8, '--options takes the JVM''s options as one word, but was given \"8\"'",
        "bench pace --options, '--options takes the JVM''s options as one word, but was given \"\"'",
        "bench polling 7, 'bench polling takes --seed, but was given \"7\"'",
        "bench polling --seed x, '--seed takes a number of at most 18 digits, but was given \"x\"'",
        "bench polling --seed 7 8, 'bench polling takes --seed alone, but was given \"8\"'",
    })
    void aWrongBenchIsNamedBeforeTheBuild(String words, String named) throws Exception {
        Sandbox.Result result = sandbox.run(words.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).startsWith("takeone: " + named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bench",
                "bench all",
                "bench footprint",
                "bench hold",
                "bench hooks",
                "bench pipeline --jobs 0500",
                "bench floor --jobs 500",
                "bench pace --seconds 180",
                "bench pace --seconds 180 --options -XX:ActiveProcessorCount=1",
                "bench pace --options -Xmx200m",
                "bench polling --seed 8"
            })
    void aBenchIsHandedItsArguments(String words) throws Exception {
        sandbox.jdk("usr/lib/jvm/enough", "21");
        sandbox.maven("mkdir -p target; echo takeone > target/test.classpath");
        assertThat(sandbox.run(words.split(" ")).output().strip())
                .endsWith(("dev.takeone.bench.BenchMain" + words.substring("bench".length())).strip());
    }

    @Test
    void aQuoteIsHandedItsFileAndNothingElseIsPrintedWithIt() throws Exception {
        sandbox.jdk("usr/lib/jvm/enough", "21");
        sandbox.maven("mkdir -p target; echo takeone > target/test.classpath");
        Path file = Files.writeString(root.resolve("some requests.json"), "[]");

        for (String named : new String[] {"some requests.json", file.toString(), "-"}) {
            assertThat(sandbox.run("quote", named).output().strip())
                    .isEqualTo("java -XX:TieredStopAtLevel=1 -jar " + jar() + " quote " + named);
        }
    }

    /** A worker that is started there goes by the settings of that folder, and so do they. */
    @ParameterizedTest
    @ValueSource(strings = {"quote -", "order resume"})
    void aQuoteAndAnOrderRunWhereTheyWereCalled(String words) throws Exception {
        sandbox.jdk("usr/lib/jvm/enough", "21");
        sandbox.maven("mkdir -p target; echo takeone > target/test.classpath");

        assertThat(sandbox.run(words.split(" ")).errors()).endsWith("java in " + root.toRealPath() + "\n");
    }

    private String jar() throws IOException {
        return sandbox.project().toRealPath() + "/target/quarkus-app/quarkus-run.jar";
    }

    @Test
    void anOrderIsHandedItsWordsAsTheyAre() throws Exception {
        sandbox.jdk("usr/lib/jvm/enough", "21");
        sandbox.maven("mkdir -p target; echo takeone > target/test.classpath");

        assertThat(sandbox.run("order", "hold", "--reason", "price shock")
                        .output()
                        .strip())
                .endsWith("-jar " + jar() + " order hold --reason price shock");
    }

    @ParameterizedTest
    @CsvSource({"quote, quote takes one file", "quote a b, quote takes one file", "quote nowhere, quote cannot read"})
    void aWrongQuoteIsNamedBeforeTheBuild(String words, String named) throws Exception {
        Sandbox.Result result = sandbox.run(words.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).startsWith("takeone: " + named);
    }

    @Test
    void noWordIsAnsweredWithHelp() throws Exception {
        assertThat(sandbox.run()).isEqualTo(sandbox.run("help"));
    }

    @ParameterizedTest
    @CsvSource({
        "demos, '\"demos\" is not a word that it knows'",
        "demo --twice, 'demo takes --once, --lanes or nothing, but was given \"--twice\"'",
        "demo --once --lanes, 'demo takes one of --once and --lanes, but was given \"--lanes\" too'",
        "test it, 'test takes --changed or nothing, but was given \"it\"'"
    })
    void aWrongWordIsNamedAndDoesNotScrollAwayUnderTheHelp(String words, String named) throws Exception {
        Sandbox.Result result = sandbox.run(words.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).isEqualTo("takeone: " + named + "\ntakeone: ./takeone help says what there is\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--hours 1, 'chaos takes --minutes, --seed, --in-doubt and --ceiling, but was given \"--hours\"'",
        "--minutes, '--minutes takes a number from 1 to 1440, but was given \"\"'",
        "--minutes 0, '--minutes takes a number from 1 to 1440, but was given \"0\"'",
        "--minutes 99999999999999999999, '--minutes takes a number from 1 to 1440'",
        "--seed 5 --minutes x, '--minutes takes a number from 1 to 1440, but was given \"x\"'",
        "--seed -5, '--seed takes a number of at most 18 digits, but was given \"-5\"'",
        "--in-doubt maybe, '--in-doubt takes replay or fail, but was given \"maybe\"'",
        "--ceiling 0, '--ceiling takes a number from 1 to 99999, but was given \"0\"'"
    })
    void wrongArgumentsOfACampaignAreNamedBeforeAnythingIsBuilt(String arguments, String named) throws Exception {
        Sandbox.Result result = sandbox.run(("chaos " + arguments).split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).startsWith("takeone: " + named);
    }

    @Test
    void aCampaignIsHandedItsArguments() throws Exception {
        sandbox.jdk("usr/lib/jvm/enough", "21");
        sandbox.maven("mkdir -p target; echo takeone > target/test.classpath");
        assertThat(sandbox.run("chaos", "--minutes", "2", "--seed", "08", "--in-doubt", "fail")
                        .output())
                .contains("Building", "dev.takeone.chaos.ChaosMain --minutes 2 --seed 08 --in-doubt fail");
    }

    @ParameterizedTest
    @CsvSource({
        "dev --port 1, 'dev takes --broker-port and --provider-port, but was given \"--port\"'",
        "dev --broker-port, '--broker-port takes a port, from 1 to 65535, but was given \"\"'",
        "dev --provider-port 65536, '--provider-port takes a port, from 1 to 65535, but was given \"65536\"'",
        "test --changed HEAD~1 HEAD, 'test --changed takes one commit, but was given \"HEAD\" too'"
    })
    void aContributorsWrongWordsAreNamedBeforeTheBuild(String words, String named) throws Exception {
        Sandbox.Result result = sandbox.run(words.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).startsWith("takeone: " + named);
    }

    @Test
    void aContributorsSurroundingsAreHandedTheirPorts() throws Exception {
        sandbox.jdk("usr/lib/jvm/enough", "21");
        sandbox.maven("mkdir -p target; echo takeone > target/test.classpath");
        assertThat(sandbox.run("dev", "--broker-port", "7000").output())
                .contains("Building", "dev.takeone.dev.DevMain --broker-port 7000");
    }

    @Test
    void theTestsOfAChangeAreHandedTheLibrariesAndTheCommitWithoutABuild() throws Exception {
        sandbox.jdk("usr/lib/jvm/enough", "21");
        Files.writeString(sandbox.project().resolve("pom.xml"), "<project/>");
        sandbox.maven("echo $*; mkdir -p target; echo takeone > target/test.classpath");

        assertThat(sandbox.run("test", "--changed").output())
                .contains("dependency:build-classpath", "dev.takeone.changed.ChangedMain takeone")
                .doesNotContain("verify", "package");
        assertThat(sandbox.run("test", "--changed", "HEAD~1").output())
                .endsWith("dev.takeone.changed.ChangedMain takeone HEAD~1\n")
                .doesNotContain("dependency:build-classpath");
    }

    @Test
    void theNewestInstalledJdkIsTakenWhereNobodyNamesOne() throws Exception {
        sandbox.jdk("usr/lib/jvm/java-17", "17.0.15");
        Path newest = sandbox.jdk("usr/lib/jvm/temurin-25-jdk", "25.0.3");
        sandbox.jdk("opt/jdk-21", "21.0.1");
        assertThat(sandbox.run("test").output()).contains(newest.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/java/jdk-21",
                "opt/java/openjdk",
                "opt/my-jdk-21",
                "home/.sdkman/candidates/java/21-tem",
                "home/.jdks/a jdk",
                "Library/Java/JavaVirtualMachines/temurin-21.jdk/Contents/Home",
                "opt/homebrew/opt/openjdk/libexec/openjdk.jdk/Contents/Home"
            })
    void theUsualInstallFoldersAreKnown(String folder) throws Exception {
        Path jdk = sandbox.jdk(folder, "21");
        assertThat(sandbox.run("test").output()).contains(jdk.toString());
    }

    @Test
    void javaHomeComesFirstWhereItIsNewEnough() throws Exception {
        sandbox.jdk("usr/lib/jvm/newer", "25");
        Path named = sandbox.jdk("somewhere/jdk 21", "21.0.1");
        assertThat(runTest(Map.of("JAVA_HOME", named.toString())).output()).contains(named.toString());
    }

    @ParameterizedTest
    @CsvSource({"17.0.15", "1.8.0_392"})
    void anOlderJavaHomeIsPassedOverAndNamed(String version) throws Exception {
        Path old = sandbox.jdk("somewhere/old", version);
        Path enough = sandbox.jdk("usr/lib/jvm/enough", "21");
        Sandbox.Result result = runTest(Map.of("JAVA_HOME", old.toString()));
        assertThat(result.output()).contains(enough.toString());
        assertThat(result.errors())
                .isEqualTo("takeone: JAVA_HOME (" + old + ") is no JDK 21 or newer; taking " + enough + "\n");
    }

    @Test
    void theJdkOfThePathComesBeforeTheInstallFolders() throws Exception {
        sandbox.jdk("usr/lib/jvm/newer", "25");
        Path onPath = sandbox.jdk("somewhere/on path", "21");
        Path links = Files.createDirectories(root.resolve("links"));
        Files.createSymbolicLink(links.resolve("javac"), onPath.resolve("bin/javac"));
        Sandbox.Result result = runTest(Map.of("PATH", links + ":" + sandbox.withoutJava()));
        assertThat(result.output()).contains(onPath.toRealPath().toString());
    }

    @Test
    void aJdkWithoutAReleaseFileIsAskedForItsVersion() throws Exception {
        Path jdk = sandbox.jdk("usr/lib/jvm/plain", "22.0.1");
        Files.delete(jdk.resolve("release"));
        assertThat(sandbox.run("test").output()).contains(jdk.toString());
    }

    @Test
    void withoutAJdkItSaysWhatToInstall() throws Exception {
        sandbox.jdk("usr/lib/jvm/java-17", "17.0.15");
        sandbox.runtime("usr/lib/jvm/only-a-runtime", "25");
        Sandbox.Result result = sandbox.run("test");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).contains("no JDK 21 or newer found", "apt-get install");
        assertThat(result.output()).isEmpty();
    }

    @Test
    void itFindsItsProjectThroughALink() throws Exception {
        sandbox.jdk("usr/lib/jvm/enough", "21");
        Path link = Files.createSymbolicLink(root.resolve("link"), Path.of("the project", "takeone"));
        Sandbox.Result result = sandbox.run(link, Map.of(), "test");
        assertThat(result.exitCode()).isZero();
        assertThat(sandbox.project().resolve("target/takeone-test.log"))
                .content()
                .contains("Maven with", "verify");
    }

    @Test
    void testsCloseOnTheCountsOfBothPluginsWithoutBuildChatter() throws Exception {
        sandbox.jdk("usr/lib/jvm/enough", "21");
        sandbox.maven("""
                cat <<'TEXT'
                [INFO] Scanning for projects...
                [INFO] --- surefire:3.5.4:test (default-test) @ takeone ---
                [INFO] Running dev.takeone.job.JobTest
                [INFO] Tests run: 9, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 2.739 s -- in dev.takeone.job.JobTest
                some library's noise[INFO]
                [INFO] Tests run: 9, Failures: 0, Errors: 0, Skipped: 0
                [INFO] --- failsafe:3.5.4:integration-test (default) @ takeone ---
                [WARNING] Tests run: 2, Failures: 0, Errors: 0, Skipped: 1
                [INFO] BUILD SUCCESS
                TEXT
                """);
        Sandbox.Result result = sandbox.run("test");
        assertThat(result.exitCode()).isZero();
        assertThat(result.output().lines().skip(1))
                .containsExactly(
                        "- surefire test",
                        "  ok      dev.takeone.job.JobTest  9 tests, 2.739 s",
                        "- failsafe integration-test",
                        "",
                        "Tests (Surefire):",
                        "Tests run: 9, Failures: 0, Errors: 0, Skipped: 0",
                        "",
                        "Integration tests (Failsafe):",
                        "Tests run: 2, Failures: 0, Errors: 0, Skipped: 1");
    }

    /** Some take minutes, and whoever waits wants to see which. */
    @Test
    void aTestClassIsToldWhenItEndsAndNotWhenSomeMoreHave() throws Exception {
        sandbox.jdk("usr/lib/jvm/enough", "21");
        sandbox.maven("""
                echo '[INFO] Tests run: 9, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 2.7 s -- in dev.takeone.JobTest'
                until [ -e told ] || [ $((looks += 1)) -gt 5000000 ]; do :; done
                [ -e told ]
                """);
        CompletableFuture<Void> seen = CompletableFuture.runAsync(() -> {
            Waiting.until("the class", () -> sandbox.printed().contains("JobTest"));
            sandbox.mark("told");
        });

        assertThat(sandbox.run("test").exitCode()).isZero();
        seen.join();
    }

    @Test
    void aFailedBuildShowsItsErrorsOnceAndPassesItsExitCodeOn() throws Exception {
        sandbox.jdk("usr/lib/jvm/enough", "21");
        sandbox.maven("""
                cat <<'TEXT'
                [INFO] --- compiler:3.14.1:compile (default-compile) @ takeone ---
                [WARNING] /src/Job.java:[58,35] [UnusedVariable] The variable is never read
                [ERROR] COMPILATION ERROR :
                [ERROR] warnings found and -Werror specified
                [INFO] BUILD FAILURE
                [ERROR] Failed to execute goal compile: Compilation failure -> [Help 1]
                [ERROR] -> [Help 1]
                [ERROR] Re-run Maven using the -X switch to enable full debug logging.
                TEXT
                exit 7
                """);
        Sandbox.Result result = sandbox.run("test");
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.output().lines().skip(2))
                .containsExactly(
                        "[ERROR] COMPILATION ERROR :",
                        "[WARNING] /src/Job.java:[58,35] [UnusedVariable] The variable is never read",
                        "[ERROR] warnings found and -Werror specified",
                        "[ERROR] Failed to execute goal compile: Compilation failure");
        assertThat(result.errors()).contains("exit code 7", "the project/target/takeone-test.log");
    }

    @Test
    void aFailedTestIsShownAsTheSummaryShowsIt() throws Exception {
        sandbox.jdk("usr/lib/jvm/enough", "21");
        sandbox.maven("""
                cat <<'TEXT'
                [INFO] --- surefire:3.5.4:test (default-test) @ takeone ---
                [ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 1.2 s <<< FAILURE! -- in dev.takeone.JobTest
                [ERROR] dev.takeone.JobTest.ends -- Time elapsed: 0.1 s <<< FAILURE!
                java.lang.AssertionError: in the trace
                [INFO] Results:
                [ERROR] Failures:
                [ERROR]   JobTest.ends:5
                expected: 1
                [ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0
                TEXT
                exit 1
                """);
        assertThat(sandbox.run("test").output().lines().skip(2))
                .containsExactly(
                        "  FAILED  dev.takeone.JobTest  3 tests, 1.2 s",
                        "Failures:",
                        "  JobTest.ends:5",
                        "expected: 1",
                        "",
                        "Tests (Surefire):",
                        "Tests run: 3, Failures: 1, Errors: 0, Skipped: 0");
    }

    @Test
    void theDemoIsBuiltOnceAndAgainAfterAChange() throws Exception {
        sandbox.jdk("usr/lib/jvm/enough", "21");
        Path source = Files.createDirectories(sandbox.project().resolve("src")).resolve("Some.java");
        Path docs = Files.createDirectories(sandbox.project().resolve("src/docs"));
        Files.createDirectories(sandbox.project().resolve(".mvn"));
        Files.writeString(sandbox.project().resolve("pom.xml"), "<project/>");
        Files.writeString(source, "");
        sandbox.maven(
                "mkdir -p target/quarkus-app; touch target/quarkus-app/quarkus-run.jar; echo takeone > target/test.classpath");

        assertThat(sandbox.run("demo", "--once").output()).contains("Building", "dev.takeone.demo.DemoMain --once");
        assertThat(sandbox.run("demo").output()).doesNotContain("Building").contains("dev.takeone.demo.DemoMain");
        Files.writeString(docs.resolve("page.md"), "# A page");
        assertThat(sandbox.run("demo").output()).doesNotContain("Building");
        Files.delete(source);
        assertThat(sandbox.run("demo").output()).contains("Building");
    }

    private Sandbox.Result runTest(Map<String, String> environment) throws Exception {
        return sandbox.run(sandbox.project().resolve("takeone"), environment, "test");
    }
}
