package dev.takeone.provider.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.job.Task;
import dev.takeone.job.Video;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The addresses of a finished task's videos, wherever the provider's family puts them: {@code result.videos[].url} as a
 * string or a list, {@code result.videos} as strings, {@code result.video_url}, {@code result.url}, {@code result} as a
 * list, {@code videos}, {@code video_url}, {@code result_url}, {@code media_url}, {@code data} and {@code outputs} beside the
 * status.
 */
final class ResultAddresses {
    /** The names that lead to an address, the surest first: of one object only the first that has any counts. */
    private static final List<String> NAMES = List.of(
            "result",
            "videos",
            "video_url",
            "video",
            "result_url",
            "url",
            "urls",
            "data",
            "output",
            "outputs",
            "media_url");

    /** Where members of the family that have one text for how a task ended write its address, once it is done. */
    private static final String REASON = "fail_reason";

    private static final Pattern ABSOLUTE = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);

    /** Whose relative addresses belong to {@link #FILES}, as one public client reads them. */
    private static final Set<String> KNOWN_HOSTS =
            Set.of("api.apimart.ai", "api.apib.ai", "api.aiuxu.com", "api.aishuch.com");

    private static final String FILES = "https://upload.apimart.ai";

    /** A relative address: in the provider's folder for files, or with a file's ending. No deeper for more folders. */
    private static final Pattern PATH =
            Pattern.compile("/?(?:f/\\S+|(?:[^\\s:/?#]+/)*+[^\\s:/?#]+\\.[A-Za-z][A-Za-z0-9]{1,4}(?:[?#]\\S*)?)");

    /** What an entry of a list says of itself where it is no video. */
    private static final Set<String> PICTURES = Set.of("image", "thumbnail", "cover");

    private static final int MAX_DEPTH = 6;
    private static final int MAX_VIDEOS = 64;
    private static final int MAX_URL = 8192;

    /** The names, the time and the punctuation, in bytes. */
    private static final int BESIDE_THE_URL = 80;

    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final String files;

    /** @param provider the provider's base URL, with a host; the base of relative addresses where it is not the known one */
    ResultAddresses(URI provider) {
        String host = provider.getHost().toLowerCase(Locale.ROOT);
        this.files = KNOWN_HOSTS.contains(host) ? FILES : provider.getScheme() + "://" + provider.getRawAuthority();
    }

    /** The videos with a usable address, in the provider's order, each address once. */
    List<Video> in(JsonNode task) {
        return whatFits(collect(task, Optional.empty(), MAX_DEPTH));
    }

    /** The same of a task that says it is done: then, where no other place has one, also what stands for a reason. */
    List<Video> inDone(JsonNode task) {
        List<Video> videos = in(task);
        JsonNode reason = task.path(REASON);
        return videos.isEmpty() && isAddress(reason.asText().strip())
                ? whatFits(collect(reason, Optional.empty(), 0))
                : videos;
    }

    /** Whether it is a whole address and nothing else: words may follow one that they are about, and are a reason. */
    static boolean isAddress(String text) {
        return ABSOLUTE.matcher(text).lookingAt() && text.chars().noneMatch(Character::isWhitespace);
    }

    private static List<Video> whatFits(List<Video> found) {
        Map<String, Video> videos = new LinkedHashMap<>();
        found.forEach(video -> videos.putIfAbsent(video.url(), video));
        List<Video> fitting = new ArrayList<>();
        int bytes = 0;
        for (Video video : videos.values()) {
            int more = bytes(video);
            if (fitting.size() < MAX_VIDEOS && bytes + more <= Task.MAX_VIDEO_BYTES) {
                fitting.add(video);
                bytes += more;
            }
        }
        return fitting;
    }

    /** Whether the task has a field that is for videos alone, whatever else may be an address. */
    static boolean namesVideos(JsonNode task) {
        return Stream.of(task, task.path("result")).anyMatch(place -> place.has("videos") || place.has("video_url"));
    }

    /** What it weighs in a row or an event at most. */
    private static int bytes(Video video) {
        long escapes = video.url().chars().filter(c -> c == '"' || c == '\\').count();
        return BESIDE_THE_URL + video.url().getBytes(UTF_8).length + (int) escapes;
    }

    private List<Video> collect(JsonNode node, Optional<Instant> expiry, int depth) {
        if (node.isTextual()) {
            return absolute(node.textValue().strip()).map(url -> new Video(url, expiry)).stream()
                    .toList();
        }
        if (depth == 0 || !node.isContainerNode()) {
            return List.of();
        }
        if (node.isArray()) {
            List<Video> films = listed(node, each -> !isPicture(each), expiry, depth);
            return films.isEmpty() ? listed(node, any -> true, expiry, depth) : films;
        }
        Optional<Instant> own = time(node.path("expires_at")).or(() -> expiry);
        return NAMES.stream()
                .map(name -> collect(node.path(name), own, depth - 1))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<Video> listed(JsonNode list, Predicate<JsonNode> kind, Optional<Instant> expiry, int depth) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(kind)
                .flatMap(each -> collect(each, expiry, depth - 1).stream())
                .toList();
    }

    private static boolean isPicture(JsonNode entry) {
        String type = entry.path("type").asText("").strip().toLowerCase(Locale.ROOT);
        return PICTURES.contains(type) || type.startsWith("image/");
    }

    private Optional<String> absolute(String url) {
        if (url.length() > MAX_URL || url.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        if (ABSOLUTE.matcher(url).lookingAt()) {
            return Optional.of(url);
        }
        if (url.startsWith("//")) {
            return Optional.of("https:" + url);
        }
        return PATH.matcher(url).matches()
                ? Optional.of(files + (url.startsWith("/") ? "" : "/") + url)
                : Optional.empty();
    }

    /** Seconds or milliseconds since 1970, or ISO 8601, in this century: anything else is no time that could be meant. */
    private static Optional<Instant> time(JsonNode node) {
        Optional<Instant> counted = Decimals.read(node)
                .flatMap(number -> Stream.of(number, number.movePointLeft(3))
                        .filter(seconds -> isThisCentury(seconds))
                        .map(seconds -> Instant.ofEpochSecond(seconds.longValue()))
                        .findFirst());
        return counted.or(() -> written(node));
    }

    private static boolean isThisCentury(BigDecimal seconds) {
        return seconds.compareTo(BigDecimal.valueOf(EARLIEST.getEpochSecond())) >= 0
                && seconds.compareTo(BigDecimal.valueOf(LATEST.getEpochSecond())) < 0;
    }

    private static Optional<Instant> written(JsonNode node) {
        if (!node.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(node.textValue().strip()).toInstant())
                    .filter(time -> !time.isBefore(EARLIEST) && time.isBefore(LATEST));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
