package dev.takeone.endtoend;

import dev.takeone.browser.Browser;
import org.openqa.selenium.Keys;

/** Somebody before the console. */
record Person(Browser browser, ConsoleScene scene) {
    void go(String path) {
        browser.go(scene.at(path));
    }

    /** Signs in, from a page that asks for it. */
    void signIn(String name, String password) {
        browser.type("#name", name);
        browser.type("#password", password);
        browser.press(Keys.ENTER);
    }

    /** Opens the page of the only job whose id has that part; returns the page's address. */
    String open(String part) {
        go("/jobs?q=" + part);
        browser.await("#count", "1");
        browser.click("tbody a");
        browser.await("#state", " ");
        return browser.place();
    }

    /** Says yes to what is asked, and returns what the console says then. */
    String yes() {
        browser.await("h1", "Are you sure?");
        browser.click("#yes");
        browser.await(".notice", " ");
        return browser.text(".notice");
    }

    /** Makes sure that what comes is seen without a new load of the page. */
    void sees(String css, String text) {
        browser.run("window.stays = true");
        browser.await(css, text);
        if (!Boolean.TRUE.equals(browser.run("return window.stays || false"))) {
            throw new AssertionError("the page was loaded again before " + css + " said " + text);
        }
    }
}
