// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Appeal, State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Sequences} from "./Sequences.sol";
import {World} from "./World.sol";

/// @notice Everything anybody can do, in any order. Each action does something that must succeed, or nothing, or
/// something that must be refused; what must hold after it is asserted here and in the contracts that this one is made
/// of.
contract Handler is Sequences {
    /// @dev Of the tasks of the past this many are looked at after each step, by turns, and all of them at the end.
    uint256 private constant LOOKED_AT = 2;

    constructor(IConsensus c) World(c) {}

    /// @dev A large list and a small one, of all classes, that tasks are drawn from at once.
    function start(uint256 large, uint256 small) external {
        for (uint256 i; i < large + small; ++i) {
            uint16 seat = _join(i, p.bond / 4 - 1);
            _offer(seat, i < large ? 0 : 1, i % 3 == 0 ? uint8(i / 3 % CLASSES) : 0);
        }
        vm.warp((epochNow() + 1) * p.epoch);
        vm.roll(vm.getBlockNumber() + 1);
    }

    /* ACTIONS */

    /// @dev The frequent ones as often as they are named.
    function actions() external pure returns (bytes4[] memory selectors) {
        bytes4[55] memory list = [
            this.join.selector,
            this.topUp.selector,
            this.setSigner.selector,
            this.exit.selector,
            this.withdrawSeat.selector,
            this.claim.selector,
            this.offer.selector,
            this.withdrawOffer.selector,
            this.reprice.selector,
            this.prune.selector,
            this.addTask.selector,
            this.addTasks.selector,
            this.postRound.selector,
            this.draw.selector,
            this.cancel.selector,
            this.settle.selector,
            this.settleWithQuorum.selector,
            this.settleMany.selector,
            this.commit.selector,
            this.commitAll.selector,
            this.convene.selector,
            this.reveal.selector,
            this.revealAll.selector,
            this.finalize.selector,
            this.addVote.selector,
            this.punish.selector,
            this.close.selector,
            this.appeal.selector,
            this.conclude.selector,
            this.release.selector,
            this.deposit.selector,
            this.authorize.selector,
            this.submitOrders.selector,
            this.withdraw.selector,
            this.sweepTreasury.selector,
            this.sweepSink.selector,
            this.force.selector,
            this.pass.selector,
            this.trial.selector,
            this.trial.selector,
            this.leaveOut.selector,
            this.dispute.selector,
            this.dispute.selector,
            this.dispute.selector,
            this.mature.selector,
            this.recruit.selector,
            this.recruit.selector,
            this.renew.selector,
            this.addHopelessTask.selector,
            this.trespassOnSeat.selector,
            this.trespassOnPlace.selector,
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
            "join slotReused topUp setSigner exit withdrawSeat claim authorPaid ejected penalty "
            "offer enterUnderPressure moveList moveListWithRewards withdrawOffer reprice prune "
            "addTask addBeaconTask addTasks postRound draw cancel tooFewSeats tipPaid tipReturned "
            "decided decidedWrongly undecided foundUnavailable weakVote "
            "settle settleAfterCommit settleWithReveals sealedOtherwise keepSeal settleWithoutAll settleWithoutQuorum "
            "settleMany settleManyPassesOver "
            "commit drawAndCommit convene reveal judged judgedByConvening courtAfterLaneOne "
            "finalize blocked blockedWithWithheld "
            "addVote latePaid lateWeak lateLie lateTruthOfAppeal lateLieOfAppeal "
            "punishMore punishWinner punishAbsent close closeWithheld closeAbsent "
            "appeal appealToOthers appealAgain appealByBlock appealFoundNothing appealWithoutPrompt upheld "
            "overturnedByHonest overturnedByLiars repaid honestOutvoted honestOverturned release "
            "deposit authorize submitOrders orderSigned orderByKey orderByPayer "
            "orderNotSubmitter orderExpired orderNotAllowed orderUnpaid orderWithoutPlaces "
            "withdraw sweepTreasury sweepSink force pass "
            "withdrawNothing withdrawStaying withdrawPlaced withdrawEarly withdrawAnothers "
            "joinTwice joinWithFormerKey claimStake exitTwice topUpLeaving rotateTooSoon "
            "offerLeaving offerTwice offerAnothers offerWhereFull offerPoor "
            "withdrawNoOffer pruneUnplaced repriceUnplaced pruneStaying repriceLeaving "
            "orderTwice orderWithoutEnough orderPastTheDoor "
            "drawClosed drawTwice drawInItsBlock drawBeforeItsRound drawExpired drawTooFew "
            "cancelClosed cancelAnswerable cancelBeforeItsRound "
            "settleDead settleUnsealed settleAnothersVote settleBeyond settleTwice "
            "commitEarly commitLate commitUndrawn commitForAnother commitConvened commitTwice "
            "revealUncommitted revealEarly revealLate revealTwice revealCopied "
            "conveneTwice conveneWithoutQuorum conveneAnotherSeal finalizeEarly finalizeTwice "
            "punishDead punishTwice punishForAnothersVote punishAgreement punishUnavailable punishInAnotherCommittee "
            "punishOverturned addVoteDead addVoteTwice addVoteWithoutSeal addVoteUnsealed "
            "closeEarly closeTwice appealOfAppeal appealInSmallList appealTwice appealLate "
            "concludeUnappealed concludeTwice concludeUnanswered releaseNothing releaseEarly",
            " "
        );
    }

    /* INVARIANTS */

    /// @dev After each step: of the whole, and of a few tasks and lists by turns.
    function checkStep() external view {
        books_agree(total % 3);
        if (seats.length != 0) one_seat_a_signer(uint16(total % seats.length));
        list_agrees(total % LISTS);
        order_agrees(total / 2 % LISTS, total % 2 == 0);
        allowance_agrees(people[total % PEOPLE], sessionKeys[total / PEOPLE % SESSION_KEYS]);
        if (tasks.length != 0) task_agrees(tasks[tasks.length - 1]);
        for (uint256 i; i < LOOKED_AT && i < tasks.length; ++i) {
            task_agrees(tasks[(LOOKED_AT * total + i) % tasks.length]);
        }
    }

    /// @dev At the end of a sequence: of everything.
    function checkAll() external view {
        books_agree(3);
        for (uint16 seat; seat < seats.length; ++seat) {
            one_seat_a_signer(seat);
        }
        for (uint256 list; list < LISTS; ++list) {
            list_agrees(list);
            order_agrees(list, false);
            order_agrees(list, true);
        }
        uint256 owed;
        for (uint256 i; i < tasks.length; ++i) {
            task_agrees(tasks[i]);
            owed += owedFor(tasks[i]);
        }
        assertEq(inTasks, owed, "conservation: what is in tasks, by what the contract says of each");
    }

    /// @dev The fee of an open task, shares that may still be claimed, what liars lost, and a deposit that is at risk.
    function owedFor(TaskId task) private view returns (uint256 owed) {
        Task memory t = consensus.getTask(task);
        owed = consensus.heldOf(task);
        if (t.state == State.Open) owed += uint256(t.share) * t.committeeSize + t.roundTip;
        if (t.state != State.Decided) return owed;
        if (!t.closed) owed += uint256(t.share) * (t.committeeSize - countOf(t.revealed));
        Appeal memory a = consensus.getAppeal(task);
        if (!a.concluded) owed += a.deposit;
    }

    /* THE END */

    /// @dev Whatever happened, strangers end every task, its account and its appeals.
    function no_stuck_fee() external {
        skip(life());
        while (openTasks.length != 0) {
            _finalize(openTasks[openTasks.length - 1]);
        }
        for (uint256 i; i < tasks.length; ++i) {
            if (mayClose(tasks[i])) _close(tasks[i], people[0]);
            if (mayConclude(tasks[i])) _conclude(tasks[i]);
        }
        skip(p.unbondingPeriod);
        for (uint256 i; i < tasks.length; ++i) {
            if (mayRelease(tasks[i])) _release(tasks[i]);
        }
        assertEq(inTasks, 0, "no_stuck_fee");
    }

    /// @dev Every owner gets its balance, and when all are paid nothing is left but what was forced in.
    function no_stuck_stake() external {
        for (uint16 seat; seat < seats.length; ++seat) {
            if (isStaying(seat)) _exit(seat, false);
            else if (isPlaced(seat)) _prune(seat, people[0]);
        }
        skip(uint256(p.epoch) + p.unbondingPeriod + p.minimumStay);
        for (uint16 seat; seat < seats.length; ++seat) {
            if (seats[seat].signer != address(0)) _withdrawSeat(seat);
        }
        for (uint256 i; i < accounts.length; ++i) {
            if (credits[accounts[i]] != 0) _withdraw(accounts[i]);
        }
        if (treasury != 0) _sweepTreasury();
        if (sink != 0) _sweepSink();
        assertEq(holdingsOf(address(consensus)), forced, "no_stuck_stake: everybody is paid");
    }
}
