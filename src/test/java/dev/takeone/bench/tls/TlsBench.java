package dev.takeone.bench.tls;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Report;
import dev.takeone.bench.Table;
import dev.takeone.bench.tls.Costs.Cost;
import dev.takeone.process.ChildProcess;
import dev.takeone.tls.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The worker's own client, one call after the other on loopback, plain and over TLS with either kind of certificate: with
 * many calls behind it, and with few, as a worker's handshakes are that makes a job a second. Each in a process of its own.
 */
public final class TlsBench implements Bench {
    private static final int MANY = 300;
    private static final int FEW = 30;
    private static final String SUBJECT = "ip:127.0.0.1";

    /** Which compiler and which collector the image has; the rest of its options are of newer JDKs alone. */
    private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /**
     * A way to the provider.
     *
     * @param word its name in the raw figures
     * @param label behind the call's name in a table
     * @param trusted whom to trust; empty without TLS
     */
    private record Way(String word, String label, String url, String trusted) {}

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public void run(Report report) {
        report.progress("starting the simulator, and TLS in front of it");
        try (Provider provider = Provider.start()) {
            Path folder = Files.createTempDirectory("takeone-bench-tls");
            int port = provider.url().getPort();
            Certificate ec = Certificate.make(folder, "ec", SUBJECT);
            Certificate rsa = Certificate.ofRsa(folder, "rsa", SUBJECT);
            try (ChildProcess ecFront = front(ec, port);
                    ChildProcess rsaFront = front(rsa, port)) {
                List<Way> ways = List.of(
                        new Way("plain", "plain", provider.url().toString(), ""),
                        over("tls", "TLS, an EC certificate", ecFront, ec),
                        over("tls_rsa", "TLS, RSA of 2,048 bits", rsaFront, rsa));
                tell(report, "", MANY, ways);
                tell(report, "new_", FEW, ways);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        report.save();
    }

    private static ChildProcess front(Certificate certificate, int behind) {
        return ChildProcess.start(
                ChildProcess.Command.java(
                        "front",
                        List.of(),
                        FrontMain.class.getName(),
                        List.of(certificate.keyStore().toString(), Integer.toString(behind))),
                line -> {});
    }

    private static Way over(String word, String label, ChildProcess front, Certificate certificate) {
        String port = front.awaitLine(line -> line.startsWith(FrontMain.READY)).substring(FrontMain.READY.length());
        return new Way(
                word, label, "https://127.0.0.1:" + port, certificate.pem().toString());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(folder);
    }

    /** Measures and tells of one number of calls, over all ways. */
    private static void tell(Report report, String prefix, int calls, List<Way> ways) {
        List<Costs> all = new ArrayList<>();
        for (Way way : ways) {
            report.progress(calls + " calls of each kind after as many, " + way.label());
            all.add(measure(way, calls));
        }
        Table table = new Table("milliseconds, " + calls + " after " + calls, "p50", "p99", "CPU a call, client");
        for (int each = 0; each < all.size(); each++) {
            Way way = ways.get(each);
            Cost post = all.get(each).post();
            row(table, report, "POST on a new connection, " + way.label(), prefix + "post_" + way.word(), post);
        }
        for (int each = 0; each < all.size(); each++) {
            Way way = ways.get(each);
            Cost check = all.get(each).check();
            row(table, report, "status check on a kept one, " + way.label(), prefix + "check_" + way.word(), check);
        }
        report.table(table);
        Cost plain = all.getFirst().post();
        for (int each = 1; each < all.size(); each++) {
            Cost tls = all.get(each).post();
            report.note(String.format(
                    Locale.ROOT,
                    "A handshake a POST, %s: %.1f ms, and %.1f ms of CPU; a round trip each for connection and TLS is not"
                            + " in it.",
                    ways.get(each).label(),
                    tls.half() - plain.half(),
                    tls.cpu() - plain.cpu()));
        }
    }

    private static Costs measure(Way way, int calls) {
        String number = Integer.toString(calls);
        try (ChildProcess caller = ChildProcess.start(
                ChildProcess.Command.java(
                        "caller", JVM, CallerMain.class.getName(), List.of(way.url(), way.trusted(), number, number)),
                line -> {})) {
            return Costs.of(
                    caller.awaitLine(line -> line.startsWith(CallerMain.TOOK)).substring(CallerMain.TOOK.length()));
        }
    }

    private static void row(Table table, Report report, String label, String name, Cost cost) {
        table.row(label, number(cost.half()), number(cost.most()), number(cost.cpu()));
        report.raw()
                .putObject(name)
                .put("p50_millis", cost.half())
                .put("p99_millis", cost.most())
                .put("cpu_millis", cost.cpu());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
