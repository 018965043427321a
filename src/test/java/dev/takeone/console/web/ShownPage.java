package dev.takeone.console.web;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What people read on a page, by the ids of its parts.
 *
 * @param html of all of it
 */
record ShownPage(String html) {
    private static final Pattern ROW = Pattern.compile("(?s)<tr>(.*?)</tr>");
    private static final Pattern CELL = Pattern.compile("(?s)<t[hd][^>]*>(.*?)</t[hd]>");
    private static final Pattern ITEM = Pattern.compile("(?s)<li[^>]*>(.*?)</li>");
    private static final Pattern FACT = Pattern.compile("(?s)<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>");

    /** The element of an id; it has to be there. */
    String part(String id) {
        Matcher begin = Pattern.compile("<(\\w+)[^>]* id=\"" + id + "\"").matcher(html);
        assertThat(begin.find()).as("%s in %s", id, html).isTrue();
        Matcher tag = Pattern.compile("<(/?)" + begin.group(1) + "\\b").matcher(html);
        tag.region(begin.start(), html.length());
        int open = 0;
        while (tag.find()) {
            open += tag.group(1).isEmpty() ? 1 : -1;
            if (open == 0) {
                return html.substring(begin.start(), tag.start());
            }
        }
        throw new AssertionError(id + " has no end in " + html);
    }

    String text(String id) {
        return words(part(id));
    }

    /** The lines of the table in an element, the headings first. */
    List<List<String>> rows(String id) {
        return found(ROW, part(id))
                .map(row -> found(CELL, row).map(ShownPage::words).toList())
                .toList();
    }

    List<String> items(String id) {
        return found(ITEM, part(id)).map(ShownPage::words).toList();
    }

    /** What is known, by its name. */
    Map<String, String> facts(String id) {
        return FACT.matcher(part(id))
                .results()
                .collect(toMap(fact -> words(fact.group(1)), fact -> words(fact.group(2))));
    }

    private static Stream<String> found(Pattern pattern, String html) {
        return pattern.matcher(html).results().map(each -> each.group(1));
    }

    private static String words(String html) {
        return html.replace("<br>", " ")
                .replaceAll("<[^>]*>", "")
                .replaceAll("\\s+", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .strip();
    }
}
