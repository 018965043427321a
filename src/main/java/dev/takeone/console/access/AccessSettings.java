package dev.takeone.console.access;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is told from outside of who may see the console.
 *
 * @param users by a file, where there is one
 * @param proxies who is believed when naming users, where anybody is
 * @param session how long one lasts
 */
public record AccessSettings(Optional<Users> users, Optional<Proxies> proxies, Duration session) {

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
        Optional<UserRole> rights(List<String> groups) {
            if (groups.stream().anyMatch(operators::contains)) {
                return Optional.of(UserRole.OPERATOR);
            }
            return groups.stream().anyMatch(viewers::contains) ? Optional.of(UserRole.VIEWER) : Optional.empty();
        }
    }
}
