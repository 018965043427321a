package dev.takeone.request.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/cat.png",
                "http://example.com",
                "HTTPS://Example.COM/a",
                "https://example.com.",
                "https://example.com:8443/a?b=c#d",
                "https://cdn.a-b.example.co.uk/x",
                "https://my_bucket.s3.amazonaws.com/x%20y.png",
                "https://xn--fiqs8s.example/a",
                "https://example.com/猫.png",
                "https://example.com/a@b:c",
                "https://example.com?x=http://localhost/",
                "https://8.8.8.8/a",
                "https://172.32.0.1/",
                "https://100.128.0.1/",
                "https://11.0.0.1/",
                "https://[2606:4700::1111]/a",
                "https://[2a00:1450:4001::1]:443/a",
                "https://localhost.example.com/",
                "https://my.localx/",
            })
    void aPublicHostWillDo(String url) {
        assertThat(PublicUrl.flaw(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cat.png",
                "/cat.png",
                "//example.com/cat.png",
                "ftp://example.com/a",
                "file:///etc/passwd",
                "data:image/png;base64,AAAA",
                "javascript:alert(1)",
                "http:example.com",
                "http:/example.com",
                "http://",
                "http:///a",
                "http://?a",
                "http://#a",
                " http://example.com",
                "http://example.com ",
                "http://exa mple.com/",
                "http://example.com/a b",
                "http://example.com/a\nb",
                "http://example.com/a\u0000",
                "http://example.com/\u200b",
                "http://example.com/\u202e",
                "http:\\\\example.com\\a",
                "http://example.com\\@localhost/",
                "http://user@example.com/",
                "http://user:secret@example.com/",
                "http://@example.com/",
                "http://example.com@127.0.0.1/",
                "http://example.com%40localhost/",
                "http://%6c%6f%63alhost/",
                "http://127%2e0.0.1/",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://example.com:/",
                "http://example.com:8a/",
                "http://example.com:80:80/",
                "http://-a.example.com/",
                "http://a-.example.com/",
                "http://a..example.com/",
                "http://.example.com/",
                "http://example.com../",
                "http://exa$mple.com/",
            })
    void whatIsNoAbsoluteHttpUrlWillNot(String url) {
        assertThat(PublicUrl.flaw(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "localhost.",
                "a.localhost",
                "intranet",
                "kafka:9092",
                "db.",
                "printer.local",
                "printer.local.",
                "metadata.google.internal",
                "host.docker.internal",
                "nas.lan",
                "router.home.arpa",
                "localhost.localdomain",
                "ｌocalhost",
                "１２７.0.0.1",
                "127。0。0。1",
                "127.0.0.①",
                "münchen.de",
                "例え.jp",
            })
    void aLocalOrUnwrittenNameWillNot(String host) {
        assertThat(PublicUrl.flaw("http://" + host + "/")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "127.0.0.1.",
                "127.1",
                "127.0.1",
                "2130706433",
                "017700000001",
                "0x7f000001",
                "0x7f.1",
                "0X7F.0.0.1",
                "0177.0.0.1",
                "127.0.0.01",
                "08.8.8.8",
                "8.8.8",
                "134744072",
                "256.1.1.1",
                "1.2.3.4.5",
                "1.2.3.999999999999",
                "0x",
                "a.0x7f",
                "0.0.0.0",
                "0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
            })
    void aPrivateOrOddlyWrittenIpv4AddressWillNot(String host) {
        assertThat(PublicUrl.flaw("http://" + host + "/")).isPresent();
        assertThat(PublicUrl.flaw("http://" + host + ":8080/")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "0:0:0:0:0:0:0:1",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::ffff:8.8.8.8",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::127.0.0.1",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2001::1",
                "2001:10::1",
                "2001:db8::1",
                "3fff::1",
                "5f00::1",
                "100::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fe80::1%25eth0",
                "fe80::1%eth0",
                "fec0::1",
                "ff02::1",
                "127.0.0.1",
                "::1::2",
                "1:2:3",
                "12345::",
                "v1.a",
                "",
                "localhost",
            })
    void anIpv6AddressThatIsNotPublicWillNot(String host) {
        assertThat(PublicUrl.flaw("http://[" + host + "]/")).isPresent();
        assertThat(PublicUrl.flaw("http://[" + host + "]:8080/")).isPresent();
        assertThat(PublicUrl.flaw("http://[" + host + "/")).isPresent();
        assertThat(PublicUrl.flaw("http://" + host + "]/")).isPresent();
    }

    @Property
    void anyTextHasAVerdict(@ForAll String text) {
        assertThat(PublicUrl.flaw("http://" + text)).isNotNull();
    }

    @Property
    void noNumberAloneIsAPublicHost(@ForAll long number) {
        assertThat(PublicUrl.flaw("http://" + Long.toUnsignedString(number) + "/"))
                .isPresent();
        assertThat(PublicUrl.flaw("http://0x" + Long.toHexString(number) + "/")).isPresent();
        assertThat(PublicUrl.flaw("http://0" + Long.toOctalString(number) + "/"))
                .isPresent();
    }
}
