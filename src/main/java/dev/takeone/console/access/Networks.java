package dev.takeone.console.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Some IP addresses and networks. */
public final class Networks {
    /** Of fewer than four parts the last is read as all that are missing: 192.168 as 192.0.0.168. */
    private static final Pattern NUMERIC =
            Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final List<Network> networks;

    private static final class Network {
        private final byte[] address;
        private final int bits;

        Network(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        boolean has(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return Arrays.equals(address, 0, whole, other, 0, whole)
                    && (rest == 0 || ((address[whole] ^ other[whole]) & 0xff) >> (Byte.SIZE - rest) == 0);
        }
    }

    /** @throws IllegalArgumentException where a text is neither an IP address nor a network; says which */
    public Networks(List<String> texts) {
        networks = texts.stream().map(Networks::network).toList();
    }

    /** Whether an address is one of them; names are never looked up. */
    boolean has(String address) {
        return NUMERIC.matcher(address).matches() && networks.stream().anyMatch(network -> network.has(bytes(address)));
    }

    private static Network network(String text) {
        String[] parts = text.strip().split("/", -1);
        String size = parts.length == 1 ? "" : parts[1];
        if (parts.length <= 2 && NUMERIC.matcher(parts[0]).matches() && size.matches("[0-9]{0,3}")) {
            byte[] address = bytes(parts[0]);
            int all = address.length * Byte.SIZE;
            int bits = parts.length == 1 ? all : size.isEmpty() ? 0 : Integer.parseInt(size);
            if (bits >= 1 && bits <= all) {
                return new Network(address, bits);
            }
        }
        throw new IllegalArgumentException("'" + text + "' is neither an IP address nor a network such as 10.1.0.0/16");
    }

    private static byte[] bytes(String numeric) {
        try {
            return InetAddress.getByName(numeric).getAddress();
        } catch (UnknownHostException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
