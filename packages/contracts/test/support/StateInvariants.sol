// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters, Seat, State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {Test} from "./Test.sol";
import {Token} from "./Token.sol";

/// @notice What holds in every state, however it was reached: checked after each step of the campaigns and at the end
/// of each scenario. Numbers are those of protocol.md, section "Invariants".
abstract contract StateInvariants is Test {
    /* BOOKS */

    function seatsOf(IConsensus consensus) internal view returns (Seat[] memory seats) {
        seats = new Seat[](consensus.seatCount());
        for (uint16 seat; seat < seats.length; ++seat) {
            seats[seat] = consensus.getSeat(seat);
        }
    }

    function stakeOf(Seat[] memory seats) internal pure returns (uint256 stake) {
        for (uint256 seat; seat < seats.length; ++seat) {
            stake += seats[seat].balance;
        }
    }

    /* INVARIANTS OF THE WHOLE */

    /// @dev 1. `owed` is what accounts and open tasks are owed, `forced` what nobody paid in by a function.
    function conservation(IConsensus consensus, address asset, Seat[] memory seats, uint256 owed, uint256 forced)
        internal
        view
    {
        uint256 held = asset == address(0) ? address(consensus).balance : Token(asset).balanceOf(address(consensus));
        owed += stakeOf(seats) + consensus.owedTreasury() + consensus.owedSink();
        assertEq(held, owed + forced, "conservation: what is here is what is owed");
    }

    /// @dev 11.
    function active_counts(IConsensus consensus, Seat[] memory seats) internal view {
        uint256 active;
        for (uint256 seat; seat < seats.length; ++seat) {
            if (seats[seat].from != 0 && seats[seat].to == 0) ++active;
        }
        assertEq(consensus.activeSeats(), active, "active_counts");
    }

    /// @dev Who is below half its bond is on its way out, and nothing is left in a free slot.
    function ejected_below_half(Seat[] memory seats, Parameters memory p) internal pure {
        for (uint256 seat; seat < seats.length; ++seat) {
            Seat memory s = seats[seat];
            bool isFree = s.signer == address(0);
            if (isFree) assertTrue(s.from | s.to | s.balance == 0 && s.owner == address(0), "a free slot is empty");
            else if (2 * uint256(s.balance) < p.bond) assertTrue(s.to != 0, "ejected_below_half");
        }
    }

    /// @dev Signers and seats name each other.
    function one_seat_a_signer(IConsensus consensus, Seat[] memory seats) internal view {
        for (uint256 seat; seat < seats.length; ++seat) {
            names_each_other(consensus, seats, seat);
        }
    }

    function names_each_other(IConsensus consensus, Seat[] memory seats, uint256 seat) internal view {
        if (seats[seat].signer == address(0)) return;
        (bool held, uint16 its) = consensus.seatOf(seats[seat].signer);
        assertTrue(held && its == seat, "one_seat_a_signer");
    }

    /* INVARIANTS OF A TASK */

    /// @dev 18. Who won is known to have voted, who voted is known to have sealed, and none of them is a stranger.
    function bitmaps(Task memory t) internal pure {
        assertEq(uint256(t.committed | t.punished) >> t.committeeSize, 0, "bitmaps: only members");
        assertEq(t.revealed & ~t.committed, 0, "bitmaps: revealed without a commitment");
        assertEq(t.winners & ~t.revealed, 0, "bitmaps: won without a vote");
        if (t.state != State.Decided) assertEq(t.winners, 0, "bitmaps: winners of nothing");
        if (t.state == State.Open) assertEq(t.punished, 0, "bitmaps: punished beforehand");
    }

    /// @dev 4, and what a task tells in each of its states.
    function winner_has_quorum(Task memory t) internal pure {
        bool isDecided = t.state == State.Decided;
        assertEq(t.output != 0, isDecided, "winner_has_quorum: an output of a decided task only");
        assertEq(t.requester == address(0), isDecided, "winner_has_quorum: a requester until the task is decided");
        if (isDecided) {
            assertGe(3 * countOf(t.winners), 2 * uint256(t.committeeSize), "winner_has_quorum");
        }
    }

    /// @dev A result says of a task what the task says, and that it was overturned if the appeal says otherwise.
    function result_is_of_its_task(IConsensus consensus, bytes32 task, Task memory t) internal view {
        (State state, bytes32 output, bytes32 appeal, bool overturned) = consensus.result(task);
        bytes32 other = consensus.getTask(appeal).output;
        assertTrue(state == t.state && output == t.output, "result_is_of_its_task");
        assertEq(overturned, other != 0 && other != output, "result_is_of_its_task: overturned");
        if (appeal != 0) assertTrue(state == State.Decided, "result_is_of_its_task: appealed");
    }

    function countOf(uint256 set) internal pure returns (uint256 count) {
        for (; set != 0; set &= set - 1) {
            ++count;
        }
    }
}
