package dev.takeone.bench.tls;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Of both calls, over one way. */
record Costs(Cost post, Cost check) {
    /** Of one kind of calls, each in milliseconds; the CPU is the client's. */
    record Cost(double half, double most, double cpu) {}

    /** A line's end that {@link #of} reads. */
    String line() {
        return DoubleStream.of(post.half, post.most, post.cpu, check.half, check.most, check.cpu)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(" "));
    }

    static Costs of(String line) {
        double[] all = Arrays.stream(line.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Costs(new Cost(all[0], all[1], all[2]), new Cost(all[3], all[4], all[5]));
    }
}
