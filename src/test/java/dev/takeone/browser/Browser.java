package dev.takeone.browser;

import dev.takeone.waiting.Waiting;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/** This machine's Chromium without a window on the screen, and without a profile of anybody's. For one thread. */
public final class Browser implements AutoCloseable {
    /** As wide as the phones that most people read on. */
    public static final int NARROW = 360;

    private static final int WIDE = 1280;
    private static final int HEIGHT = 900;
    private static final int LOW = 300;
    private static final int MOST_TABS = 150;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens one. Where this machine has none, says so, and the test is not run. */
    public static Browser open() {
        Optional<Path> browser = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = program("chromedriver");
        if (browser.isEmpty() || driver.isEmpty()) {
            String why = "No Chromium with its chromedriver is on the PATH: the console is not tried in a browser."
                    + " Debian has both as chromium and chromium-driver.";
            System.out.println(why);
            Assumptions.abort(why);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--window-size=" + WIDE + "," + HEIGHT);
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.orElseThrow().toFile())
                .usingAnyFreePort()
                .withTimeout(Waiting.AT_MOST)
                .build();
        // A test that is killed would leave it behind.
        Runtime.getRuntime().addShutdownHook(new Thread(service::stop, "browser-end"));
        ChromeDriver driving = new ChromeDriver(service, options);
        driving.manage().timeouts().scriptTimeout(Waiting.AT_MOST);
        Browser opened = new Browser(driving);
        opened.tell("Emulation.setLocaleOverride", Map.of("locale", "en-GB"));
        return opened;
    }

    private static Optional<Path> program(String... names) {
        List<String> folders = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .toList();
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Goes to a page, and returns when it is there. */
    public void go(URI address) {
        driver.get(address.toString());
    }

    /** The way that was taken to this page, without the server's name. */
    public String place() {
        URI here = URI.create(driver.getCurrentUrl());
        return here.getRawPath()
                + Optional.ofNullable(here.getRawQuery()).map("?"::concat).orElse("");
    }

    /** What of the first element of this kind is seen; empty where there is none. */
    public String text(String css) {
        return string("const found = document.querySelector(arguments[0]); return found ? found.innerText : ''", css);
    }

    /** The same of all of them. */
    public List<String> texts(String css) {
        return strings("return Array.from(document.querySelectorAll(arguments[0]), each => each.innerText)", css);
    }

    /** An attribute of the first element of this kind; empty where either is not there. */
    public String attribute(String css, String name) {
        return string(
                "const found = document.querySelector(arguments[0]);"
                        + " return found && found.getAttribute(arguments[1]) || ''",
                css,
                name);
    }

    /** How many elements of this kind there are. */
    public int count(String css) {
        return texts(css).size();
    }

    /** Waits until the first element of this kind shows that text. */
    public void await(String css, String text) {
        Waiting.until(
                text + " in " + css + " of " + driver.getCurrentUrl(),
                () -> text(css).contains(text));
    }

    /** Waits until no element is of this kind. */
    public void awaitNo(String css) {
        Waiting.until("no " + css + " at " + driver.getCurrentUrl(), () -> count(css) == 0);
    }

    /** Clicks, as a person does: a page that changes meanwhile has another such element. */
    public void click(String css) {
        Waiting.until(css + " at " + driver.getCurrentUrl(), () -> {
            try {
                driver.findElement(By.cssSelector(css)).click();
                return true;
            } catch (StaleElementReferenceException
                    | NoSuchElementException
                    | ElementNotInteractableException changed) {
                return false;
            }
        });
    }

    /** Types into a field. */
    public void type(String css, String text) {
        WebElement field = driver.findElement(By.cssSelector(css));
        field.clear();
        field.sendKeys(text);
    }

    /** Presses keys, wherever the focus is. */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** What is focused: its id, else its text, else its kind. */
    public String focused() {
        return string("const e = document.activeElement; return e.id || e.innerText || e.tagName");
    }

    /** Presses Tab until that is focused, as {@link #focused} calls it; whoever cannot see the mouse sees where they are. */
    public void tabTo(String what) {
        List<String> passed = new ArrayList<>();
        do {
            press(Keys.TAB);
            passed.add(focused());
            if (!string("return getComputedStyle(document.activeElement).outlineStyle")
                    .matches("solid|auto")) {
                throw new AssertionError("nobody sees that this is focused: " + passed.getLast());
            }
            if (passed.size() > MOST_TABS) {
                throw new AssertionError("no Tab leads to " + what + ", but to " + passed);
            }
        } while (!passed.getLast().equals(what));
    }

    /** Clicks twice, as those do who do so on everything. */
    public void doubleClick(String css) {
        new Actions(driver).doubleClick(driver.findElement(By.cssSelector(css))).perform();
    }

    /** What a script returns. */
    public Object run(String script, Object... arguments) {
        return Optional.ofNullable(driver.executeScript(script, arguments)).orElse("");
    }

    /** The same of a text. */
    public String string(String script, Object... arguments) {
        return run(script, arguments).toString();
    }

    /** The same of several texts. */
    public List<String> strings(String script, Object... arguments) {
        return run(script, arguments) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** What the last argument of a script, a function, is called with. */
    Object awaited(String script, Object... arguments) {
        return Optional.ofNullable(driver.executeAsyncScript(script, arguments)).orElse("");
    }

    /** A window as on a desk, on a light ground, with scripts, in UTC. */
    public void plain() {
        tell("Emulation.clearDeviceMetricsOverride", Map.of());
        dark(false);
        scripts(true);
        zone("UTC");
    }

    /** A window as wide as a phone. */
    public void narrow() {
        size(NARROW, 2 * NARROW, true);
    }

    private void size(int width, int height, boolean phone) {
        tell(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    }

    /** Whether the reader likes a dark ground. */
    public void dark(boolean on) {
        tell(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", on ? "dark" : "light"))));
    }

    /** Whether pages may run their scripts. */
    public void scripts(boolean on) {
        tell("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    }

    /** Where the reader lives. */
    public void zone(String name) {
        tell("Emulation.setTimezoneOverride", Map.of("timezoneId", name));
    }

    private void tell(String command, Map<String, Object> parameters) {
        driver.executeCdpCommand(command, parameters);
    }

    /** Has every page that this window goes to run that before its own scripts. */
    public void beforeScripts(String script) {
        tell("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Does something while the page lies behind another one. */
    public void behindAnother(Runnable what) {
        String page = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        what.run();
        driver.close();
        driver.switchTo().window(page);
    }

    /** What the browser has complained about since the last call: scripts that failed or were kept from running, files that are missing. */
    public List<String> complaints() {
        return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** The cookies of the page. */
    public List<Cookie> cookies() {
        return List.copyOf(driver.manage().getCookies());
    }

    /** Has these cookies and no others. */
    public void cookies(List<Cookie> all) {
        driver.manage().deleteAllCookies();
        all.forEach(driver.manage()::addCookie);
    }

    /** The whole of the page in a window of that width, as a small PNG. */
    public byte[] picture(int width) {
        size(width, LOW, false);
        size(width, Integer.parseInt(string("return document.documentElement.scrollHeight")), false);
        return Picture.small(driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
