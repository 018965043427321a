package dev.takeone.request.catalogue;

import dev.takeone.request.text.VisibleText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a text is an absolute http(s) URL of a public host, told from the text alone: no name is ever looked up, so a
 * public name may still lead to a private address.
 *
 * <p>An address has one accepted notation, the plain one. Whoever fetches the URL may read {@code 0x7f.1} or
 * {@code [::ffff:127.0.0.1]} in ways of its own, so nothing rests on reading them alike.
 */
public final class PublicUrl {
    private static final Pattern ABSOLUTE = Pattern.compile("(?i:https?)://([^/?#]+)(?:[/?#].*)?");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final int MAX_NAME = 253;
    private static final int MAX_PORT = 65_535;

    /** Names that mean the local machine or network: RFC 6761, 6762, 8375, and what ICANN keeps from delegation. */
    private static final List<String> LOCAL_DOMAINS = List.of(
            "localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa");

    /** IPv4 blocks that are not globally reachable: the IANA special-purpose registry, multicast, and the reserved rest. */
    private static final List<Block> NOT_PUBLIC = List.of(
            Block.of(0, 0, 0, 8),
            Block.of(10, 0, 0, 8),
            Block.of(100, 64, 0, 10),
            Block.of(127, 0, 0, 8),
            Block.of(169, 254, 0, 16),
            Block.of(172, 16, 0, 12),
            Block.of(192, 0, 0, 24),
            Block.of(192, 0, 2, 24),
            Block.of(192, 88, 99, 24),
            Block.of(192, 168, 0, 16),
            Block.of(198, 18, 0, 15),
            Block.of(198, 51, 100, 24),
            Block.of(203, 0, 113, 24),
            Block.of(224, 0, 0, 3));

    private PublicUrl() {}

    /** What is wrong with {@code url}, as a sentence that does not repeat it; nothing where it will do. */
    public static Optional<String> flaw(String url) {
        if (!url.codePoints().allMatch(c -> c != '\\' && VisibleText.isVisible(c))) {
            return Optional.of("Must be a URL without spaces, control characters or backslashes.");
        }
        Matcher absolute = ABSOLUTE.matcher(url);
        if (!absolute.matches()) {
            return Optional.of("Must be an absolute URL that begins with http:// or https:// and a host.");
        }
        return authorityFlaw(absolute.group(1));
    }

    private static Optional<String> authorityFlaw(String authority) {
        if (authority.contains("@")) {
            return Optional.of("Must be a URL without a user or password.");
        }
        if (!authority.chars().allMatch(c -> c < 0x80 && c != '%')) {
            return Optional.of("Must have its host in plain ASCII, an international name in its xn-- form.");
        }
        Matcher parts = HOST_AND_PORT.matcher(authority);
        if (!parts.matches() || (parts.group(2) != null && !isPort(parts.group(2)))) {
            return Optional.of("Must have a valid host and port.");
        }
        String host = parts.group(1);
        return host.startsWith("[") ? ipv6Flaw(host) : hostFlaw(host);
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port > 0 && port <= MAX_PORT;
    }

    private static Optional<String> hostFlaw(String written) {
        String host = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
        String[] labels = host.split("\\.", -1);
        if (host.length() > MAX_NAME || !Arrays.stream(labels).allMatch(LABEL.asMatchPredicate())) {
            return Optional.of("Must have a valid host and port.");
        }
        if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
            return ipv4Flaw(labels);
        }
        if (labels.length == 1 || isLocal(host.toLowerCase(Locale.ROOT))) {
            return Optional.of("Must have a public host; this is a name of a local network.");
        }
        return Optional.empty();
    }

    private static boolean isLocal(String host) {
        return LOCAL_DOMAINS.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    private static Optional<String> ipv4Flaw(String[] labels) {
        if (labels.length != 4 || !Arrays.stream(labels).allMatch(PublicUrl::isOctet)) {
            return Optional.of("Must have an IPv4 address in its plain notation, four decimal numbers from 0 to 255.");
        }
        int address = 0;
        for (String label : labels) {
            address = address << 8 | Integer.parseInt(label);
        }
        int found = address;
        return NOT_PUBLIC.stream().anyMatch(block -> block.holds(found)) ? notPublic() : Optional.empty();
    }

    private static boolean isOctet(String label) {
        return OCTET.matcher(label).matches() && Integer.parseInt(label) <= 255;
    }

    /**
     * Public is what lies in 2000::/3, less what the IANA special-purpose registry takes from it. So mapped, compatible,
     * translated (NAT64), unique local, link-local and multicast addresses are all out, and 6to4 and Teredo by name.
     */
    private static Optional<String> ipv6Flaw(String bracketed) {
        byte[] address;
        try {
            // In brackets it is a literal or an exception, never a look-up.
            if (!(InetAddress.getByName(bracketed) instanceof Inet6Address literal)) {
                return notPublic();
            }
            address = literal.getAddress();
        } catch (UnknownHostException malformed) {
            return Optional.of("Must have a valid IPv6 address in its brackets.");
        }
        int first = group(address, 0);
        int second = group(address, 1);
        boolean special = (first == 0x2001 && (second < 0x200 || second == 0xdb8))
                || first == 0x2002
                || (first == 0x3fff && second < 0x1000);
        return first >>> 13 != 1 || special ? notPublic() : Optional.empty();
    }

    private static int group(byte[] address, int index) {
        return (address[2 * index] & 0xff) << 8 | (address[2 * index + 1] & 0xff);
    }

    private static Optional<String> notPublic() {
        return Optional.of("Must have a public host; this address is loopback, private, link-local or reserved.");
    }

    /** A block of IPv4 addresses. */
    private record Block(int start, int prefix) {
        static Block of(int first, int second, int third, int prefix) {
            return new Block(first << 24 | second << 16 | third << 8, prefix);
        }

        boolean holds(int address) {
            return (address ^ start) >>> (32 - prefix) == 0;
        }
    }
}
