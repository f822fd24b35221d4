// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../interfaces/ConsensusTypes.sol";
import {ITasks} from "../interfaces/ITasks.sol";
import {BitmapLib} from "../libraries/BitmapLib.sol";
import {CommitteeLib} from "../libraries/CommitteeLib.sol";
import {MoneyLib} from "../libraries/MoneyLib.sol";
import {SeatWord} from "../libraries/SeatWordLib.sol";
import {Tally, TallyLib} from "../libraries/TallyLib.sol";
import {APPEALABLE, tagOf, TaskWord, UNAVAILABLE_FOUND} from "../libraries/TaskWordLib.sol";
import {Committee} from "../types/Committee.sol";
import {Digest} from "../types/Digest.sol";
import {TaskId} from "../types/TaskId.sol";
import {Tasks} from "./Tasks.sol";

/// @title Verdicts
/// @notice What follows from votes, whichever lane brought them.
abstract contract Verdicts is Tasks {
    using BitmapLib for uint16;
    using CommitteeLib for Committee;
    using TallyLib for Tally;

    /* QUORUM */

    /// @dev Pays every seat that gave the output and slashes every seat that gave another. What is not known yet may
    /// still come until the task is dead: its shares stay here.
    /// @param tally Of the votes that count; of those that do not, the word knows that they are known.
    function _decide(TaskId task, TaskWord t, Committee committee, Tally memory tally, Digest output, uint16 winners)
        internal
    {
        _payRoundTip(task, t, address(0));
        t = t.withState(State.Decided).withWinners(winners);
        uint16 losers = t.revealed() & ~winners;
        uint16 wrong;
        if (losers != 0) {
            wrong = _votersOf(tally) & ~winners;
            t = t.withPunished(wrong);
            _oweSink(t.share() * losers.count());
        }
        _tasks[task] = t.withTag(tagOf(task, committee));
        _requesterOrOutput[task] = Digest.unwrap(output);
        _rewardAll(committee, winners, t.share());
        if (losers != wrong) emit ITasks.VotesUncounted(task, losers ^ wrong);
        emit ITasks.Decided(task, output, winners, committee);
        if (wrong != 0) _punishWrong(task, t, committee, tally, output);
    }

    /// @dev A quorum found the input unavailable: who said so shares what is kept of the fee.
    function _refundUnavailable(TaskId task, TaskWord t, Committee committee, uint16 voters) internal {
        uint256 kept = MoneyLib.kept(MINIMUM_SHARE, t.size());
        uint256 each = kept / t.size();
        _undecide(task, t.with(UNAVAILABLE_FOUND), kept, voters);
        _oweSink(kept - each * voters.count());
        _rewardAll(committee, voters, each);
    }

    /// @dev Whose votes count.
    function _votersOf(Tally memory tally) internal pure returns (uint16 voters) {
        for (uint256 i; i < tally.count; ++i) {
            voters |= tally.voters[i];
        }
    }

    /// @dev Counts what was opened in the court, of seats that could pay for a lie.
    function _tallyRevealed(TaskId task, TaskWord t, Committee committee, Tally memory tally) internal view {
        uint16 revealed = t.revealed();
        for (uint256 member; member < t.size(); ++member) {
            if (!revealed.has(member) || !_isStrong(_seats[committee.seatAt(member)])) continue;
            tally.add(Digest.wrap(_ballots[task][member]), BitmapLib.bit(member));
        }
    }

    /* SINGLE VOTES */

    /// @dev A vote that came after the decision. Its share is the seat's, or the sink's. One of a seat that could not
    /// pay for a lie is known and counts for nothing. After an overturn nobody is paid any more, and who gives what the
    /// appeal found loses nothing: nobody would repay it.
    function _countLate(TaskId task, TaskWord t, uint256 member, uint16 seat, Digest output) internal {
        uint16 its = BitmapLib.bit(member);
        t = t.withRevealed(its);
        bool isOverturned = _appeals[task].overturned;
        bool isRight = output == (isOverturned ? _output(_appeals[task].task) : _output(task));
        SeatWord word = _seats[seat];
        if (isRight && !isOverturned && _isStrong(word)) {
            _tasks[task] = t.withWinners(its);
            return _reward(seat, word, t.share());
        }
        _oweSink(t.share());
        if (isRight) {
            _tasks[task] = t;
            return;
        }
        _tasks[task] = t.withPunished(its);
        _ballots[task][member] = Digest.unwrap(output);
        _charge(task, t, member, seat, _penaltyOf(t, output));
    }

    /// @dev What a vote costs that did not win.
    function _penaltyOf(TaskWord t, Digest output) internal view returns (uint256) {
        return output == UNAVAILABLE_OUTPUT ? MoneyLib.softSlash(MINIMUM_SHARE) : _lieCost(t);
    }

    /// @dev What a lie costs. Where nobody can appeal it is the share alone: more would let a quorum of a small list
    /// take more from the rest than the asking costs it.
    function _lieCost(TaskWord t) internal view returns (uint256) {
        return MoneyLib.lieCost(HARD_SLASH, t.share(), t.has(APPEALABLE) ? MINIMUM_SHARE : 0);
    }

    /// @dev Notes what a seat did not have of what its vote cost, so that no more is given back than it lost.
    function _noteUnpaid(TaskId task, uint256 member, uint256 penalty, uint256 slashed) internal {
        if (slashed != penalty) _unpaid[task][member] += penalty - slashed;
    }

    /* PRIVATE */

    function _rewardAll(Committee committee, uint256 rest, uint256 amount) private {
        for (uint256 member; rest != 0; rest >>= 1) {
            if (rest & 1 != 0) {
                uint256 seat = committee.seatAt(member);
                _reward(seat, _seats[seat], amount);
            }
            unchecked {
                ++member; // at most 15
            }
        }
    }

    /// @dev Slashes a seat of a decided task and holds what it lost until the decision is final.
    function _charge(TaskId task, TaskWord t, uint256 member, uint16 seat, uint256 penalty) private {
        uint256 slashed = _slash(task, seat, penalty, t.addedAt(), true);
        if (slashed != 0) _held[task] += slashed;
        _noteUnpaid(task, member, penalty, slashed);
    }

    function _punishWrong(TaskId task, TaskWord t, Committee committee, Tally memory tally, Digest output) private {
        for (uint256 i; i < tally.count; ++i) {
            Digest given = tally.outputs[i];
            if (given != output) _punishChoice(task, t, committee, given, tally.voters[i]);
        }
    }

    function _punishChoice(TaskId task, TaskWord t, Committee committee, Digest given, uint16 voters) private {
        uint256 penalty = _penaltyOf(t, given);
        for (uint256 member; member < t.size(); ++member) {
            if (!voters.has(member)) continue;
            // Of lane 1 nothing else keeps it, and an appeal may find that it was right.
            _ballots[task][member] = Digest.unwrap(given);
            _charge(task, t, member, committee.seatAt(member), penalty);
        }
    }
}
