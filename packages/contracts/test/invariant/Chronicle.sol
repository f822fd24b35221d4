// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Appeal, Order, Seed, State, Task, Terms, Verdict} from "../../src/interfaces/ConsensusTypes.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Rolls} from "./Rolls.sol";

/// @notice What became of each task, in the players' own books: what the contract says is held against it.
abstract contract Chronicle is Rolls {
    uint256 internal constant MAXIMUM_ATTEMPTS = 8;

    struct Story {
        Terms terms;
        uint256 list;
        /// The task as the contract has to tell it.
        Task t;
        uint256 addedIn;
        uint256 startsAt;
        uint64 round;
        /// Nobody can fetch the input: honest members say so.
        bool isUnavailable;
        /// The committee as the seed fixed it, and how often each slot had changed hands.
        bool hasCommittee;
        Committee committee;
        uint16[] seats;
        address[] signers;
        uint256[] tenants;
        /// Members who do what they want. Who attacks is decided for each task anew: worse than any fixed set.
        uint16 liars;
        /// Members who can never open what they committed to.
        uint16 copiers;
        bool isDrawn;
        bool isSettled;
        /// Lane 1 was tried and found no quorum.
        bool wasBlocked;
        uint256 held;
        bytes32 seal;
        /// The task that this one questions, and whether its committee is left out.
        TaskId questions;
        bool excludes;
        Appeal appeal;
        bool wasFinal;
    }

    TaskId[] public tasks;
    TaskId[] internal openTasks;
    TaskId[] internal decidedTasks;
    mapping(TaskId task => Story) internal stories;
    /// @dev What `ballots` has to tell of members that did not win.
    mapping(TaskId task => mapping(uint256 member => bytes32)) internal ballots;
    /// @dev What members committed to on chain.
    mapping(TaskId task => mapping(uint256 member => Digest)) internal sealedOutputs;
    /// @dev What stands in the seal that the contract keeps.
    mapping(TaskId task => mapping(uint256 member => Digest)) internal keptOutputs;
    /// @dev What members paid for a lie in this task.
    mapping(TaskId task => mapping(uint256 member => uint256)) internal paidForLies;
    /// @dev What lies of keys cost that were replaced since.
    mapping(uint256 seat => uint256) internal costOfFormer;
    /// @dev How often a slot was given back.
    mapping(uint256 seat => uint256) internal tenancy;
    mapping(uint64 round => address) internal posters;
    mapping(uint64 round => bytes32) internal rounds;
    uint64 internal latestRound;
    /// @dev The task that somebody committed to last.
    TaskId internal inCourt;
    /// @dev Tasks whose committee was not told yet.
    TaskId[] private _unseeded;
    uint256 private _looked;

    /* TRUTH */

    function truthOf(TaskId task) internal view returns (Digest) {
        return stories[task].isUnavailable ? UNAVAILABLE : TRUTH;
    }

    function isLiar(TaskId task, uint256 member) internal view returns (bool) {
        return has(stories[task].liars, member);
    }

    function has(uint256 set, uint256 member) internal pure returns (bool) {
        return set & (1 << member) != 0;
    }

    /// @dev The seat of a member, when it pays or is paid: nobody else may have taken its slot meanwhile.
    function seatAt(TaskId task, uint256 member) internal view returns (uint16 seat) {
        seat = stories[task].seats[member];
        if (tenancy[seat] != stories[task].tenants[member]) assertTrue(false, "slot_reuse_is_safe");
    }

    function isStrongAt(TaskId task, uint256 member) internal view returns (bool) {
        return isStrong(stories[task].seats[member]);
    }

    /* TIME */

    function commitEnd(TaskId task) internal view returns (uint256) {
        return stories[task].startsAt + p.commitWindow;
    }

    function revealEnd(TaskId task) internal view returns (uint256) {
        return commitEnd(task) + p.revealWindow;
    }

    function deadAt(TaskId task) internal view returns (uint256) {
        return revealEnd(task) + p.proofWindow;
    }

    function isAlive(TaskId task) internal view returns (bool) {
        return now_() < deadAt(task);
    }

    /// @dev Later its members may have left, and others may have their slots.
    function isLiable(TaskId task) internal view returns (bool) {
        return now_() < stories[task].t.addedAt + p.unbondingPeriod;
    }

    /// @dev The longest life of a task.
    function life() internal view returns (uint256) {
        return uint256(p.seedDelay) + beacon.period() + p.commitWindow + p.revealWindow + p.proofWindow;
    }

    /* STATES */

    function isOpen(TaskId task) internal view returns (bool) {
        return stories[task].t.state == State.Open;
    }

    function isDecided(TaskId task) internal view returns (bool) {
        return stories[task].t.state == State.Decided;
    }

    function isSealed(TaskId task) internal view returns (bool) {
        return vm.getBlockNumber() > stories[task].addedIn;
    }

    function isRoundKnown(TaskId task) internal view returns (bool) {
        return stories[task].t.seed == Seed.Block || rounds[stories[task].round] != 0;
    }

    /// @dev The seed is known, the block within reach, and lists remember the epoch.
    function canCompute(TaskId task) internal view returns (bool) {
        Story storage s = stories[task];
        uint256 number = vm.getBlockNumber();
        if (number <= s.addedIn || number - s.addedIn > 256 || !isRoundKnown(task)) return false;
        return epochNow() <= epochAt(s.t.addedAt) + 1;
    }

    function knowsCommittee(TaskId task) internal view returns (bool) {
        return stories[task].hasCommittee && (stories[task].isDrawn || canCompute(task));
    }

    /* FINALITY */

    function appealableUntil(TaskId task) internal view returns (uint256) {
        return deadAt(task) + p.appealWindow + stories[task].appeal.attempts * life();
    }

    /// @dev A window in which the beacon said nothing waits for it.
    function isWindowOver(TaskId task) internal view returns (bool) {
        uint256 until = appealableUntil(task);
        if (now_() < until) return false;
        uint256 heard = latestRound == 0 ? 0 : beacon.timeOf(latestRound);
        return heard + p.appealWindow >= until || now_() >= until + p.outage;
    }

    function isFinalNow(TaskId task) internal view returns (bool) {
        Story storage s = stories[task];
        if (s.t.state != State.Decided) return false;
        if (s.t.isAppeal || !s.t.appealable) return true;
        if (!s.appeal.task.isNone()) {
            Task storage found = stories[s.appeal.task].t;
            if (found.state == State.Open || found.unavailable) return false;
            if (found.state == State.Decided) return found.output == s.t.output;
        }
        return isWindowOver(task);
    }

    /// @dev The last appeal did not get the prompt, and there is no other.
    function isVoid(TaskId task) internal view returns (bool) {
        Story storage s = stories[task];
        if (!stories[s.appeal.task].t.unavailable) return false;
        return s.appeal.attempts == MAXIMUM_ATTEMPTS || isWindowOver(task);
    }

    /// @dev What was final once stays final; remembered of a few tasks at a time.
    function _noteFinality() internal {
        for (uint256 i; i < 3 && i < decidedTasks.length; ++i) {
            TaskId task = decidedTasks[++_looked % decidedTasks.length];
            if (consensus.isFinal(task)) stories[task].wasFinal = true;
        }
    }

    /* CHOICE */

    /// @dev One of a list, if there is one: half of the time the newest.
    function pick(TaskId[] storage list, uint256 dice) internal view returns (bool, TaskId task) {
        if (list.length == 0) return (false, task);
        uint256 back = dice % 2 == 0 ? 0 : (dice / 2) % list.length;
        return (true, list[list.length - 1 - back]);
    }

    /// @dev An open task: a third of the time the one that somebody committed to last.
    function pickOpen(uint256 dice) internal view returns (bool, TaskId) {
        if (dice % 3 == 0 && isOpen(inCourt)) return (true, inCourt);
        return pick(openTasks, dice / 3);
    }

    /* WHAT HAPPENED */

    function _added(TaskId task, address requester, Order memory order, uint256 list) internal {
        Story storage s = stories[task];
        (s.terms, s.list, s.addedIn) = (Terms(requester, order), list, vm.getBlockNumber());
        (s.t.state, s.t.seed, s.t.committeeSize) = (State.Open, order.seed, order.committeeSize);
        (s.t.share, s.t.addedAt, s.t.addedIn) = (order.share, uint32(now_()), uint64(s.addedIn));
        (s.t.roundTip, s.t.requester) = (order.roundTip, requester);
        s.t.appealable = placesOf(list) >= 2 * uint256(order.committeeSize);
        s.isUnavailable = uint256(Digest.unwrap(order.prompt)) % 8 == 0;
        s.startsAt = now_();
        if (order.seed == Seed.Beacon) (s.round, s.startsAt) = roundAfter(now_() + p.seedDelay);
        inTasks += feeOf(order);
        tasks.push(task);
        openTasks.push(task);
        _unseeded.push(task);
    }

    function feeOf(Order memory order) internal pure returns (uint256) {
        return uint256(order.committeeSize) * order.share + order.roundTip;
    }

    /// @dev The first round at or after a time, and when that is.
    function roundAfter(uint256 time) private view returns (uint64 round, uint256 published) {
        (uint256 genesis, uint256 period) = (beacon.genesis(), beacon.period());
        published = genesis + (time - genesis) / period * period;
        if (published < time) published += period;
        round = uint64((published - genesis) / period + 1);
    }

    function _ended(TaskId task) internal {
        if (isDecided(task)) decidedTasks.push(task);
        drop(openTasks, task);
    }

    function drop(TaskId[] storage list, TaskId task) private {
        for (uint256 i = list.length; i != 0; --i) {
            if (list[i - 1] != task) continue;
            list[i - 1] = list[list.length - 1];
            list.pop();
            return;
        }
    }

    /* SEEDS */

    /// @dev Once block and round are known the committee is fixed, whether or not anybody ever writes it down.
    function _sealBlock() internal {
        vm.roll(vm.getBlockNumber() + 1);
        vm.warp(now_() + 1);
        _noteCommittees();
    }

    function _postRound(TaskId task, address poster) internal {
        uint64 round = stories[task].round;
        bytes32 randomness = keccak256(abi.encode("round", round));
        vm.prank(poster);
        beacon.set(round, randomness);
        (rounds[round], posters[round]) = (randomness, poster);
        if (round > latestRound) latestRound = round;
        _noteCommittees();
        count("postRound");
    }

    /// @dev As early as possible: from here on it must never be another.
    function _noteCommittees() internal {
        for (uint256 i = _unseeded.length; i != 0; --i) {
            TaskId task = _unseeded[i - 1];
            if (isOpen(task) && canCompute(task)) _noteCommittee(task);
            else if (isOpen(task) && isWaiting(task)) continue;
            _unseeded[i - 1] = _unseeded[_unseeded.length - 1];
            _unseeded.pop();
        }
    }

    /// @dev Its block is not over, or its round may still come in time.
    function isWaiting(TaskId task) private view returns (bool) {
        Story storage s = stories[task];
        if (!isSealed(task)) return true;
        if (isRoundKnown(task) || epochNow() > epochAt(s.t.addedAt) + 1) return false;
        return vm.getBlockNumber() - s.addedIn <= 256;
    }

    function _noteCommittee(TaskId task) internal virtual;

    /* CHECKS */

    function task_agrees(TaskId task) internal view {
        Story storage s = stories[task];
        Task memory actual = consensus.getTask(task);
        if (keccak256(abi.encode(actual)) != keccak256(abi.encode(s.t))) compareTasks(actual, s.t);
        if (consensus.heldOf(task) != s.held) assertEq(consensus.heldOf(task), s.held, "held");
        if (consensus.sealOf(task) != s.seal) assertEq(consensus.sealOf(task), s.seal, "seal");
        verdict_agrees(task);
        ballots_agree(task);
        committee_is_stable(task);
        if (keccak256(abi.encode(consensus.getAppeal(task))) == keccak256(abi.encode(s.appeal))) return;
        assertEq(consensus.getAppeal(task).deposit, s.appeal.deposit, "appeal: deposit");
        assertTrue(false, "appeal");
    }

    function compareTasks(Task memory actual, Task memory expected) private pure {
        assertEq(uint256(actual.state), uint256(expected.state), "task: state");
        assertEq(Digest.unwrap(actual.output), Digest.unwrap(expected.output), "task: output");
        assertEq(actual.committed, expected.committed, "task: committed");
        assertEq(actual.revealed, expected.revealed, "task: revealed");
        assertEq(actual.winners, expected.winners, "task: winners");
        assertEq(actual.punished, expected.punished, "task: punished");
        assertEq(actual.closed, expected.closed, "task: closed");
        assertEq(actual.convened, expected.convened, "task: convened");
        assertEq(actual.appealable, expected.appealable, "task: appealable");
        assertEq(actual.roundTip, expected.roundTip, "task: tip");
        assertTrue(false, "task");
    }

    function verdict_agrees(TaskId task) private view {
        Story storage s = stories[task];
        Verdict memory expected;
        (expected.state, expected.committeeSize) = (s.t.state, s.t.committeeSize);
        expected.appealable = s.t.appealable;
        if (s.t.state == State.Decided) {
            (expected.output, expected.votes) = (s.t.output, uint8(countOf(s.t.winners)));
            expected.isFinal = isFinalNow(task);
            expected.overturned = isDecided(s.appeal.task) && stories[s.appeal.task].t.output != s.t.output;
            expected.isVoid = isVoid(task);
            if (s.t.appealable) expected.appealableUntil = uint64(appealableUntil(task));
        }
        Verdict memory actual = consensus.verdict(task);
        if (s.wasFinal && !actual.isFinal) assertTrue(false, "final_is_final");
        if (keccak256(abi.encode(actual)) == keccak256(abi.encode(expected))) return;
        assertEq(actual.isFinal, expected.isFinal, "verdict: final");
        assertEq(actual.overturned, expected.overturned, "verdict: overturned");
        assertEq(actual.appealableUntil, expected.appealableUntil, "verdict: until");
        assertTrue(false, "verdict");
    }

    function ballots_agree(TaskId task) private view {
        Story storage s = stories[task];
        bytes32[] memory actual = consensus.ballots(task);
        for (uint256 m; m < actual.length; ++m) {
            bytes32 expected = has(s.t.winners, m) ? Digest.unwrap(s.t.output) : ballots[task][m];
            if (actual[m] != expected) assertEq(actual[m], expected, string.concat("ballot of ", vm.toString(m)));
        }
    }

    /// @dev As long as anybody can tell the committee, it is the one that the seed fixed, and the same keys answer.
    function committee_is_stable(TaskId task) internal view {
        Story storage s = stories[task];
        if (!s.hasCommittee || s.t.state == State.Undecided) return;
        uint16[] memory seats_;
        address[] memory signers_;
        if (s.t.state == State.Decided) {
            (seats_, signers_) = consensus.membersOf(task, s.committee);
        } else if (knowsCommittee(task)) {
            Committee committee;
            (committee, seats_, signers_) = consensus.committeeOf(s.terms);
            if (Committee.unwrap(committee) != Committee.unwrap(s.committee)) assertTrue(false, "committee_is_stable");
        } else {
            return;
        }
        if (keccak256(abi.encode(seats_)) != keccak256(abi.encode(s.seats))) assertTrue(false, "committee: seats");
        if (!isAlive(task)) return;
        if (keccak256(abi.encode(signers_)) != keccak256(abi.encode(s.signers))) assertTrue(false, "committee: keys");
    }
}
