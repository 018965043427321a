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
 * @param refused how many of the requests would not be taken, being invalid or too expensive
 */
public record Quotation(List<String> lines, int refused) {
    public Quotation {
        lines = List.copyOf(lines);
    }

    /**
     * Reads requests as JSON: one a line, an array of them, or one alone.
     *
     * @param file the whole file
     * @param perRequest what one of them may cost
     */
    public static Quotation of(byte[] file, RequestReader reader, PerRequest perRequest) {
        Tally tally = new Tally(perRequest);
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
        private int tooExpensive;
        private int priceless;
        private BigDecimal sum = BigDecimal.ZERO;
        private final PerRequest perRequest;

        Tally(PerRequest perRequest) {
            this.perRequest = perRequest;
        }

        int count() {
            return valid + invalid + tooExpensive;
        }

        void add(String place, RequestReading reading) {
            switch (reading) {
                case RequestReading.Valid(Job job, String _body) ->
                    perRequest
                            .passedBy(job)
                            .ifPresentOrElse(most -> tooExpensive(place, job, most), () -> valid(place, job));
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

        private void tooExpensive(String place, Job job, BigDecimal most) {
            tooExpensive++;
            String price =
                    job.estimate().or(perRequest::unpriced).map(Tally::dollars).orElseThrow();
            lines.add(place + ": too_expensive, " + price + " (" + job.profile() + "); a request may cost "
                    + dollars(most) + " (takeone.spend.per-request)");
        }

        Quotation quotation() {
            lines.add(valid + " valid, " + invalid + " invalid"
                    + (tooExpensive == 0 ? "" : ", " + tooExpensive + " too expensive") + "; " + dollars(sum)
                    + " for the valid ones by the catalogue's prices"
                    + (priceless == 0 ? "" : ", without " + priceless + " that have none") + ". Nothing was sent.");
            return new Quotation(lines, invalid + tooExpensive);
        }

        private static String dollars(BigDecimal amount) {
            return amount.toPlainString() + " USD";
        }
    }
}
