package dev.takeone.simulation;

import java.util.EnumSet;
import java.util.Set;

/** What must hold after every step of every world. */
enum Invariant {
    ONE_CHARGE("at most one charge per request"),
    ONE_ENDING("one ending per request"),
    NOTHING_LOST("nothing accepted is lost"),
    NO_RECEIPT_LOST("no receipt lost"),
    TERMINAL_STANDS("terminal never changes"),
    DOUBT_STAYS("doubt never forgotten"),
    OFFSET_BEHIND_JOURNAL("offset never past an unjournaled record"),
    SUBMITTED_FIRST("exactly one submitted before completed in time"),
    NO_EVENT_TWICE("no event told twice"),
    KEYS_SETTLE_DOUBT("with keys honoured no job ends in doubt within the replay window"),
    DOUBT_HAS_A_CAUSE("only a job whose intent was committed and whose answer was not ends in doubt"),
    HELD_IN_ONE_PIECE("an account that is held costs no request its life"),
    HELD_BUYS_NOTHING("nothing is meant to be bought, or posted for that, after a hold was heard of"),
    INTENT_FIRST("no POST before its intent is committed"),
    POST_IN_TIME("unowned partitions are never posted for after the deadline"),
    ONE_POST_AT_A_TIME("no POST beside another of the same request"),
    ROWS_MOVE_ON("the rows of a job only move on"),
    VIDEO_STANDS("no video is lost to an early answer"),
    ONE_BODY("one body under one key, whatever the settings say by then"),
    DEADLINE_KEPT("no paid task is given up before its deadline, whoever's clock is set"),
    COSTS_ARE_TOLD("what the provider says that a request cost is told with its ending"),
    UNDER_THE_CEILING("in no hour, and in no day, more is charged than the ceiling says"),
    WORKER_GOES_ON("no worker halts, and no partition stops"),
    NO_WAIT_OUTLASTS_ITS_PAUSE("no request waits longer than its own pauses, whoever's clock is set or task is bad");

    private final String words;

    Invariant(String words) {
        this.words = words;
    }

    static Set<Invariant> all() {
        return EnumSet.allOf(Invariant.class);
    }

    @Override
    public String toString() {
        return words;
    }
}
