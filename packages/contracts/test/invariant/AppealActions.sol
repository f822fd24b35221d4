// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Appeal, Order, Seed, State} from "../../src/interfaces/ConsensusTypes.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {LateVoteActions} from "./LateVoteActions.sol";

/// @notice Decisions are questioned by whoever pays; up to fifteen seats uphold them, overturn them, or cannot agree.
abstract contract AppealActions is LateVoteActions {
    /* APPEAL */

    function appeal(uint256 t, uint256 person, uint256 dice) external {
        (bool exists, TaskId task) = pick(decidedTasks, t);
        if (exists && mayAppeal(task)) _appeal(task, anyPerson(person), dice);
    }

    function mayAppeal(TaskId task) internal view returns (bool) {
        Story storage s = stories[task];
        if (!isDecided(task) || s.t.isAppeal || !s.t.appealable || isWindowOver(task)) return false;
        (uint256 asked,) = appealSizeOf(task);
        return asked >= s.t.committeeSize && (s.appeal.task.isNone() || mayRepeat(task));
    }

    function mayRepeat(TaskId task) internal view returns (bool) {
        Appeal storage a = stories[task].appeal;
        return stories[a.task].t.state == State.Undecided && a.attempts < MAXIMUM_ATTEMPTS;
    }

    /// @dev The whole list, without the first committee where it is large; fifteen at most.
    function appealSizeOf(TaskId task) internal view returns (uint256 asked, bool excludes) {
        uint256 size = stories[task].t.committeeSize;
        asked = placesOf(stories[task].list);
        excludes = asked >= 4 * size;
        if (excludes) asked -= size;
        if (asked > 15) asked = 15;
    }

    function _appeal(TaskId task, address appellant, uint256 dice) internal returns (TaskId appealTask) {
        Story storage s = stories[task];
        (Order memory order, bool excludes) = appealOrderOf(task, dice);
        uint256 deposit = uint256(p.bond) * countOf(s.t.winners) / 10;
        bool isBlind = isSilenceShown(s.appeal.task);
        uint32 roundTip = order.roundTip;
        if (isBlind) (order.seed, order.roundTip) = (Seed.Block, 0);
        uint256 value = fund(appellant, feeOf(order) + deposit);
        vm.prank(appellant);
        appealTask = consensus.appeal{value: value}(s.terms, s.committee, order.share, roundTip, order.nonce);
        if (!s.appeal.task.isNone() && !s.appeal.concluded) _endAppeal(task);
        _added(appealTask, appellant, order, s.list);
        inTasks += deposit;
        s.appeal = Appeal(appealTask, appellant, uint64(deposit), s.appeal.attempts + 1, false, false);
        (stories[appealTask].questions, stories[appealTask].excludes) = (task, excludes);
        (stories[appealTask].t.isAppeal, stories[appealTask].t.appealable) = (true, false);
        stories[appealTask].isUnavailable = s.isUnavailable;
        count(
            isBlind ? "appealByBlock" : s.appeal.attempts > 1 ? "appealAgain" : excludes ? "appealToOthers" : "appeal"
        );
    }

    function appealOrderOf(TaskId task, uint256 dice) private returns (Order memory order, bool excludes) {
        uint256 asked;
        (asked, excludes) = appealSizeOf(task);
        order = stories[task].terms.order;
        (order.committeeSize, order.seed, order.minimumPlaces) = (uint8(asked), Seed.Beacon, 0);
        order.share = uint64(bound(dice, priceOf(CLASSES - 1), hardSlash()));
        (order.roundTip, order.nonce) = (uint32(dice >> 16), nextNonce());
    }

    /// @dev The round that an appeal waited for did not come for as long as the beacon may be silent.
    function isSilenceShown(TaskId appealTask) internal view returns (bool) {
        if (appealTask.isNone() || stories[appealTask].t.seed == Seed.Block) return false;
        return now_() >= stories[appealTask].t.addedAt + p.outage && rounds[stories[appealTask].round] == 0;
    }

    /* CONCLUDE */

    function conclude(uint256 t) external {
        (bool exists, TaskId task) = pick(decidedTasks, t);
        if (exists && stories[task].t.isAppeal) task = stories[task].questions;
        if (exists && mayConclude(task)) _conclude(task);
    }

    function mayConclude(TaskId task) internal view returns (bool) {
        Appeal storage a = stories[task].appeal;
        return !a.task.isNone() && !a.concluded && !isOpen(a.task);
    }

    function _conclude(TaskId task) internal {
        Story storage s = stories[task];
        consensus.conclude(task, s.committee);
        if (!isDecided(s.appeal.task)) return _endAppeal(task);
        Digest output = stories[s.appeal.task].t.output;
        s.appeal.concluded = true;
        if (output != s.t.output) return _overturn(task, output);
        _toSink(s.appeal.deposit);
        count("upheld");
    }

    function _endAppeal(TaskId task) private {
        Appeal storage a = stories[task].appeal;
        a.concluded = true;
        bool isLost = stories[a.task].t.unavailable;
        if (isLost) _toSink(a.deposit);
        else _toCredit(a.appellant, a.deposit);
        count(isLost ? "appealWithoutPrompt" : "appealFoundNothing");
    }

    /* OVERTURN */

    /// @dev Winners lose their bonds; who was slashed for what is now found right is repaid, the appellant gets its
    /// deposit and up to its fee, the sink the rest.
    function _overturn(TaskId task, Digest output) private {
        Story storage s = stories[task];
        s.appeal.overturned = true;
        s.t.punished |= s.t.winners;
        uint256 pool = _slashAll(task, s.t.winners, p.bond, Cause.Overturned) + s.held;
        s.held = 0;
        uint256 rest = pool - _repay(task, output, pool);
        uint256 fee = uint256(stories[s.appeal.task].t.committeeSize) * stories[s.appeal.task].t.share;
        uint256 reward = rest < fee ? rest : fee;
        _toCredit(s.appeal.appellant, s.appeal.deposit + reward);
        _toSink(rest - reward);
        count(output == truthOf(task) ? "overturnedByHonest" : "overturnedByLiars");
    }

    /// @dev What each lost, in the order of the members, as far as there is enough, and as long as slots are theirs.
    function _repay(TaskId task, Digest output, uint256 pool) private returns (uint256 repaid) {
        Story storage s = stories[task];
        if (!isLiable(task)) return 0;
        for (uint256 m; m < s.t.committeeSize; ++m) {
            bool isWronged = has(s.t.revealed & ~s.t.winners, m) && paidForLies[task][m] != 0;
            if (!isWronged || ballots[task][m] != Digest.unwrap(output)) continue;
            uint256 lost = paidForLies[task][m];
            uint256 amount = lost < pool - repaid ? lost : pool - repaid;
            repaid += amount;
            _toSeat(seatAt(task, m), amount);
            count("repaid");
        }
    }

    /* RELEASE */

    function release(uint256 t) external {
        (bool exists, TaskId task) = pick(decidedTasks, t);
        if (exists && mayRelease(task)) _release(task);
    }

    function mayRelease(TaskId task) internal view returns (bool) {
        return stories[task].held != 0 && (isFinalNow(task) || !isLiable(task));
    }

    function _release(TaskId task) internal {
        consensus.release(task);
        _toSink(stories[task].held);
        stories[task].held = 0;
        count("release");
    }
}
