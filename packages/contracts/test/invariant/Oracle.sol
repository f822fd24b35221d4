// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {Chronicle} from "./Chronicle.sol";

/// @notice What the protocol says that an action does to everybody's money, worked out slowly: before it the books are
/// copied, the players' own verdict is entered, and afterwards the contract's books have to be the same.
abstract contract Oracle is Chronicle {
    struct Books {
        uint256[] balances;
        uint256[] credits;
        uint256 treasury;
        uint256 sink;
    }

    /// @dev What came of one task.
    struct Outcome {
        bytes32 output;
        uint16 winners;
        uint16 punished;
        uint256 paid;
        uint256 kept;
        uint256 refunded;
        uint256 soft;
    }

    /// @dev What each seat has been slashed for since it was taken.
    mapping(uint256 seat => uint256) internal lost;
    /// @dev What a member has been slashed for a task, but for an overturn.
    mapping(bytes32 task => mapping(uint256 member => uint256)) private _slashedFor;
    uint256 private _treasury;
    uint256 private _sink;

    /* BOOKS */

    function books() internal view returns (Books memory b) {
        b.balances = new uint256[](consensus.seatCount());
        for (uint16 seat; seat < b.balances.length; ++seat) {
            b.balances[seat] = consensus.getSeat(seat).balance;
        }
        b.credits = new uint256[](PEOPLE);
        for (uint256 i; i < PEOPLE; ++i) {
            b.credits[i] = consensus.credit(personAt(i));
        }
        (b.treasury, b.sink) = (consensus.owedTreasury(), consensus.owedSink());
    }

    function _assertBooks(Books memory expected) internal {
        Books memory actual = books();
        if (keccak256(abi.encode(actual)) != keccak256(abi.encode(expected))) compare(actual, expected);
        assertTrue(actual.treasury >= _treasury && actual.sink >= _sink, "owed_monotone");
        (_treasury, _sink) = (actual.treasury, actual.sink);
    }

    function compare(Books memory actual, Books memory expected) private pure {
        for (uint256 seat; seat < actual.balances.length; ++seat) {
            assertEq(actual.balances[seat], expected.balances[seat], string.concat("seat ", vm.toString(seat)));
        }
        for (uint256 i; i < PEOPLE; ++i) {
            assertEq(actual.credits[i], expected.credits[i], string.concat("credit of person ", vm.toString(i)));
        }
        assertEq(actual.treasury, expected.treasury, "treasury");
        assertEq(actual.sink, expected.sink, "sink");
    }

    function credited(Books memory b, address account, uint256 amount) internal pure {
        b.credits[uint160(account) - uint160(personAt(0))] += amount;
    }

    /// @dev 14, first half: only sweeping makes it smaller, and what is known of every other step makes it larger.
    function owed_monotone() internal view {
        assertEq(consensus.owedTreasury(), _treasury, "owed_monotone: treasury");
        assertEq(consensus.owedSink(), _sink, "owed_monotone: sink");
    }

    /// @dev The protocol's part of rewards that leave.
    function _tookCut(uint256 reward) internal returns (uint256 cut) {
        cut = reward * p.protocolFeeBps / 10_000;
        _treasury += cut;
    }

    function _sweptTreasury() internal {
        _treasury = 0;
    }

    function _sweptSink() internal {
        _sink = 0;
    }

    /* LOSSES */

    /// @dev 7. Never more than there is.
    function _loses(Books memory b, bytes32 task, uint256 member, uint256 penalty) internal returns (uint256 amount) {
        uint16 seat = slot_reuse_is_safe(task, member);
        amount = penalty < b.balances[seat] ? penalty : b.balances[seat];
        b.balances[seat] -= amount;
        lost[seat] += amount;
        if (amount != 0) count("penalty");
        if (2 * b.balances[seat] < p.bond && consensus.getSeat(seat).to == 0) count("ejected");
    }

    /// @dev 7. For one task no more than one hard slash, in whatever parts; an overturn takes the bond beside it.
    function _losesAtMostOnce(Books memory b, bytes32 task, uint256 m, uint256 penalty)
        internal
        returns (uint256 amount)
    {
        amount = _loses(b, task, m, penalty);
        _slashedFor[task][m] += amount;
        assertLe(_slashedFor[task][m], hardSlash(), "no double jeopardy: at most one hard slash");
    }

    function softSlash(bytes32 task) internal view returns (uint256) {
        return stories[task].fee / stories[task].size;
    }

    function penaltyOf(bytes32 task, bytes32 vote) internal view returns (uint256) {
        return vote == UNAVAILABLE ? softSlash(task) : hardSlash();
    }

    /* VERDICT */

    /// @dev Enters what these votes decide, zero for a member without one. In court, who has no vote stayed away or
    /// withheld it.
    function _judge(Books memory b, bytes32 task, Task memory t, bytes32[] memory votes, bool inCourt) internal {
        Outcome memory o;
        bool isDead = !isAlive(task);
        if (!isDead) (o.output, o.winners) = mostPopular(votes);
        if (o.output == UNAVAILABLE || isDead) (o.output, o.winners) = (bytes32(0), uint16(0));
        else _penalize(b, o, task, t, votes, inCourt);
        if (o.output == 0) _refund(b, o, task);
        else _reward(b, o, task);
        assertTrue(t.state == (o.output == 0 ? State.Undecided : State.Decided), "the verdict of the votes");
        assertEq(t.output, o.output, "the quorum's output");
        assertEq(t.winners, o.winners, "everybody who gave it, and nobody else");
        assertEq(t.punished, o.punished, "everybody who did not, and nobody else");
        paid_xor_refunded(o, t);
        winner_has_quorum(t);
        wrong_output_needs_q_attackers(task, o);
        griefed_penalties_at_most_the_fee(o, t);
        bitmaps(t);
        _closed(task, t);
    }

    /// @dev Counts every vote against every other.
    function mostPopular(bytes32[] memory votes) internal pure returns (bytes32 output, uint16 winners) {
        for (uint256 m; m < votes.length; ++m) {
            if (votes[m] == 0) continue;
            uint16 same;
            for (uint256 j; j < votes.length; ++j) {
                if (votes[j] == votes[m]) same |= uint16(1 << j);
            }
            if (countOf(same) >= quorumOf(votes.length)) return (votes[m], same);
        }
    }

    function _penalize(
        Books memory b,
        Outcome memory o,
        bytes32 task,
        Task memory t,
        bytes32[] memory votes,
        bool inCourt
    ) private {
        for (uint256 m; m < votes.length; ++m) {
            if (o.winners & (1 << m) != 0) continue;
            if (votes[m] == 0) {
                if (inCourt) _penalizeSilence(b, o, task, t, m);
            } else if (o.output != 0) {
                honest_never_hard_slashed(task, m, votes[m], o.output);
                lostWith[task][m] = votes[m];
                _punish(b, o, task, m, penaltyOf(task, votes[m]), votes[m] == UNAVAILABLE);
            }
        }
    }

    /// @dev Whoever sealed and did not open it, while the chain was there for others; and whoever never came, if the
    /// others decided without it.
    function _penalizeSilence(Books memory b, Outcome memory o, bytes32 task, Task memory t, uint256 m) private {
        bool isSealed_ = t.committed & (1 << m) != 0;
        if (isSealed_ && t.revealed != 0) _punish(b, o, task, m, hardSlash(), false);
        if (!isSealed_ && o.output != 0) _punish(b, o, task, m, softSlash(task), true);
    }

    /// @dev 7. Nobody is punished twice by a verdict.
    function _punish(Books memory b, Outcome memory o, bytes32 task, uint256 m, uint256 penalty, bool isSoft) private {
        assertEq(o.punished & (1 << m), 0, "no double jeopardy");
        o.punished |= uint16(1 << m);
        uint256 amount = _losesAtMostOnce(b, task, m, penalty);
        b.sink += amount;
        if (!isSoft) return;
        o.soft += amount;
        stories[task].lightly |= uint16(1 << m);
    }

    function _reward(Books memory b, Outcome memory o, bytes32 task) private {
        uint256 fee = stories[task].fee;
        uint256 winners = countOf(o.winners);
        uint256 share = fee / winners;
        for (uint256 m; m < stories[task].size; ++m) {
            if (o.winners & (1 << m) == 0) continue;
            b.balances[slot_reuse_is_safe(task, m)] += share;
            o.paid += share;
        }
        o.kept = fee - o.paid;
        b.treasury += o.kept;
        // 14, second half.
        assertLt(o.kept, winners, "dust");
        count("decided");
    }

    function _refund(Books memory b, Outcome memory o, bytes32 task) private {
        o.refunded = stories[task].fee;
        credited(b, stories[task].requester, o.refunded);
        count("refunded");
    }

    /* INVARIANTS OF A VERDICT */

    /// @dev 3. The fee goes one way, all of it.
    function paid_xor_refunded(Outcome memory o, Task memory t) private pure {
        assertTrue((o.paid == 0) != (o.refunded == 0), "paid_xor_refunded");
        assertEq(o.paid + o.kept + o.refunded, t.fee, "paid_xor_refunded: the whole fee");
    }

    /// @dev 5.
    function wrong_output_needs_q_attackers(bytes32 task, Outcome memory o) private {
        if (o.output == 0 || o.output == truthOf(task)) return;
        Story storage s = stories[task];
        assertGe(countOf(o.winners & s.liars), quorumOf(s.size), "wrong_output_needs_q_attackers");
        count("decidedWrongly");
    }

    /// @dev 6. Who told the truth in time loses no more than its part of the fee, unless 5 happened.
    function honest_never_hard_slashed(bytes32 task, uint256 m, bytes32 vote, bytes32 output) private view {
        if (isLiar(task, m) || output != truthOf(task)) return;
        assertTrue(vote == UNAVAILABLE, "honest_never_hard_slashed");
    }

    /// @dev 8. Absence and UNAVAILABLE together.
    function griefed_penalties_at_most_the_fee(Outcome memory o, Task memory t) private pure {
        assertLe(o.soft, t.fee, "sum_of_penalties_of_a_griefed_task <= fee");
    }
}
