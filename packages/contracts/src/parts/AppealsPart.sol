// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Appeal, BlockSeeds, Order, Parameters, Seed, State, Terms} from "../interfaces/ConsensusTypes.sol";
import {IAppeals} from "../interfaces/IAppeals.sol";
import {BitmapLib} from "../libraries/BitmapLib.sol";
import {CommitteeLib} from "../libraries/CommitteeLib.sol";
import {MoneyLib} from "../libraries/MoneyLib.sol";
import {APPEALABLE, IS_APPEAL, TaskWord, UNAVAILABLE_FOUND} from "../libraries/TaskWordLib.sol";
import {Deployment} from "../protocol/Deployment.sol";
import {Finality} from "../protocol/Finality.sol";
import {Committee} from "../types/Committee.sol";
import {Digest} from "../types/Digest.sol";
import {TaskId} from "../types/TaskId.sol";

/// @title AppealsPart
/// @notice A larger committee says whether a decision was right, and what follows if it was not.
contract AppealsPart is IAppeals, Finality {
    using BitmapLib for uint16;
    using CommitteeLib for Committee;

    constructor(Parameters memory p) Deployment(p) {}

    /* FUNCTIONS */

    /// @inheritdoc IAppeals
    function appeal(Terms calldata terms, Committee committee, uint64 share, uint32 roundTip, uint64 nonce)
        external
        payable
        returns (TaskId appealTask)
    {
        TaskId task = _taskId(terms.requester, terms.order);
        TaskWord t = _decided(task);
        _checkAppealable(task, t, committee);
        (Order memory order, bool excludes) = _orderOf(terms.order, t.size(), share, roundTip, nonce);
        if (_isSilenceShown(_appeals[task].task) && BLOCK_SEEDS != BlockSeeds.Never) {
            (order.roundTip, order.seed) = (0, Seed.Block);
        }
        appealTask = _add(msg.sender, order, IS_APPEAL);
        if (excludes) _excluded[appealTask] = _padded(committee, t.size());
        uint256 deposit = MoneyLib.appealDeposit(BOND, t.winners().count());
        uint8 attempts = _appeals[task].attempts + 1;
        // A tenth of fifteen bonds.
        // forge-lint: disable-next-line(unsafe-typecast)
        _appeals[task] = Appeal(appealTask, msg.sender, uint64(deposit), attempts, false, false);
        // forge-lint: disable-next-line(unsafe-typecast)
        emit Appealed(task, appealTask, msg.sender, uint64(deposit));
        _collect(_feeOf(order) + deposit);
    }

    /// @inheritdoc IAppeals
    function conclude(TaskId task, Committee committee) external {
        Appeal storage a = _appeals[task];
        if (a.task.isNone()) revert NotAppealed(task);
        if (a.concluded) revert AlreadyConcluded(task);
        TaskWord found = _tasks[a.task];
        if (found.state() == State.Open) revert TaskNotDecided(a.task, State.Open);
        if (found.state() == State.Undecided) return _end(task, a, found);
        Digest output = _output(a.task);
        a.concluded = true;
        if (output != _output(task)) return _overturn(task, committee, a, found, output);
        _oweSink(a.deposit);
        emit AppealEnded(task, a.task, true, a.deposit);
    }

    /// @inheritdoc IAppeals
    function release(TaskId task) external {
        TaskWord t = _decided(task);
        uint256 amount = _held[task];
        if (amount == 0) revert NothingToRelease(task);
        // From here on nobody is liable any more, whatever became of the appeal.
        bool isOver = block.timestamp >= t.addedAt() + UNBONDING_PERIOD;
        if (!isOver && !_isFinal(task, t)) revert NotFinal(task);
        _held[task] = 0;
        _oweSink(amount);
        emit Released(task, amount);
    }

    /* CHECKS */

    function _checkAppealable(TaskId task, TaskWord t, Committee committee) private {
        if (t.has(IS_APPEAL)) revert AppealIsFinal(task);
        if (!t.has(APPEALABLE)) revert NotAppealable(task);
        _checkCommittee(task, t, committee);
        Appeal storage a = _appeals[task];
        if (!a.task.isNone()) {
            TaskWord found = _tasks[a.task];
            bool again = found.state() == State.Undecided && a.attempts < MAXIMUM_ATTEMPTS;
            if (!again) revert AlreadyAppealed(task, a.task);
            if (!a.concluded) _end(task, a, found);
        }
        uint256 closedAt = _appealableUntil(t, a.attempts);
        if (_isWindowOver(closedAt)) revert AppealClosed(task, closedAt);
    }

    /// @dev The whole list is asked, so that no price chooses who judges. In a small list the first committee is asked
    /// again: without it a minority would be enough to keep the rest from a quorum.
    function _orderOf(Order calldata first, uint256 size, uint64 share, uint32 roundTip, uint64 nonce)
        private
        view
        returns (Order memory order, bool excludes)
    {
        if (share < _priceOf(HIGHEST_CLASS)) revert ShareTooLow(share, _priceOf(HIGHEST_CLASS));
        (uint256 asked, bool excluded) = _appealSizeOf(first, size);
        if (asked < size) revert NotEnoughPlaces(asked, size);
        order = first;
        // At most fifteen.
        // forge-lint: disable-next-line(unsafe-typecast)
        (order.committeeSize, order.share, order.nonce) = (uint8(asked), share, nonce);
        (order.minimumPlaces, order.roundTip, order.seed) = (0, roundTip, Seed.Beacon);
        return (order, excluded);
    }

    /// @dev All fifteen places are somebody's, so that no empty one stands for seat 0.
    function _padded(Committee committee, uint256 size) private pure returns (Committee padded) {
        padded = committee;
        for (uint256 member = size; member < MAXIMUM_COMMITTEE; ++member) {
            padded = padded.withSeat(member, committee.seatAt(0));
        }
    }

    /* CONSEQUENCES */

    /// @dev The appeal found nothing: what it risked goes back, unless it did not get the prompt. Whoever appeals has
    /// it, and would else show it only to a committee that suits.
    function _end(TaskId task, Appeal storage a, TaskWord found) private {
        a.concluded = true;
        uint64 lost = found.has(UNAVAILABLE_FOUND) ? a.deposit : 0;
        _oweSink(lost);
        _credit(a.appellant, a.deposit - lost);
        emit AppealEnded(task, a.task, false, lost);
    }

    function _overturn(TaskId task, Committee committee, Appeal storage a, TaskWord found, Digest output) private {
        TaskWord t = _tasks[task];
        _checkCommittee(task, t, committee);
        a.overturned = true;
        _tasks[task] = t.withPunished(t.winners());
        uint256 slashed = _slashWinners(task, t, committee) + _held[task];
        _held[task] = 0;
        uint256 repaid = _repay(task, t, committee, output, slashed);
        uint256 fee = found.size() * found.share();
        uint256 reward = slashed - repaid < fee ? slashed - repaid : fee;
        _credit(a.appellant, a.deposit + reward);
        _oweSink(slashed - repaid - reward);
        emit Overturned(task, a.task, output, slashed, repaid, reward, a.deposit);
    }

    /// @dev A wrong answer costs the whole bond of everybody who was paid for it.
    function _slashWinners(TaskId task, TaskWord t, Committee committee) private returns (uint256 slashed) {
        uint16 winners = t.winners();
        for (uint256 member; member < t.size(); ++member) {
            if (winners.has(member)) slashed += _slash(task, committee.seatAt(member), BOND, t.addedAt(), true);
        }
    }

    /// @dev Gives back what they lost to those who were slashed for the right output, in the order of the members, as
    /// far as the pool goes. Nobody is repaid once slots may be somebody else's.
    function _repay(TaskId task, TaskWord t, Committee committee, Digest output, uint256 pool)
        private
        returns (uint256 repaid)
    {
        if (block.timestamp >= t.addedAt() + UNBONDING_PERIOD) return 0;
        uint256 cost = _lieCost(t);
        uint16 lost = t.punished() & t.revealed() & ~t.winners();
        for (uint256 member; member < t.size(); ++member) {
            if (!lost.has(member) || _ballots[task][member] != Digest.unwrap(output)) continue;
            uint256 amount = cost - _unpaid[task][member];
            if (amount > pool - repaid) amount = pool - repaid;
            if (amount == 0) continue;
            repaid += amount;
            uint16 seat = committee.seatAt(member);
            _reward(seat, _seats[seat], amount);
            // Part of a bond.
            // forge-lint: disable-next-line(unsafe-typecast)
            emit Repaid(task, seat, uint64(amount));
        }
    }
}
