package dev.takeone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import com.tngtech.archunit.core.importer.Location;
import dev.takeone.broker.Broker;
import dev.takeone.broker.LocalBroker;
import dev.takeone.broker.TcpProxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.platform.commons.annotation.Testable;

/**
 * The package line, and the habits that a compiler does not check.
 *
 * <p>The root package (wiring, the entry point) may see everything and is seen by nobody.
 */
class ArchitectureTest {
    private static final String ROOT = "dev.takeone";

    /**
     * What each package may see of the others: the line {@code intake, callbacks, ops → worker → {...} → job}. The console sees what
     * a worker writes, and nothing of how it works.
     */
    private static final Map<String, Set<String>> MAY_SEE = Map.ofEntries(
            Map.entry("job", Set.of()),
            Map.entry("outage", Set.of()),
            Map.entry("secret", Set.of()),
            Map.entry("logs", Set.of()),
            Map.entry("follow", Set.of("outage")),
            Map.entry("request", Set.of("job")),
            Map.entry("events", Set.of("job")),
            Map.entry("provider", Set.of("job")),
            Map.entry("orders", Set.of("job", "outage", "follow", "logs")),
            Map.entry("account", Set.of("outage", "follow")),
            Map.entry("journal", Set.of("job", "logs")),
            Map.entry("worker", Set.of("job", "request", "events", "provider", "orders", "account", "journal")),
            Map.entry("intake", Set.of("job", "request", "journal", "worker")),
            Map.entry(
                    "ops",
                    Set.of(
                            "job",
                            "request",
                            "events",
                            "provider",
                            "orders",
                            "account",
                            "journal",
                            "worker",
                            "outage",
                            "logs")),
            Map.entry("console", Set.of("job", "orders", "account", "journal", "outage", "secret", "follow", "logs")),
            Map.entry("callbacks", Set.of("request", "worker", "outage", "secret", "follow")),
            Map.entry(
                    "config", Set.of("job", "request", "events", "provider", "account", "journal", "worker", "secret")),
            Map.entry(
                    "command", Set.of("job", "request", "orders", "account", "journal", "config", "console", "logs")));

    /** The journal's own line: each of its packages sees the values on top, and of the others only what comes after it. */
    private static final List<String> JOURNAL =
            List.of("kafka", "watch", "write", "read", "receipts", "topics", "clients", "rows", "threads");

    /** What of the journal only the journal sees: how the bytes come to the topics, and from there. */
    private static final String[] JOURNAL_INSIDE = Stream.of("watch", "write", "read", "receipts")
            .map(each -> inside("journal." + each))
            .toArray(String[]::new);

    /** The console's own line. */
    private static final List<String> CONSOLE = List.of("web", "access", "act", "read", "picture", "memory", "view");

    static final List<String> PACKAGES = MAY_SEE.keySet().stream().sorted().toList();

    private static final JavaClasses ALL = new ClassFileImporter().importPackages(ROOT);
    private static final JavaClasses TESTS =
            ALL.that(DescribedPredicate.describe("are the tests'", ArchitectureTest::isOfTheTests));
    private static final JavaClasses MAIN =
            ALL.that(not(DescribedPredicate.describe("are the tests'", ArchitectureTest::isOfTheTests)));

    /** Methods of Java's own that end with the time that they are given. */
    private static final Set<String> GIVING_UP = Set.of("get", "await", "poll", "join", "waitFor", "orTimeout");

    private static boolean isOfTheTests(JavaClass each) {
        return Predefined.ONLY_INCLUDE_TESTS.includes(
                Location.of(each.getSource().orElseThrow().getUri()));
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void aPackageSeesOnlyWhatComesAfterItInTheLine(String each) {
        String[] allowed = Stream.concat(Stream.of(each), MAY_SEE.getOrDefault(each, Set.of()).stream())
                .map(ArchitectureTest::inside)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(inside(each))
                .should()
                .dependOnClassesThat(resideInAPackage(inside(ROOT)).and(not(resideInAnyPackage(allowed))))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void everyPackageHasItsPlaceInTheLine() {
        Set<String> parts = MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).split("\\.", -1)[0])
                .collect(Collectors.toSet());

        assertThat(MAY_SEE.keySet()).containsAll(parts);
    }

