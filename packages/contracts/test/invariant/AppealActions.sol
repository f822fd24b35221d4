// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, State, Task, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {LaneTwoActions} from "./LaneTwoActions.sol";

/// @notice Decisions are questioned by whoever pays; fifteen seats uphold them, overturn them, or cannot agree.
abstract contract AppealActions is LaneTwoActions {
    /* APPEAL */

    function appeal(uint256 t, uint256 person, uint256 fee) external {
        (bool exists, bytes32 task) = pick(decidedTasks, t);
        if (exists && mayAppeal(task)) _appeal(task, anyPerson(person), fee);
    }

    function mayAppeal(bytes32 task) internal view returns (bool) {
        Story storage s = stories[task];
        bool isFree = s.appeal == 0 || consensus.getTask(s.appeal).state == State.Undecided;
        bool inTime = now_() < deadAt(task) + p.appealWindow;
        return s.questions == 0 && isFree && inTime && knowsCommittee(task) && consensus.activeSeats() >= 15;
    }

    function _appeal(bytes32 task, address appellant, uint256 fee) internal returns (bytes32 appealTask) {
        Story storage s = stories[task];
        count(s.appeal == 0 ? "appeal" : "appealAgain");
        Order memory order = Order(MODEL, s.prompt, 15, feeOf(fee, 15), nextNonce());
        uint256 value = fund(appellant, order.fee);
        Terms memory terms = termsOf(task);
        vm.prank(appellant);
        appealTask = consensus.appeal{value: value}(task, terms, order.fee, order.nonce);
        _added(appealTask, appellant, order);
        (s.isDrawn, s.appeal, s.appellant) = (true, appealTask, appellant);
        stories[appealTask].questions = task;
        committee_is_stable(task);
    }

    function termsOf(bytes32 task) internal view returns (Terms memory) {
        Story storage s = stories[task];
        return Terms(s.requester, s.nonce, MODEL, s.prompt);
    }

    /* OVERTURN */

    function overturn(uint256 t) external {
        (bool exists, bytes32 task) = pick(decidedTasks, t);
        if (exists) _tryOverturn(task);
    }

    function _tryOverturn(bytes32 task) internal {
        Story storage s = stories[task];
        if (s.appeal == 0 || s.isOverturned || now_() >= s.addedAt + p.unbondingPeriod) return;
        Task memory questioning = consensus.getTask(s.appeal);
        if (questioning.state != State.Decided) return;
        Task memory t = consensus.getTask(task);
        if (questioning.output == t.output) _upheld(task);
        else _overturn(task, t, questioning.output);
    }

    function _upheld(bytes32 task) private {
        vm.expectRevert(abi.encodeWithSelector(IConsensus.AppealUpheld.selector, task, stories[task].appeal));
        consensus.overturn(task);
        count("upheld");
    }

    function _overturn(bytes32 task, Task memory t, bytes32 output) private {
        Story storage s = stories[task];
        Books memory expected = books();
        uint256 sink = expected.sink;
        uint256 slashed = _takeBonds(expected, task, t, output);
        uint256 repaid = _repay(expected, task, t, output, slashed);
        uint256 reward = rewardOf(slashed - repaid, stories[s.appeal].fee);
        credited(expected, s.appellant, reward);
        expected.sink += slashed - repaid - reward;
        assertEq(slashed, repaid + reward + expected.sink - sink, "what winners lose goes to somebody");
        consensus.overturn(task);
        _assertBooks(expected);
        s.isOverturned = true;
        output_is_final(task, consensus.getTask(task));
        result_is_of_its_task(consensus, task, t);
        count(output == truthOf(task) ? "overturnedByHonest" : "overturnedByLiars");
        if (repaid != 0) count("repaid");
    }

    /// @dev 6 and 7. The whole bond, once, beside what a contradiction cost; of an honest winner only if liars held a
    /// quorum of fifteen.
    function _takeBonds(Books memory expected, bytes32 task, Task memory t, bytes32 output)
        private
        returns (uint256 slashed)
    {
        for (uint256 m; m < t.committeeSize; ++m) {
            if (t.winners & (1 << m) == 0) continue;
            assertTrue(isLiar(task, m) || output != truthOf(task), "honest_never_hard_slashed: overturned");
            slashed += _loses(expected, task, m, p.bond);
        }
    }

    /// @dev Who was slashed for what is now found right, in the order of the members, as long as it can be repaid
    /// whole.
    function _repay(Books memory expected, bytes32 task, Task memory t, bytes32 output, uint256 pool)
        private
        view
        returns (uint256 repaid)
    {
        for (uint256 m; m < t.committeeSize; ++m) {
            bool isWronged = t.winners & (1 << m) == 0 && lostWith[task][m] == output;
            if (!isWronged || repaid + hardSlash() > pool) continue;
            expected.balances[slot_reuse_is_safe(task, m)] += hardSlash();
            repaid += hardSlash();
        }
    }

    /// @dev The appellant's fee, and as much again.
    function rewardOf(uint256 pool, uint256 fee) private pure returns (uint256) {
        return pool < 2 * fee ? pool : 2 * fee;
    }
}
