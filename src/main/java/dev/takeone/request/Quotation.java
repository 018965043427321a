package dev.takeone.request;

import dev.takeone.job.Job;
import dev.takeone.job.Origin;
import dev.takeone.job.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file of requests would cost, and what is wrong with it: the worker's own verdict on each, before anything is
 * published. Repeats no value of a request.
 *
 * @param lines for people
 * @param invalid how many of the requests are not
 */
public record Quotation(List<String> lines, int invalid) {
    public Quotation {
        lines = List.copyOf(lines);
    }

    /**
     * Reads requests as JSON: one a line, an array of them, or one alone.
     *
     * @param file the whole file
     */
    public static Quotation of(byte[] file, RequestReader reader) {
        Tally tally = new Tally();
        JobIds nobodys = new JobIds("", "", "");
        for (RequestFile.Part part : RequestFile.parts(file)) {
            Origin origin = new Origin("quote", 0, tally.count(), Instant.EPOCH);
            RequestRecord record = new RequestRecord(
                    origin,
                    Optional.empty(),
                    List.of(),
                    Optional.of(part.value().toArray()));
            tally.add(part.place(), reader.read(record, nobodys));
        }
        return tally.quotation();
    }

    /** What is known so far. */
    private static final class Tally {
        private final List<String> lines = new ArrayList<>();
        private int valid;
        private int invalid;
        private int priceless;
        private BigDecimal sum = BigDecimal.ZERO;

        int count() {
            return valid + invalid;
        }

        void add(String place, RequestReading reading) {
            switch (reading) {
                case RequestReading.Valid(Job job, String _body) -> valid(place, job);
                case RequestReading.Invalid(Job _job, List<Violation> violations, int omitted) -> {
                    invalid++;
                    lines.add(place + ": invalid");
                    violations.forEach(
                            each -> lines.add("  " + each.field() + ": " + each.message() + " (" + each.code() + ")"));
                    if (omitted > 0) {
                        lines.add("  and " + omitted + " more");
                    }
                }
            }
        }

        private void valid(String place, Job job) {
            valid++;
            String price = job.estimate().map(Tally::dollars).orElse("no price");
            lines.add(place + ": valid, " + price + " (" + job.profile() + ")");
            job.estimate().ifPresentOrElse(estimate -> sum = sum.add(estimate), () -> priceless++);
        }

        Quotation quotation() {
            lines.add(valid + " valid, " + invalid + " invalid; " + dollars(sum)
                    + " for the valid ones by the catalogue's prices"
                    + (priceless == 0 ? "" : ", without " + priceless + " that have none") + ". Nothing was sent.");
            return new Quotation(lines, invalid);
        }

        private static String dollars(BigDecimal amount) {
            return amount.toPlainString() + " USD";
        }
    }
}
