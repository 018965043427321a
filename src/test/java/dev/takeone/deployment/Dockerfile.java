package dev.takeone.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of {@code deploy/Dockerfile}. An instruction that no Dockerfile has is an error. */
record Dockerfile(List<Line> lines) {
    static final Path FILE = Path.of("deploy", "Dockerfile");

    private static final Pattern LINE =
            Pattern.compile("(FROM|WORKDIR|COPY|RUN|ENV|ARG|USER|EXPOSE|LABEL|ENTRYPOINT) (.+)");
    private static final Pattern STAGE = Pattern.compile("(\\S+) AS (\\S+)");

    /**
     * An instruction.
     *
     * @param stage the name of the stage that it is of
     */
    record Line(String stage, String word, String rest) {
        /** The words of an instruction in its JSON form. */
        List<String> json() {
            try {
                return List.of(new ObjectMapper().readValue(rest, String[].class));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("not in the JSON form: " + rest, e);
            }
        }
    }

    static Dockerfile read() {
        StringBuilder stage = new StringBuilder();
        return new Dockerfile(
                Arrays.stream(Strict.text(FILE).replace("\\\n", " ").split("\n", -1))
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(text -> line(text, stage))
                        .toList());
    }

    private static Line line(String text, StringBuilder stage) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            throw new IllegalArgumentException("not an instruction: " + text);
        }
        if (line.group(1).equals("FROM")) {
            stage.setLength(0);
            stage.append(stage(line.group(2)).group(2));
        }
        return new Line(stage.toString(), line.group(1), line.group(2));
    }

    private static Matcher stage(String from) {
        Matcher stage = STAGE.matcher(from);
        if (!stage.matches()) {
            throw new IllegalArgumentException("a stage without a name: " + from);
        }
        return stage;
    }

    List<Line> all(String word) {
        return lines.stream()
                .filter(line -> line.word().equals(word.toUpperCase(Locale.ROOT)))
                .toList();
    }

    /** The last one of a kind. */
    String last(String word) {
        return all(word).getLast().rest();
    }

    List<String> stages() {
        return all("FROM").stream().map(Line::stage).toList();
    }

    /** What the stages stand on, other stages too. */
    List<String> images() {
        return all("FROM").stream().map(line -> stage(line.rest()).group(1)).toList();
    }

    /** What a stage starts. */
    List<String> entrypoint(String stage) {
        Optional<Line> line = all("ENTRYPOINT").stream()
                .filter(each -> each.stage().equals(stage))
                .findFirst();
        return line.orElseThrow().json();
    }
}
