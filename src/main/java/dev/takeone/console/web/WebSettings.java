package dev.takeone.console.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the pages are told from outside.
 *
 * @param users by a file, where there is one
 * @param proxies who is believed when naming users, where anybody is
 * @param group the consumer group whose jobs are shown
 * @param session how long one lasts
 */
public record WebSettings(Optional<Users> users, Optional<Proxies> proxies, String group, Duration session) {

    /**
     * Proxies that authenticate.
     *
     * @param addresses theirs
     * @param userHeader where they name the user
     * @param groupsHeader where they name the groups, with commas between them
     * @param viewers groups that may look
     * @param operators groups that may act
     */
    public record Proxies(
            Networks addresses, String userHeader, String groupsHeader, Set<String> viewers, Set<String> operators) {
        public Proxies {
            viewers = Set.copyOf(viewers);
            operators = Set.copyOf(operators);
        }

        /** The rights of the best of these groups. */
        Optional<Rights> rights(List<String> groups) {
            if (groups.stream().anyMatch(operators::contains)) {
                return Optional.of(Rights.OPERATOR);
            }
            return groups.stream().anyMatch(viewers::contains) ? Optional.of(Rights.VIEWER) : Optional.empty();
        }
    }
}