    @Test
    void noPackagesFormACycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void noPackagesOfTheJournalFormACycle() {
        slices().matching(ROOT + ".journal.(*)").should().beFreeOfCycles().check(MAIN);
    }

    @ParameterizedTest
    @FieldSource("JOURNAL")
    void aPackageOfTheJournalSeesOnlyWhatComesAfterItInItsLine(String each) {
        String[] before = JOURNAL.subList(0, JOURNAL.indexOf(each)).stream()
                .map(name -> inside("journal." + name))
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(inside("journal." + each))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(before)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void partsOfAPackageFormNoCycle() {
        for (String each : List.of("provider", "request", "worker")) {
            slices().matching(ROOT + "." + each + ".(*)")
                    .should()
                    .beFreeOfCycles()
                    .check(MAIN);
        }
    }

    @Test
    void whatAPartOfAPackageReadsSeesNothingOfWhatReadsIt() {
        mayNotSee("provider.answer", "provider.http", "provider.quota");
        mayNotSee("provider.quota", "provider.http", "provider.answer");
        mayNotSee("request.text", "request", "request.catalogue");
        mayNotSee("request.catalogue", "request");
        mayNotSee("worker.times", "worker");
    }

    private static void mayNotSee(String each, String... others) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + each)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        Stream.of(others).map(name -> ROOT + "." + name).toArray(String[]::new))
                .check(MAIN);
    }

    @Test
    void theJournalsValuesSeeNothingOfHowTheyAreKept() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".journal")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".journal.*")
                .check(MAIN);
    }

    @Test
    void howTheJournalIsKeptIsSeenByNobodyElse() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("journal"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JOURNAL_INSIDE)
                .check(MAIN);
    }

    @Test
    void theFormOfTheJournalIsReadByTheJournalTheConsoleAndCommandsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(inside("journal"), inside("console.read"), inside("command"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(inside("journal.rows"))
                .check(MAIN);
    }

    @ParameterizedTest
    @FieldSource("CONSOLE")
    void aPackageOfTheConsoleSeesOnlyWhatComesAfterItInItsLine(String each) {
        String[] before = CONSOLE.subList(0, CONSOLE.indexOf(each)).stream()
                .map(name -> inside("console." + name))
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(inside("console." + each))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(before)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void theConsolesPictureAsksNeitherChanceNorTheClockNorABroker() {
        noClasses()
                .that()
                .resideInAnyPackage(inside("console.picture"), inside("console.memory"), inside("console.view"))
                .should()
                .dependOnClassesThat(assignableTo(RandomGenerator.class)
                        .or(assignableTo(UUID.class))
                        .or(assignableTo(Clock.class))
                        .or(resideInAPackage("org.apache.kafka..")))
                .orShould()
                .callMethodWhere(target(owner(resideInAPackage("java.time.."))).and(target(name("now"))))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(MAIN);
    }

    @Test
    void kafkaClientsAreMadeInOnePlaceForEachPart() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".journal.clients.Clients")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".orders.OrderFollower")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".account.BoardClient")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".console.read.TopicFeed")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".console.read.StretchFeed")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".console.read.SingleRecords")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".console.act.KafkaOutbox")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".callbacks.Hooks")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".command.KafkaDesk")
                .should()
                .callConstructorWhere(
                        target(owner(assignableTo(KafkaConsumer.class).or(assignableTo(KafkaProducer.class)))))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(Admin.class))).and(target(name("create"))))
                .check(MAIN);
    }

    @Test
    void theStateMachineSeesOnlyJavaItself() {
        classes()
                .that()
                .resideInAPackage(inside("job"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(inside("job"), "java..", "org.jspecify..")
                .check(MAIN);
    }

    @Test
    void requestsAndEventsSeeOnlyJavaJacksonAndJobs() {
        classes()
                .that()
                .resideInAnyPackage(inside("request"), inside("events"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        inside("request"),
                        inside("events"),
                        inside("job"),
                        "java..",
                        "org.jspecify..",
                        "com.fasterxml.jackson..")
                .check(MAIN);
    }

    @Test
    void theStateMachineAsksNeitherChanceNorTheClock() {
        noClasses()
                .that()
                .resideInAPackage(inside("job"))
                .should()
                .dependOnClassesThat(assignableTo(RandomGenerator.class)
                        .or(assignableTo(UUID.class))
                        .or(assignableTo(Clock.class)))
                .orShould()
                .callMethodWhere(target(owner(resideInAPackage("java.time.."))).and(target(name("now"))))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .check(MAIN);
    }

    @Test
    void onlyTheProviderCallsOut() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("provider.http"))
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "io\\.vertx\\..*(core\\.http\\.HttpClient(?!Options)|\\.web\\.client\\.).*|java\\.net\\.http\\..*")
                .check(MAIN);
    }

    @Test
    void onlyIntakeOrdersAccountCallbacksFollowersJournalOpsCommandsAndTheConsolesReadersSeeKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT,
                        inside("intake"),
                        inside("orders"),
                        inside("account"),
                        inside("callbacks"),
                        inside("follow"),
                        inside("journal"),
                        inside("ops"),
                        inside("command"),
                        inside("console.read"),
                        inside("console.act"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "io.smallrye.reactive.messaging..",
                        "org.eclipse.microprofile.reactive.messaging..")
                .check(MAIN);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(ALL.stream().map(JavaClass::getPackage).distinct())
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as(each.getName())
                        .isTrue());
    }

    @Test
    void noClassIsNamedForNothingInParticular() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameContaining("Util")
                .check(ALL);
    }

    @Test
    void nothingSleeps() {
        DescribedPredicate<JavaClass> sleepers = assignableTo(Thread.class).or(assignableTo(TimeUnit.class));

        noClasses()
                .should()
                .callMethodWhere(target(owner(sleepers)).and(target(name("sleep"))))
                .check(ALL);
    }

    /**
     * Whoever compares what it measured with a constant, or gives up after a time of its own, fails on a machine that is
     * busy. Benchmarks, the demo, the campaign and the choice of changed tests tell times.
     */
    @Test
    void testsLookAtTheClockAndGiveUpInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        inside("waiting"),
                        inside("process"),
                        inside("bench"),
                        inside("changed"),
                        inside("demo"),
                        inside("chaos"))
                .and(not(assignableTo(TcpProxy.class)))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethodWhere(target(owner(resideInAPackage("java.time.."))).and(target(name("now"))))
                .orShould()
                .callMethodWhere(DescribedPredicate.describe("gives up", ArchitectureTest::givesUp))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.junit.jupiter.api.Timeout")
                .check(TESTS);
    }

    /** As the README says; a broker of a test is a container where there is an engine. */
    @Test
    void whatTheLauncherPlaysNeedsNoDocker() {
        noClasses()
                .that()
                .resideInAnyPackage(inside("demo"), inside("bench"), inside("chaos"), inside("dev"))
                .should()
                .dependOnClassesThat(assignableTo(Broker.class).and(not(assignableTo(LocalBroker.class))))
                .check(TESTS);
    }

    private static boolean givesUp(JavaCall<?> call) {
        return GIVING_UP.contains(call.getTarget().getName())
                && call.getTargetOwner().getPackageName().startsWith("java.")
                && call.getTarget().getRawParameterTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(TimeUnit.class) || type.isEquivalentTo(Duration.class));
    }

    @Test
    void testsAreNamedAsTheBuildLooksForThem() {
        methods()
                .that()
                .areMetaAnnotatedWith(Testable.class)
                .should()
                .beDeclaredInClassesThat()
                .haveNameMatching(".*(Test|IT)(\\$.*)?")
                .check(ALL);
    }

    private static String inside(String part) {
        return part.equals(ROOT) ? ROOT + ".." : ROOT + "." + part + "..";
    }
}
