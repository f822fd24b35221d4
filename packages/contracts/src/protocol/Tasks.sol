// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Seed, State} from "../interfaces/ConsensusTypes.sol";
import {ITasks} from "../interfaces/ITasks.sol";
import {EpochWord} from "../libraries/EpochWordLib.sol";
import {APPEALABLE, newTaskWord, tagOf, TaskWord} from "../libraries/TaskWordLib.sol";
import {Committee} from "../types/Committee.sol";
import {Digest} from "../types/Digest.sol";
import {ListId} from "../types/ListId.sol";
import {TaskId} from "../types/TaskId.sol";
import {Draws} from "./Draws.sol";

/// @title Tasks
/// @notice What is asked, where it stands, and what goes back if nobody answers.
abstract contract Tasks is Draws {
    /* ORDERS */

    /// @dev The caller collects the fee. Whether blocks may seed it the caller has checked.
    function _add(address requester, Order memory order, uint256 flags) internal returns (TaskId task) {
        ListId list = _listId(order.model, order.author, order.authorBps);
        uint256 places = _checkOrder(order, list);
        task = _taskId(requester, order);
        if (_tasks[task].state() != State.None) revert TaskExists(task);
        if (flags == 0 && places >= 2 * uint256(order.committeeSize)) flags = APPEALABLE;
        _tasks[task] = newTaskWord(
            order.seed, flags, order.committeeSize, order.share, block.timestamp, _blockNumber(), order.roundTip
        );
        _requesterOrOutput[task] = bytes32(uint256(uint160(requester)));
        emit ITasks.TaskAdded(task, requester, list, order);
    }

    /// @dev Everything that is paid for an order: no sum of so few units overflows.
    function _feeOf(Order memory order) internal pure returns (uint256) {
        return uint256(order.committeeSize) * order.share + order.roundTip;
    }

    function _taskId(address requester, Order memory order) internal view returns (TaskId) {
        return TaskId.wrap(keccak256(abi.encode(block.chainid, address(this), requester, order)));
    }

    /// @return all Places of the whole list: an appeal may ask them all.
    function _checkOrder(Order memory order, ListId list) private view returns (uint256 all) {
        uint8 size = order.committeeSize;
        if (size < MINIMUM_COMMITTEE || size > MAXIMUM_COMMITTEE) {
            // forge-lint: disable-next-line(unsafe-typecast)
            revert CommitteeSizeOutOfRange(size, uint8(MINIMUM_COMMITTEE), uint8(MAXIMUM_COMMITTEE));
        }
        if (order.model.isNone() || order.prompt.isNone()) revert EmptyDigest();
        uint256 share = order.share;
        if (share < MINIMUM_SHARE) revert ShareTooLow(share, MINIMUM_SHARE);
        if (share > HARD_SLASH) revert ShareTooHigh(share, HARD_SLASH);
        if (order.seed == Seed.Block && order.roundTip != 0) revert TipWithoutRound(order.roundTip);
        (EpochWord lengths, uint256 epoch) = (_lists[list].lengths, _epochAt(block.timestamp));
        uint256 reached = lengths.sumAt(_classOf(share), epoch);
        uint256 least = order.minimumPlaces > size ? order.minimumPlaces : size;
        if (reached < least) revert NotEnoughPlaces(reached, least);
        return lengths.sumAt(HIGHEST_CLASS, epoch);
    }

    /* STATES */

    function _known(TaskId task) internal view returns (TaskWord t) {
        t = _tasks[task];
        if (t.state() == State.None) revert TaskUnknown(task);
    }

    function _open(TaskId task) internal view returns (TaskWord t) {
        t = _known(task);
        if (t.state() != State.Open) revert TaskNotOpen(task, t.state());
    }

    function _decided(TaskId task) internal view returns (TaskWord t) {
        t = _known(task);
        if (t.state() != State.Decided) revert TaskNotDecided(task, t.state());
    }

    function _requester(TaskId task) internal view returns (address) {
        return address(uint160(uint256(_requesterOrOutput[task])));
    }

    /// @dev Of a decided task.
    function _output(TaskId task) internal view returns (Digest) {
        return Digest.wrap(_requesterOrOutput[task]);
    }

    /// @dev Of a decided task.
    function _checkCommittee(TaskId task, TaskWord t, Committee committee) internal pure {
        if (t.tag() != tagOf(task, committee)) revert WrongCommittee(task);
    }

    /// @dev The court's committee, written down now if nobody has done it.
    function _drawnOrDraw(TaskId task, TaskWord t, ListId list) internal returns (Committee committee) {
        committee = _drawn[task];
        if (Committee.unwrap(committee) != 0) return committee;
        committee = _drawCommittee(task, t, list);
        _drawn[task] = committee;
        emit ITasks.CommitteeDrawn(task, committee);
    }

    /* PHASES */

    function _commitEnd(TaskWord t) internal view returns (uint256) {
        return _startsAt(t) + COMMIT_WINDOW;
    }

    function _revealEnd(TaskWord t) internal view returns (uint256) {
        return _commitEnd(t) + REVEAL_WINDOW;
    }

    /// @dev From here on no vote counts any more.
    function _deadAt(TaskWord t) internal view returns (uint256) {
        return _revealEnd(t) + PROOF_WINDOW;
    }

    function _checkAlive(TaskId task, TaskWord t) internal view {
        uint256 deadAt = _deadAt(t);
        if (block.timestamp >= deadAt) revert TaskDead(task, deadAt);
    }

    /* MONEY */

    /// @dev The round's tip goes to whoever posted it, or back. Of a task that is being closed.
    function _payRoundTip(TaskId task, TaskWord t, address requester) internal {
        uint256 tip = t.roundTip();
        if (tip == 0) return;
        (bytes32 randomness, address poster) = BEACON.roundOf(_roundFor(t.addedAt()));
        if (randomness == 0) {
            _credit(requester, tip);
            // forge-lint: disable-next-line(unsafe-typecast)
            emit ITasks.RoundTipReturned(task, requester, uint64(tip));
        } else {
            _credit(poster, tip);
            // forge-lint: disable-next-line(unsafe-typecast)
            emit ITasks.RoundTipPaid(task, poster, uint64(tip));
        }
    }

    /// @dev Ends a task without a decision. What is kept goes to `paid`, each the same, the rest to the sink.
    function _undecide(TaskId task, TaskWord t, uint256 kept, uint16 paid) internal {
        address requester = _requester(task);
        uint256 refund = t.size() * t.share() - kept;
        _payRoundTip(task, t, requester);
        _tasks[task] = t.withState(State.Undecided).withoutTip();
        _credit(requester, refund);
        emit ITasks.Undecided(task, requester, refund, kept, paid);
    }
}
