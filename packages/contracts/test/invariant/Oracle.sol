// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../../src/interfaces/ConsensusTypes.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Committees} from "./Committees.sol";

/// @notice What the protocol says that votes, silence and lies do, worked out slowly and entered into the players' own
/// books.
abstract contract Oracle is Committees {
    /// @dev Why a seat pays.
    enum Cause {
        Lied,
        Withheld,
        Absent,
        Shown,
        Overturned
    }

    /* VERDICT */

    /// @dev Counts every vote against every other; zero is none.
    function mostPopular(Digest[] memory votes) internal pure returns (Digest output, uint16 winners) {
        uint256 quorum = quorumOf(votes.length);
        for (uint256 m; m < votes.length; ++m) {
            if (votes[m].isNone()) continue;
            uint16 same;
            for (uint256 j; j < votes.length; ++j) {
                if (votes[j] == votes[m]) same |= bitOf(j);
            }
            if (countOf(same) >= quorum) return (votes[m], same);
        }
    }

    /// @dev Enters what these votes decide, of those that count. Whose votes are known is entered already.
    function _judge(TaskId task, Digest[] memory votes) internal returns (bool) {
        (Digest output, uint16 winners) = mostPopular(votes);
        if (winners == 0) return false;
        assertGe(3 * countOf(winners), 2 * votes.length, "winner_has_quorum");
        if (output == UNAVAILABLE) _findUnavailable(task, winners);
        else _decide(task, votes, output, winners);
        return true;
    }

    function _decide(TaskId task, Digest[] memory votes, Digest output, uint16 winners) private {
        Story storage s = stories[task];
        assertTrue(s.t.state == State.Open, "a task is decided once");
        wrong_output_needs_q_attackers(task, output, winners);
        _payTip(task);
        (s.t.state, s.t.output, s.t.winners) = (State.Decided, output, winners);
        (s.t.requester, s.t.addedIn) = (address(0), 0);
        for (uint256 m; m < votes.length; ++m) {
            if (has(winners, m)) _toSeat(seatAt(task, m), s.t.share);
            else if (has(s.t.revealed, m)) _toSink(s.t.share);
        }
        for (uint256 m; m < votes.length; ++m) {
            if (!votes[m].isNone() && !has(winners, m)) _paysForLie(task, m, votes[m]);
            else if (has(s.t.revealed & ~winners, m)) count("weakVote");
        }
        s.t.closed = s.t.revealed == allOf(votes.length);
        _ended(task);
        count("decided");
    }

    /// @dev Who says so shares what is kept.
    function _findUnavailable(TaskId task, uint16 voters) private {
        Story storage s = stories[task];
        uint256 kept = keptOf(s.t.committeeSize);
        uint256 each = kept / s.t.committeeSize;
        wrong_output_needs_q_attackers(task, UNAVAILABLE, voters);
        s.t.unavailable = true;
        _undecide(task, kept);
        for (uint256 m; m < s.t.committeeSize; ++m) {
            if (has(voters, m)) _toSeat(seatAt(task, m), each);
        }
        _toSink(kept - each * countOf(voters));
        count("foundUnavailable");
    }

    /// @dev What is kept stays in tasks, for the caller.
    function _undecide(TaskId task, uint256 kept) internal {
        Story storage s = stories[task];
        assertTrue(s.t.state == State.Open, "a task is given up once");
        _payTip(task);
        _toCredit(s.t.requester, uint256(s.t.committeeSize) * s.t.share - kept);
        (s.t.state, s.t.closed) = (State.Undecided, true);
        _ended(task);
        count("undecided");
    }

    function _payTip(TaskId task) private {
        Story storage s = stories[task];
        uint256 tip = s.t.roundTip;
        s.t.roundTip = 0;
        if (tip == 0) return;
        address poster = posters[s.round];
        _toCredit(poster == address(0) ? s.t.requester : poster, tip);
        count(poster == address(0) ? "tipReturned" : "tipPaid");
    }

    /* VOTES AFTER THE DECISION */

    /// @dev Paid, or slashed; of a seat that could not pay for a lie the truth is worth nothing, and after an overturn
    /// nobody is paid.
    function _countLate(TaskId task, uint256 m, Digest output) internal {
        Story storage s = stories[task];
        assertTrue(!has(s.t.revealed, m), "a vote is counted once");
        bool isRight = output == rightOutput(task);
        bool isPaid = isRight && !s.appeal.overturned && isStrongAt(task, m);
        s.t.revealed |= bitOf(m);
        s.t.closed = s.t.closed || s.t.revealed == allOf(s.t.committeeSize);
        if (isPaid) {
            s.t.winners |= bitOf(m);
            _toSeat(seatAt(task, m), s.t.share);
        } else {
            _toSink(s.t.share);
        }
        if (!isRight) _paysForLie(task, m, output);
        if (s.appeal.overturned) count(isRight ? "lateTruthOfAppeal" : "lateLieOfAppeal");
        else count(isPaid ? "latePaid" : isRight ? "lateWeak" : "lateLie");
    }

    /// @dev What the last word on a task is.
    function rightOutput(TaskId task) internal view returns (Digest) {
        Story storage s = stories[task];
        return s.appeal.overturned ? stories[s.appeal.task].t.output : s.t.output;
    }

    function lieCostOf(TaskId task) internal view returns (uint256) {
        return lieCost(stories[task].t.share, stories[task].t.appealable);
    }

    /* LOSSES */

    /// @dev A vote that lost. What it costs is held, as the decision may turn out wrong.
    function _paysForLie(TaskId task, uint256 m, Digest vote) private {
        Story storage s = stories[task];
        assertTrue(!has(s.t.punished, m), "no double jeopardy");
        s.t.punished |= bitOf(m);
        ballots[task][m] = Digest.unwrap(vote);
        s.held += _loses(task, m, vote == UNAVAILABLE ? softSlash() : lieCostOf(task), Cause.Lied);
    }

    /// @dev For all lies of a task no more than one costs; an overturn takes the bond beside it.
    function _loses(TaskId task, uint256 m, uint256 penalty, Cause cause) internal returns (uint256 amount) {
        honest_members_keep_their_stake(task, m, penalty, cause);
        if (!isLiable(task)) return 0;
        amount = _fromSeat(seatAt(task, m), penalty);
        if (cause == Cause.Overturned) return amount;
        paidForLies[task][m] += amount;
        assertLe(paidForLies[task][m], lieCostOf(task), "no double jeopardy: one lie a task");
    }

    /// @dev Who told the truth and opened it loses nothing, whichever lane decides, unless a quorum lied; who stayed
    /// away from the court loses half of the least share.
    function honest_members_keep_their_stake(TaskId task, uint256 m, uint256 penalty, Cause cause) private {
        if (isLiar(task, m)) return;
        Story storage s = stories[task];
        if (cause == Cause.Absent) {
            assertTrue(!s.isSettled && !s.t.convened, "honest: absence costs in the court only");
            assertEq(penalty, softSlash(), "honest: absence costs little");
        } else if (cause == Cause.Withheld) {
            assertTrue(has(s.t.committed & ~s.t.revealed, m), "honest: who reveals withholds nothing");
        } else if (cause == Cause.Overturned) {
            bool wasRight = s.t.output == truthOf(task);
            if (wasRight) count("honestOverturned");
            assertTrue(!wasRight || isWrong(s.appeal.task), "honest: only a wrong appeal overturns the truth");
        } else {
            assertTrue(rightOutput(task) != truthOf(task), "honest: the truth costs nothing");
            count("honestOutvoted");
        }
    }

    function isWrong(TaskId task) private view returns (bool) {
        return stories[task].t.output != truthOf(task);
    }

    function wrong_output_needs_q_attackers(TaskId task, Digest output, uint16 winners) private {
        if (output == truthOf(task)) return;
        assertGe(countOf(winners & stories[task].liars), quorumOf(stories[task].t.committeeSize), "wrong_output");
        count("decidedWrongly");
    }
}
