package dev.takeone.config;

/** What a process is. */
public enum Role {
    /** Takes requests, and buys. */
    WORKER,
    /** Shows people what workers do, and hands on what they order. */
    CONSOLE
}
