// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {Sequences} from "./Sequences.sol";
import {World} from "./World.sol";

/// @notice Everything anybody can do, in any order. Each action does something that must succeed, or nothing, or
/// something that must be refused; what must hold after it is asserted here and in the contracts that this one is made
/// of.
contract Handler is Sequences {
    /// @dev Of the tasks of the past this many are looked at after each step, by turns, and all of them at the end.
    uint256 private constant LOOKED_AT = 3;

    constructor(IConsensus c) World(c) {}

    /* ACTIONS */

    /// @dev The frequent ones as often as they are named.
    function actions() external pure returns (bytes4[] memory selectors) {
        bytes4[34] memory list = [
            this.join.selector,
            this.exit.selector,
            this.withdrawSeat.selector,
            this.claim.selector,
            this.addTask.selector,
            this.addLargeTask.selector,
            this.addTasks.selector,
            this.draw.selector,
            this.cancel.selector,
            this.settle.selector,
            this.settleWithQuorum.selector,
            this.settleMany.selector,
            this.punish.selector,
            this.commit.selector,
            this.commitAll.selector,
            this.reveal.selector,
            this.revealAll.selector,
            this.finalize.selector,
            this.trial.selector,
            this.appeal.selector,
            this.overturn.selector,
            this.dispute.selector,
            this.lapse.selector,
            this.renew.selector,
            this.withdraw.selector,
            this.sweepTreasury.selector,
            this.sweepSink.selector,
            this.force.selector,
            this.pass.selector,
            this.trespassOnSeat.selector,
            this.trespassOnTask.selector,
            this.trespassOnSettlement.selector,
            this.trespassInCourt.selector,
            this.trespassOnVerdict.selector
        ];
        selectors = new bytes4[](list.length);
        for (uint256 i; i < list.length; ++i) {
            selectors[i] = list[i];
        }
    }

    function names() public pure override returns (string[] memory) {
        return vm.split(
            "join exit withdrawSeat claim slotReused ejected "
            "addTask addTasks draw cancel tooFewSeats decided decidedWrongly refunded penalty "
            "settle settleAfterCommit settleWithoutAllByRequester settleWithoutAllByStranger settleWithoutQuorum "
            "settleMany settleManyPassesOver punishWinner punishAbsent punishMore "
            "commit reveal finalize finalizeDead courtAfterLaneOne "
            "appeal appealAgain upheld overturnedByHonest overturnedByLiars repaid "
            "withdraw sweepTreasury sweepSink force pass "
            "withdrawNothing withdrawStaying withdrawEarly withdrawAnothers joinTwice claimStake "
            "orderTwice drawInItsBlock drawUndecided drawTwice drawExpired cancelDecided cancelAnswerable "
            "settleDead settleWithoutAll settleUnsealed settleAnothersVote settleTwice "
            "commitLate commitTwice commitForAnother "
            "revealUncommitted revealEarly revealLate revealTwice revealCopied finalizeEarly finalizeTwice "
            "punishDead punishTwice punishExpired punishForAnothersVote punishAgreement punishUnavailable punishOverturned "
            "appealOfAppeal appealTwice appealLate appealExpired "
            "overturnUnappealed overturnUnanswered overturnTwice overturnLate",
            " "
        );
    }

    /* INVARIANTS */

    /// @dev After each step: of the whole, and of a few tasks.
    function checkStep() external view {
        Seat[] memory seats = seatsOf(consensus);
        _checkWhole(seats);
        if (seats.length != 0) names_each_other(consensus, seats, total % seats.length);
        for (uint256 i; i < LOOKED_AT && i < tasks.length; ++i) {
            _checkTask(tasks[(LOOKED_AT * total + i) % tasks.length]);
        }
    }

    /// @dev At the end of a sequence: of everything.
    function checkAll() external view {
        Seat[] memory seats = seatsOf(consensus);
        _checkWhole(seats);
        one_seat_a_signer(consensus, seats);
        for (uint256 i; i < tasks.length; ++i) {
            _checkTask(tasks[i]);
        }
    }

    function _checkWhole(Seat[] memory seats) private view {
        uint256 owed;
        for (uint256 i; i < openTasks.length; ++i) {
            owed += stories[openTasks[i]].fee;
        }
        for (uint256 i; i < PEOPLE; ++i) {
            owed += consensus.credit(personAt(i));
        }
        conservation(consensus, p.asset, seats, owed, forced);
        active_counts(consensus, seats);
        ejected_below_half(seats, p);
        stake_locked(seats);
        owed_monotone();
    }

    function _checkTask(bytes32 task) private view {
        Task memory t = consensus.getTask(task);
        output_is_final(task, t);
        committee_is_stable(task);
        bitmaps(t);
        winner_has_quorum(t);
        result_is_of_its_task(consensus, task, t);
    }

    /* THE END */

    /// @dev 15. Whatever happened, a stranger closes every task.
    function no_stuck_fee() external {
        skip(uint256(p.commitWindow) + p.revealWindow);
        while (openTasks.length != 0) {
            vm.prank(STRANGER);
            _finalize(openTasks[openTasks.length - 1]);
        }
    }

    /// @dev 16. Every owner gets its balance, and when all are paid nothing is left but what was forced in.
    function no_stuck_stake() external {
        Seat[] memory seats = seatsOf(consensus);
        for (uint16 seat; seat < seats.length; ++seat) {
            if (seats[seat].signer == address(0) || seats[seat].to != 0) continue;
            vm.prank(seats[seat].owner);
            consensus.exit(seat);
        }
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        seats = seatsOf(consensus);
        for (uint16 seat; seat < seats.length; ++seat) {
            if (seats[seat].signer != address(0)) _withdrawSeat(seat, seats[seat]);
        }
        for (uint256 i; i < PEOPLE; ++i) {
            if (consensus.credit(personAt(i)) != 0) _withdraw(personAt(i));
        }
        if (consensus.owedTreasury() != 0) _sweepTreasury();
        if (consensus.owedSink() != 0) _sweepSink();
        assertEq(holdingsOf(address(consensus)), forced, "no_stuck_stake: everybody is paid");
        assertEq(consensus.activeSeats(), 0, "no_stuck_stake: nobody is left");
    }
}
