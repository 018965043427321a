package dev.takeone.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under a head, as text for a terminal: the first column to the left, and the others as wide as they need. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** A table with that head and nothing else. */
    public Table(String... head) {
        rows.add(List.of(head));
    }

    /** Adds a row, which has as many cells as the head. */
    public void row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(Arrays.toString(cells) + " under " + rows.getFirst());
        }
        rows.add(List.of(cells));
    }

    /** The lines, head first. */
    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(column == 0 ? "" : GAP).append(cell).repeat(' ', width(column) - cell.length());
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0);
    }
}
