package dev.takeone.demo;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Where to look, and what to try by hand, while the demo runs. */
final class Invitation {
    private Invitation() {}

    /** The console's address, which nobody would look for. */
    static List<String> lines(URI console) {
        return List.of("console    " + console + "  (where each request is, and why it waits)");
    }

    /** The same, and lines to copy into another terminal. */
    static List<String> lines(URI console, String bootstrapServers, URI provider) {
        Stream<String> publish = Stream.of(
                "Try it by hand, in another terminal. Publish a request:",
                "  echo '{\"model\":\"veo3.1-fast-official\",\"prompt\":\"a paper boat in the rain\"}' \\",
                "    | kcat -b " + bootstrapServers + " -t " + Topics.REQUESTS + " -H request-id=mine-1 -P",
                "Watch what comes of it:");
        Stream<String> consume = Arrays.stream(DemoEvent.Kind.values())
                .map(kind -> "  kcat -b " + bootstrapServers + " -t " + Topics.of(kind)
                        + " -C -o beginning -X isolation.level=read_committed -f '%h\\n%s\\n\\n'");
        Stream<String> faults = Stream.of(
                "A prompt with [sim:fails], [sim:throttle] or [sim:cut-after-accept] in it makes the provider misbehave; all faults:",
                "  curl -s " + provider + "/sim/faults");
        return Stream.of(lines(console).stream(), Stream.of(""), publish, consume, faults)
                .flatMap(each -> each)
                .toList();
    }
}
