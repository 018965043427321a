package dev.takeone.console.web;

import dev.takeone.console.access.Caller;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** A request of somebody who may come in. */
record Visit(RoutingContext call, Caller caller, Instant now) {
    private static final int LONGEST = 2_000;

    /** A value of the address; empty where it is not there. */
    String query(String name) {
        return call.queryParam(name).stream().findFirst().orElse("");
    }

    /** A value of the form; empty where it is not there. */
    String form(String name) {
        return Optional.ofNullable(call.request().getFormAttribute(name)).orElse("");
    }

    String path(String name) {
        return Optional.ofNullable(call.pathParam(name)).orElse("");
    }

    boolean wantsJson() {
        return Accepted.by(call.request()).json();
    }

    /** Whether whoever asks shows pages to a person. */
    boolean isBrowser() {
        return Accepted.by(call.request()).isBrowser();
    }

    /** The text where it is an address of ours, to go to afterwards; else the first page. */
    static String ours(String path) {
        boolean good = path.startsWith("/")
                && !path.startsWith("//")
                && path.length() <= LONGEST
                && path.chars().allMatch(each -> each > ' ' && each < 127 && each != '\\');
        return good ? path : "/";
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
