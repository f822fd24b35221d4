// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seed, State} from "../../src/interfaces/ConsensusTypes.sol";
import {EpochWord} from "../../src/libraries/EpochWordLib.sol";
import {SeatWord, seatWord} from "../../src/libraries/SeatWordLib.sol";
import {IS_APPEAL, newTaskWord, TaskWord} from "../../src/libraries/TaskWordLib.sol";
import {Symbolic} from "./Symbolic.sol";

/// @notice Words with several fields, for all their values: what goes in comes out, and nothing else changes.
contract WordsSymbolic is Symbolic {
    /* SEATS */

    function check_seatWord_isWhatWentIn(address key, uint56 balance) external pure {
        SeatWord word = seatWord(key, balance);
        assert(word.signer() == key && word.balance() == balance && word.to() == 0 && !word.hasFormer());
    }

    function check_withSigner_changesTheSigner(uint256 raw, address key) external pure {
        SeatWord before = SeatWord.wrap(raw);
        SeatWord word = before.withSigner(key);
        assert(word.signer() == key && word.hasFormer());
        assert(word.balance() == before.balance() && word.to() == before.to());
    }

    function check_withTo_changesTheTime(uint256 raw, uint32 time) external pure {
        SeatWord before = SeatWord.wrap(raw);
        SeatWord word = before.withTo(time);
        assert(word.to() == time);
        assert(word.signer() == before.signer() && word.balance() == before.balance());
        assert(word.hasFormer() == before.hasFormer());
    }

    function check_withBalance_changesTheBalance(uint256 raw, uint56 balance) external pure {
        SeatWord before = SeatWord.wrap(raw);
        SeatWord word = before.withBalance(balance);
        assert(word.balance() == balance);
        assert(word.signer() == before.signer() && word.to() == before.to());
        assert(word.hasFormer() == before.hasFormer());
    }

    /* TASKS */

    function check_newTaskWord_isWhatWentIn(
        bool drand,
        uint8 size,
        uint64 share,
        uint32 time,
        uint40 number,
        uint32 tip
    ) external pure {
        vm.assume(size >= 3 && size <= 15);
        Seed seed = drand ? Seed.Beacon : Seed.Block;
        TaskWord word = newTaskWord(seed, IS_APPEAL, size, share, time, number, tip);
        assert(word.state() == State.Open && word.seed() == seed && word.has(IS_APPEAL));
        assert(word.size() == size && word.share() == share && word.addedAt() == time);
        assert(word.addedIn() == number && word.roundTip() == tip);
        assert(word.committed() == 0 && word.revealed() == 0 && word.winners() == 0 && word.punished() == 0);
    }

    function check_withState_changesTheState(uint256 raw) external pure {
        TaskWord before = _task(raw);
        TaskWord word = before.withState(State.Undecided);
        assert(word.state() == State.Undecided);
        assert(TaskWord.unwrap(word) >> 2 == raw >> 2);
    }

    /// @dev Sets of members only grow, each for itself.
    function check_members_areKeptApart(uint256 raw, uint16 more) external pure {
        TaskWord before = _task(raw);
        (uint16 committed, uint16 revealed) = (before.committed(), before.revealed());
        (uint16 winners, uint16 punished) = (before.winners(), before.punished());
        _checkMembers(before.withCommitted(more), raw, 16, committed | more, revealed, winners, punished);
        _checkMembers(before.withRevealed(more), raw, 32, committed, revealed | more, winners, punished);
        _checkMembers(before.withWinners(more), raw, 48, committed, revealed, winners | more, punished);
        _checkMembers(before.withPunished(more), raw, 64, committed, revealed, winners, punished | more);
    }

    function check_withoutTip_keepsTheRest(uint256 raw) external pure {
        TaskWord before = _task(raw);
        TaskWord word = before.withoutTip();
        assert(word.roundTip() == 0 && word.addedIn() == before.addedIn());
        assert(_belowTag(word) == _belowTag(before));
    }

    function check_withTag_keepsTheRest(uint256 raw, uint80 tag) external pure {
        TaskWord before = _task(raw);
        TaskWord word = before.withTag(tag);
        assert(word.tag() == tag && _belowTag(word) == _belowTag(before));
    }

    /* EPOCHS */

    /// @dev What is written in an epoch changes nothing for tasks of this epoch and of the one before.
    function check_put_leavesTasksThatAreThere(uint256 raw, uint8 lane, uint16 value, uint32 epoch, uint8 other)
        external
        pure
    {
        EpochWord before = _written(raw, lane, epoch, other);
        EpochWord word = before.put(lane, value, epoch);
        assert(word.valueAt(other, epoch) == before.valueAt(other, epoch));
        assert(word.valueAt(other, epoch - 1) == before.valueAt(other, epoch - 1));
    }

    /// @dev It is there from the next epoch on, in its lane only.
    function check_put_countsFromTheNextEpoch(uint256 raw, uint8 lane, uint16 value, uint32 epoch, uint8 other)
        external
        pure
    {
        EpochWord before = _written(raw, lane, epoch, other);
        EpochWord word = before.put(lane, value, epoch);
        uint256 expected = other == lane ? value : before.latest(other);
        assert(word.latest(other) == expected);
        assert(word.valueAt(other, uint256(epoch) + 1) == expected);
    }

    function check_sumAt_isTheSum(uint256 raw, uint8 last, uint32 epoch) external pure {
        vm.assume(last < 4);
        EpochWord word = EpochWord.wrap(raw);
        uint256 sum;
        for (uint256 lane; lane < 4; ++lane) {
            if (lane <= last) sum += word.valueAt(lane, epoch);
        }
        assert(word.sumAt(last, epoch) == sum);
    }

    /* PRIVATE */

    /// @dev A state that there is.
    function _task(uint256 raw) private pure returns (TaskWord) {
        vm.assume(raw & 3 <= uint256(type(State).max));
        return TaskWord.wrap(raw);
    }

    /// @dev Nothing is written for an epoch before the last one that was written in.
    function _written(uint256 raw, uint8 lane, uint32 epoch, uint8 other) private pure returns (EpochWord) {
        vm.assume(lane < 4 && other < 4 && epoch > 0 && epoch < type(uint32).max && raw & type(uint32).max <= epoch);
        return EpochWord.wrap(raw);
    }

    function _belowTag(TaskWord word) private pure returns (uint256) {
        return TaskWord.unwrap(word) & ((1 << 176) - 1);
    }

    function _checkMembers(
        TaskWord word,
        uint256 raw,
        uint256 shift,
        uint16 committed,
        uint16 revealed,
        uint16 winners,
        uint16 punished
    ) private pure {
        assert(word.committed() == committed && word.revealed() == revealed);
        assert(word.winners() == winners && word.punished() == punished);
        uint256 others = ~(uint256(0xffff) << shift);
        assert(TaskWord.unwrap(word) & others == raw & others);
    }
}
