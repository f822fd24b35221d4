// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Seat, State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {Counters} from "./Counters.sol";
import {World} from "./World.sol";

/// @notice What became of each task, in the players' own books: what the contract says is held against it.
abstract contract Chronicle is Counters, World {
    struct Story {
        uint8 size;
        uint96 fee;
        uint256 addedAt;
        uint256 addedIn;
        address requester;
        uint64 nonce;
        bytes32 prompt;
        /// Nobody can fetch the input: honest members say so.
        bool isUnavailable;
        /// The committee as the first block after the task's fixed it, and how often each slot had changed hands.
        bool hasCommittee;
        uint16[] seats;
        uint256[] tenants;
        /// Members who do what they want. Who attacks is decided for each task anew: worse than any fixed set.
        uint16 liars;
        bool isDrawn;
        /// Lane 1 was tried and found no quorum.
        bool wasBlocked;
        /// Members who can never open what they committed to.
        uint16 copiers;
        /// The task as it was when it closed, but for what a contradiction changes: that is kept up to date.
        bytes32 verdict;
        uint16 committed;
        uint16 revealed;
        uint16 punished;
        /// Of the punished those who pay more when a lie of theirs is shown.
        uint16 lightly;
        /// The task that this one questions, and the last one that questions it.
        bytes32 questions;
        bytes32 appeal;
        address appellant;
        bool isOverturned;
    }

    bytes32[] public tasks;
    bytes32[] internal openTasks;
    bytes32[] internal decidedTasks;
    mapping(bytes32 task => Story) internal stories;
    /// @dev What members committed to on chain.
    mapping(bytes32 task => mapping(uint256 member => bytes32)) internal sealedOutputs;
    /// @dev What members were slashed for.
    mapping(bytes32 task => mapping(uint256 member => bytes32)) internal lostWith;
    /// @dev How often a slot was given back.
    mapping(uint256 seat => uint256) internal tenancy;
    /// @dev The task that somebody committed to last.
    bytes32 internal inCourt;
    bytes32[] private _unsealed;

    /* VIEWS */

    function taskCount() public view returns (uint256) {
        return tasks.length;
    }

    function truthOf(bytes32 task) internal view returns (bytes32) {
        return stories[task].isUnavailable ? UNAVAILABLE : TRUTH;
    }

    function isLiar(bytes32 task, uint256 member) internal view returns (bool) {
        return stories[task].liars & (1 << member) != 0;
    }

    function signerAt(bytes32 task, uint256 member) internal view returns (address) {
        return consensus.getSeat(stories[task].seats[member]).signer;
    }

    /// @dev Of an old task the slot may be free: then anybody's.
    function keyAt(bytes32 task, uint256 member) internal view returns (uint256 key) {
        key = keyOf[signerAt(task, member)];
        if (key == 0) key = FIRST_KEY;
    }

    function quorumOf(uint256 size) internal pure returns (uint256) {
        return size - size / 3;
    }

    /* TIME */

    function now_() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    function commitEnd(bytes32 task) internal view returns (uint256) {
        return stories[task].addedAt + p.commitWindow;
    }

    function revealEnd(bytes32 task) internal view returns (uint256) {
        return commitEnd(task) + p.revealWindow;
    }

    function deadAt(bytes32 task) internal view returns (uint256) {
        return revealEnd(task) + p.proofWindow;
    }

    function isAlive(bytes32 task) internal view returns (bool) {
        return now_() < deadAt(task);
    }

    /// @dev It is written down, or the block's hash is within reach and no member can have left.
    function knowsCommittee(bytes32 task) internal view returns (bool) {
        Story storage s = stories[task];
        return s.hasCommittee && (s.isDrawn || isHashKnown(s));
    }

    function isHashKnown(Story storage s) internal view returns (bool) {
        return vm.getBlockNumber() - s.addedIn <= 256 && now_() < s.addedAt + p.unbondingPeriod;
    }

    function isSealed(bytes32 task) internal view returns (bool) {
        return vm.getBlockNumber() > stories[task].addedIn;
    }

    /* CHOICE */

    /// @dev One of a list, if there is one: half of the time the newest.
    function pick(bytes32[] storage list, uint256 dice) internal view returns (bool, bytes32) {
        if (list.length == 0) return (false, 0);
        uint256 back = dice % 2 == 0 ? 0 : (dice / 2) % list.length;
        return (true, list[list.length - 1 - back]);
    }

    /// @dev An open task: a third of the time the one that somebody committed to last.
    function pickOpen(uint256 dice) internal view returns (bool, bytes32) {
        if (dice % 3 == 0 && inCourt != 0 && stories[inCourt].verdict == 0) return (true, inCourt);
        return pick(openTasks, dice / 3);
    }

    /* WHAT HAPPENED */

    function _added(bytes32 task, address requester, Order memory order) internal {
        Story storage s = stories[task];
        (s.size, s.fee, s.nonce, s.prompt) = (order.committeeSize, order.fee, order.nonce, order.prompt);
        (s.addedAt, s.addedIn, s.requester) = (now_(), vm.getBlockNumber(), requester);
        s.isUnavailable = uint256(order.prompt) % 8 == 0;
        tasks.push(task);
        openTasks.push(task);
        _unsealed.push(task);
    }

    /// @dev Once the block is sealed the committee is fixed, whether or not anybody ever writes it down.
    function _sealBlock() internal {
        vm.roll(vm.getBlockNumber() + 1);
        vm.warp(now_() + 1);
        for (; _unsealed.length != 0; _unsealed.pop()) {
            _noteCommittee(_unsealed[_unsealed.length - 1]);
        }
    }

    function _noteCommittee(bytes32 task) private {
        Story storage s = stories[task];
        try consensus.committee(task) returns (uint16[] memory seats, address[] memory) {
            committee_distinct_and_eligible(s, seats);
            (s.hasCommittee, s.seats) = (true, seats);
            uint256 seed = uint256(task);
            for (uint256 m; m < seats.length; ++m) {
                s.tenants.push(tenancy[seats[m]]);
                if (mix(seed, m) % 12 < strengthOf(seed)) s.liars |= uint16(1 << m);
            }
        } catch (bytes memory reason) {
            assertTrue(bytes4(reason) == IConsensus.NotEnoughSeats.selector, "the only reason without a committee");
            count("tooFewSeats");
        }
    }

    /// @dev Of twelve: mostly a third attack, now and then nearly all of them.
    function strengthOf(uint256 seed) private pure returns (uint256) {
        return seed % 4 == 0 ? 11 : 4;
    }

    /// @dev 10.
    function committee_distinct_and_eligible(Story storage s, uint16[] memory seats) private view {
        assertEq(seats.length, s.size, "committee_distinct_and_eligible: complete");
        for (uint256 m; m < seats.length; ++m) {
            Seat memory seat = consensus.getSeat(seats[m]);
            assertTrue(seat.signer != address(0) && seat.from < s.addedAt, "committee_distinct_and_eligible: active");
            assertTrue(seat.to == 0 || s.addedAt < seat.to, "committee_distinct_and_eligible: not gone");
            for (uint256 j; j < m; ++j) {
                assertTrue(seats[m] != seats[j], "committee_distinct_and_eligible: distinct");
            }
        }
    }

    function _closed(bytes32 task, Task memory t) internal {
        Story storage s = stories[task];
        (s.verdict, s.committed, s.revealed, s.punished) = (verdictOf(t), t.committed, t.revealed, t.punished);
        if (t.state == State.Decided) decidedTasks.push(task);
        for (uint256 i = openTasks.length; i != 0; --i) {
            if (openTasks[i - 1] != task) continue;
            openTasks[i - 1] = openTasks[openTasks.length - 1];
            openTasks.pop();
            return;
        }
    }

    /* INVARIANTS OF THE PAST */

    /// @dev 2. A closed task stays as it closed, but for members who are punished later.
    function output_is_final(bytes32 task, Task memory t) internal view {
        Story storage s = stories[task];
        if (s.verdict == 0) return assertTrue(t.state == State.Open, "output_is_final: open");
        assertEq(t.committed, s.committed, "output_is_final: committed");
        assertEq(t.revealed, s.revealed, "output_is_final: revealed");
        assertEq(t.punished, s.punished, "output_is_final: punished");
        assertEq(verdictOf(t), s.verdict, "output_is_final: as it was closed");
    }

    function verdictOf(Task memory t) private pure returns (bytes32 hash) {
        (uint16 committed, uint16 revealed, uint16 punished) = (t.committed, t.revealed, t.punished);
        (t.committed, t.revealed, t.punished) = (0, 0, 0);
        hash = keccak256(abi.encode(t));
        (t.committed, t.revealed, t.punished) = (committed, revealed, punished);
    }

    /// @dev 9. As long as anybody can tell the committee, it is the one of the first block after the task's.
    function committee_is_stable(bytes32 task) internal view {
        if (!knowsCommittee(task)) return;
        (uint16[] memory seats,) = consensus.committee(task);
        assertEq(abi.encode(seats), abi.encode(stories[task].seats), "committee_is_stable");
    }

    /// @dev 13. The seat of a member, when it pays or is paid: nobody else may have taken its slot meanwhile.
    function slot_reuse_is_safe(bytes32 task, uint256 member) internal view returns (uint16 seat) {
        seat = stories[task].seats[member];
        assertEq(tenancy[seat], stories[task].tenants[member], "slot_reuse_is_safe");
    }
}
