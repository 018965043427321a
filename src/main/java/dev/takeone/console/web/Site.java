package dev.takeone.console.web;

import dev.takeone.console.access.Access;
import dev.takeone.console.access.Caller;
import dev.takeone.console.access.Credentials;
import dev.takeone.console.access.Entrance;
import dev.takeone.console.access.Kept;
import dev.takeone.console.act.Actions;
import dev.takeone.console.view.ConsoleState;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The console's addresses. Each answer has {@link SafeHeaders#ALL}; each page but the one to sign in asks {@link Access} first. */
public final class Site {
    private static final Logger LOG = Logger.getLogger(Site.class);
    private static final String COOKIE = "takeone-session";
    private static final String KEEP_HOST =
            "the proxy in front of it has to keep the Host header: src/docs/console.md#who-may-use-it.";
    private static final long MOST_BYTES = 64 * 1024L;
    private static final Map<String, String> FILES = Map.of(
            "console.css", "text/css; charset=utf-8",
            "console.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private final WebSettings settings;
    private final Access access;
    private final Pages pages;
    private final Buttons buttons;
    private final Live live;
    private final InstantSource clock;
    private final AtomicBoolean hostTold = new AtomicBoolean();

    /** What a caller is answered with. */
    private interface Desk extends Function<Visit, Reply> {}

    public Site(WebSettings settings, ConsoleState state, Actions actions, Vertx vertx, InstantSource clock) {
        this.settings = settings;
        this.access = new Access(settings.access());
        Kept<Notice> notices = new Kept<>(1_000, Duration.ofMinutes(10));
        this.pages = new Pages(new Templates(), state, actions, settings, notices);
        this.buttons = new Buttons(pages, actions, notices);
        this.live = new Live(state, vertx, clock);
        this.clock = clock;
    }

    /** Serves on a router. */
    public void mount(Router router) {
        FILES.forEach((name, type) -> router.get("/console/" + name).handler(file(name, type)));
        look(router.get("/"), pages::now);
        look(router.get("/jobs"), pages::jobs);
        look(router.get("/jobs/:id"), pages::job);
        look(router.get("/suggest"), pages::suggest);
        look(router.get("/audit"), pages::audit);
        act(router.post("/act/preview"), buttons::preview);
        act(router.post("/act/perform"), buttons::perform);
        router.get("/live").blockingHandler(guarded(this::stream), false);
        router.get("/sign-in").blockingHandler(guarded(this::signInForm), false);
        post(router.post("/sign-in"), this::signIn);
        post(router.post("/sign-out"), this::signOut);
    }

    /** Ends the streams. */
    public void close() {
        live.close();
    }

    private static Handler<RoutingContext> file(String name, String type) {
        byte[] content = Templates.resource(name);
        return call -> {
            call.response().headers().addAll(SafeHeaders.ALL);
            call.response()
                    .putHeader("Content-Type", type)
                    .putHeader("Cache-Control", "max-age=300")
                    .end(Buffer.buffer(content));
        };
    }

    private void look(Route route, Desk desk) {
        route.blockingHandler(guarded(call -> visit(call, desk)), false);
    }

    private void act(Route route, Desk desk) {
        post(
                route,
                call -> visit(call, visit -> {
                    Optional<String> foreign = foreign(call(call));
                    if (foreign.isPresent()) {
                        return pages.refusal(visit, 403, foreign.get());
                    }
                    if (!Access.isOurs(visit.caller(), visit.form("csrf"))) {
                        return pages.refusal(
                                visit,
                                403,
                                "This form was not made for you now. Go back, load the page again, and try once more.");
                    }
                    return visit.caller().canAct()
                            ? desk.apply(visit)
                            : pages.refusal(visit, 403, "You may look, but not act: that takes the role operator.");
                }));
    }

    /** Why a form is not taken; empty where our own page has sent it. */
    private Optional<String> foreign(Credentials who) {
        return switch (Access.sender(who)) {
            case OURS -> Optional.empty();
            case ANOTHER_SITE -> Optional.of("That came from another site's page. Use this one's.");
            case ANOTHER_HOST -> {
                // Once: any number of forms may come from anybody.
                if (!hostTold.getAndSet(true)) {
                    LOG.warnf(
                            "A form that came from %s was not taken: the page that sent it has another address than the"
                                    + " Host header says. Where it is the console's own, %s",
                            who.peer(), KEEP_HOST);
                }
                yield Optional.of("That came from another site's page. Where it is the console's own, " + KEEP_HOST);
            }
        };
    }

    private void post(Route route, Handler<RoutingContext> handler) {
        route.handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES)).blockingHandler(guarded(handler), false);
    }

    private static Handler<RoutingContext> guarded(Handler<RoutingContext> handler) {
        return call -> {
            call.response().headers().addAll(SafeHeaders.ALL);
            try {
                handler.handle(call);
            } catch (HttpException theirs) {
                failed(call, theirs.getStatusCode(), "The address cannot be read.");
            } catch (RuntimeException bug) {
                LOG.errorf(bug, "The console could not answer %s", call.normalizedPath());
                failed(call, 500, "The console could not make this page; its log says why.");
            }
        };
    }

    /** Without a page, for which the address is read too. */
    private static void failed(RoutingContext call, int status, String why) {
        if (Accepted.by(call.request()).json()) {
            send(call, Pages.error(status, why));
        } else {
            call.response().setStatusCode(status).end(why);
        }
    }

    private void visit(RoutingContext call, Desk desk) {
        Instant now = clock.instant();
        switch (access.entrance(call(call), now)) {
            case Entrance.Open(Caller caller) -> send(call, desk.apply(new Visit(call, caller, now)));
            case Entrance.SignIn _unknown -> send(call, unknown(call, new Visit(call, Pages.STRANGER, now)));
            case Entrance.Closed(String why) -> send(call, pages.closed(new Visit(call, Pages.STRANGER, now), why));
        }
    }

    /** A browser is led to the form; a script is told what to do, above all one that believes it has signed in. */
    private static Reply unknown(RoutingContext call, Visit visit) {
        boolean basic = Optional.ofNullable(call.request().getHeader("Authorization"))
                .filter(way -> way.startsWith("Basic "))
                .isPresent();
        boolean get = call.request().method().equals(HttpMethod.GET);
        boolean person = visit.isBrowser() || (get && !basic);
        return person && !visit.wantsJson()
                ? new Reply.Elsewhere("/sign-in?next="
                        + Visit.encoded(Visit.ours(get ? call.request().uri() : visit.form("back"))))
                : Pages.error(
                        401,
                        (basic ? "HTTP Basic is not taken: " : "sign in: ")
                                + "POST name and password to /sign-in as a form, and send the cookie that it sets");
    }

    private void stream(RoutingContext call) {
        Credentials who = call(call);
        boolean taken = access.entrance(who, clock.instant()) instanceof Entrance.Open
                && live.add(call.response(), now -> access.entrance(who, now) instanceof Entrance.Open);
        if (!taken) {
            call.response().setStatusCode(503).end();
        }
    }

    private void signInForm(RoutingContext call) {
        String next = Visit.ours(call.queryParam("next").stream().findFirst().orElse("/"));
        send(call, settings.access().users().isPresent() ? pages.signIn(next) : new Reply.Elsewhere("/"));
    }

    private void signIn(RoutingContext call) {
        Credentials who = call(call);
        Visit visit = new Visit(call, Pages.STRANGER, clock.instant());
        String next = Visit.ours(visit.form("next"));
        Optional<String> foreign = foreign(who);
        if (foreign.isPresent()) {
            send(call, pages.notSignedIn(visit, next, foreign.get(), 403));
            return;
        }
        String name = visit.form("name").strip();
        switch (access.signIn(name, visit.form("password"), who, visit.now())) {
            case Access.SigningIn.Done done -> {
                LOG.infof("Signed in to the console: %s, from %s", name, who.peer());
                call.response()
                        .addCookie(cookie(
                                call.request(),
                                done.session(),
                                settings.access().session()));
                send(call, new Reply.Elsewhere(next));
            }
            case Access.SigningIn.Wrong _wrong -> {
                LOG.warnf("A sign-in to the console failed, from %s", who.peer());
                send(call, pages.notSignedIn(visit, next, "The name or the password is wrong.", 401));
            }
            case Access.SigningIn.TooMany many -> {
                long seconds = many.pause().toSeconds() + 1;
                call.response().putHeader("Retry-After", Long.toString(seconds));
                send(call, pages.notSignedIn(visit, next, "Too many tries: wait " + seconds + " s.", 429));
            }
        }
    }

    private void signOut(RoutingContext call) {
        Credentials who = call(call);
        Visit visit = new Visit(call, Pages.STRANGER, clock.instant());
        if (access.entrance(who, visit.now()) instanceof Entrance.Open(Caller caller)
                && Access.isOurs(caller, visit.form("csrf"))) {
            access.signOut(who, visit.now());
            call.response().addCookie(cookie(call.request(), "", Duration.ZERO));
        }
        send(call, new Reply.Elsewhere("/"));
    }

    private static Cookie cookie(HttpServerRequest request, String session, Duration length) {
        boolean secure = request.isSSL() || "https".equals(request.getHeader("X-Forwarded-Proto"));
        return Cookie.cookie(COOKIE, session)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(length.toSeconds());
    }

    private static Credentials call(RoutingContext call) {
        return new Credentials(
                call.request().connection().remoteAddress().hostAddress(),
                name -> name.equals("Host")
                        ? host(call.request())
                        : call.request().headers().getAll(name),
                Optional.ofNullable(call.request().getCookie(COOKIE)).map(Cookie::getValue));
    }

    /** HTTP/2 has it in another place. */
    private static List<String> host(HttpServerRequest request) {
        return Optional.ofNullable(request.authority()).map(Object::toString).stream()
                .toList();
    }

    private static void send(RoutingContext call, Reply reply) {
        switch (reply) {
            case Reply.Page(int status, String html) ->
                call.response()
                        .setStatusCode(status)
                        .putHeader("Content-Type", "text/html; charset=utf-8")
                        .end(html, StandardCharsets.UTF_8.name());
            case Reply.Json(int status, String text) ->
                call.response()
                        .setStatusCode(status)
                        .putHeader("Content-Type", "application/json")
                        .end(text, StandardCharsets.UTF_8.name());
            case Reply.Elsewhere(String path) ->
                call.response().setStatusCode(303).putHeader("Location", path).end();
        }
    }
}
