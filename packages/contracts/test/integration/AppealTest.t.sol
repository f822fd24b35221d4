// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Appeal, BlockSeeds, Order, Seed, State, Task, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IAppeals} from "../../src/interfaces/IAppeals.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Committee} from "../../src/types/Committee.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

contract AppealTest is TaskSteps {
    uint64 private constant NONCE = 1_000_000;
    uint256 private constant MAXIMUM_ATTEMPTS = 8;

    function seatsAtStart() internal pure override returns (uint256) {
        return 30;
    }

    /// @dev What an appeal of a task asks, by the stranger.
    function orderOfAppeal(Terms memory terms, uint64 share, uint32 tip) private view returns (Order memory order) {
        order = abi.decode(abi.encode(terms.order), (Order));
        (, order.committeeSize) = consensus.appealTermsOf(terms);
        (order.share, order.roundTip, order.nonce) = (share, tip, NONCE);
        (order.seed, order.minimumPlaces) = (Seed.Beacon, 0);
    }

    function depositOf(Terms memory terms) private view returns (uint64 deposit) {
        (deposit,) = consensus.appealTermsOf(terms);
    }

    /* WHAT HAPPENS */

    function test_appeal_asksALargerCommittee(uint256 size, uint256 more, uint32 tip) public {
        Order memory first = orderOf(uint8(bound(size, 3, 15)));
        first.minimumPlaces = 30;
        Terms memory terms = ask(first);
        Committee committee = settled(terms);
        uint64 share = uint64(bound(more, consensus.priceOf(3), hardSlash()));
        Order memory order = orderOfAppeal(terms, share, tip);
        TaskId appealTask = consensus.taskId(STRANGER, order);
        (TaskId task, uint64 deposit) = (idOf(terms), depositOf(terms));
        uint256 amount = feeOf(order) + deposit;
        payingPrank(STRANGER, amount);
        vm.expectEmit(address(consensus));
        emit ITasks.TaskAdded(appealTask, STRANGER, listOf(MODEL), order);
        vm.expectEmit(address(consensus));
        emit IAppeals.Appealed(task, appealTask, STRANGER, deposit);
        consensus.appeal{value: valueOf(amount)}(terms, committee, share, tip, NONCE);
        Task memory t = consensus.getTask(appealTask);
        assertTrue(t.isAppeal, "an appeal");
        assertEq(t.committeeSize, order.committeeSize, "size");
        assertEq(uint256(t.seed), uint256(Seed.Beacon), "by the beacon");
        Appeal memory a = consensus.getAppeal(task);
        assertEq(abi.encode(a), abi.encode(Appeal(appealTask, STRANGER, deposit, 1, false, false)), "remembered");
    }

    function test_appeal_depositIsATenthOfTheWinnersBonds(uint256 size, uint256 liars) public {
        uint8 k = uint8(bound(size, 3, 15));
        liars = bound(liars, 0, k - consensus.quorum(k));
        Terms memory terms = ask(k);
        settled(terms, outputsWith(k, liars, LIE));
        assertEq(depositOf(terms), (k - liars) * p.bond / 10, "winners alone are at risk");
    }

    /// @dev In a list of four committees the first one is not asked again; in a smaller one it has to be.
    function test_appeal_leavesTheFirstCommitteeOutOfALargeList() public {
        Terms memory terms = ask(7);
        uint16[] memory first = seatsOf(terms);
        settled(terms);
        (Terms memory appealTerms,) = appealOf(terms);
        start(appealTerms);
        uint16[] memory asked = seatsOf(appealTerms);
        assertEq(asked.length, 15, "fifteen");
        for (uint256 i; i < 7; ++i) {
            assertEq(memberOf(first[i], asked), 15, "not asked again");
        }
    }

    /// @dev Places of a committee that nobody holds are not seat 0's: it is asked as often as any other.
    function test_appeal_asksSeatZero() public {
        uint256 asked;
        for (uint256 appeals; appeals < 8;) {
            Terms memory terms = ask(3);
            if (memberOf(0, seatsOf(terms)) != 3) continue;
            settled(terms);
            (Terms memory appealTerms,) = appealOf(terms);
            start(appealTerms);
            if (memberOf(0, seatsOf(appealTerms)) != 15) ++asked;
            ++appeals;
        }
        assertGt(asked, 0, "fifteen of twenty-seven, eight times");
    }

    function test_appeal_asksASmallListWhole() public {
        leaveBut(14);
        Terms memory terms = ask(7);
        uint16[] memory first = seatsOf(terms);
        settled(terms);
        (Terms memory appealTerms,) = appealOf(terms);
        start(appealTerms);
        uint16[] memory asked = seatsOf(appealTerms);
        assertEq(asked.length, 14, "the whole list");
        for (uint256 i; i < 7; ++i) {
            assertLt(memberOf(first[i], asked), 14, "asked again");
        }
    }

    /// @dev All places are asked, whatever their price: no price chooses who judges.
    function test_appeal_asksDearPlacesToo() public {
        for (uint16 seat; seat < 20; ++seat) {
            vm.prank(signerOf(seat));
            consensus.reprice(seat, 3);
        }
        nextEpoch();
        Terms memory terms = ask(3);
        settled(terms);
        (, uint8 size) = consensus.appealTermsOf(terms);
        assertEq(size, 15, "of thirty, not of ten");
    }

    function leaveBut(uint16 rest) private {
        for (uint16 seat = rest; seat < 30; ++seat) {
            exit(seat);
        }
        nextEpoch();
    }

    /* AGAIN */

    function test_appeal_againReturnsTheDepositOfOneThatFoundNothing() public {
        Terms memory terms = ask(7);
        settled(terms);
        Terms memory first = silentAppeal(terms);
        uint256 refund = consensus.credit(STRANGER);
        uint64 deposit = consensus.getAppeal(idOf(terms)).deposit;
        (TaskId task, TaskId firstTask) = (idOf(terms), idOf(first));
        (uint256 amount, bytes memory call) = callOf(terms);
        payingPrank(REQUESTER, amount);
        vm.expectEmit(address(consensus));
        emit IAppeals.AppealEnded(task, firstTask, false, 0);
        (bool done,) = address(consensus).call{value: valueOf(amount)}(call);
        assertTrue(done, "again");
        assertEq(consensus.credit(STRANGER), refund + deposit, "its deposit is back");
        Appeal memory a = consensus.getAppeal(idOf(terms));
        assertEq(a.attempts, 2, "the second");
        assertEq(a.appellant, REQUESTER, "by anybody");
        assertEq(a.concluded, false, "open");
    }

    /// @dev Each attempt lengthens the window by its life.
    function test_appeal_canBeRepeatedEightTimesInAll() public {
        Terms memory terms = ask(7);
        settled(terms);
        uint256 window = consensus.verdict(idOf(terms)).appealableUntil;
        uint256 life = p.seedDelay + beacon.period() + p.commitWindow + p.revealWindow + p.proofWindow;
        for (uint256 i = 1; i <= MAXIMUM_ATTEMPTS; ++i) {
            silentAppeal(terms);
            assertEq(consensus.verdict(idOf(terms)).appealableUntil, window + i * life, "longer");
        }
        assertEq(consensus.getAppeal(idOf(terms)).attempts, MAXIMUM_ATTEMPTS, "eight");
        refusesAgain(terms);
    }

    function test_appeal_revertsWhileOneIsOpen() public {
        Terms memory terms = ask(7);
        settled(terms);
        appealOf(terms);
        refusesAgain(terms);
    }

    function test_appeal_revertsOnceOneDecided(bool overturned) public {
        Terms memory terms = ask(7);
        settled(terms);
        answeredAppeal(terms, overturned ? LIE : TRUTH);
        refusesAgain(terms);
    }

    function refusesAgain(Terms memory terms) private {
        TaskId task = idOf(terms);
        refuses(
            terms,
            abi.encodeWithSelector(IConsensusErrors.AlreadyAppealed.selector, task, consensus.getAppeal(task).task)
        );
    }

    /* TIME */

    function test_appeal_untilTheWindowIsOver(uint256 later) public {
        Terms memory terms = ask(7);
        settled(terms);
        uint256 until = consensus.verdict(idOf(terms)).appealableUntil;
        assertEq(until, deadAt(terms) + p.appealWindow, "from the task's death");
        vm.warp(bound(later, vm.getBlockTimestamp(), until - 1));
        (Terms memory appealTerms,) = appealOf(terms);
        assertState(appealTerms, State.Open);
    }

    function test_appeal_revertsOnceTheWindowIsOver(uint256 later) public {
        Terms memory terms = ask(7);
        settled(terms);
        uint256 until = consensus.verdict(idOf(terms)).appealableUntil;
        toFinality(terms);
        skip(bound(later, 0, 1 days));
        refuses(terms, abi.encodeWithSelector(IConsensusErrors.AppealClosed.selector, idOf(terms), until));
    }

    /* A SILENT BEACON */

    /// @dev A first appeal whose round nobody posted, for as long as that counts as silence.
    function silence(Terms memory terms) private {
        (Terms memory first,) = appealOf(terms);
        skip(p.outage);
        consensus.finalize(idOf(first));
    }

    /// @dev Without a round there is no tip: it is not asked for.
    function test_appeal_takesABlockWhileTheBeaconIsSilent() public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms);
        silence(terms);
        uint64 share = consensus.priceOf(3);
        uint256 amount = 15 * uint256(share) + depositOf(terms);
        payingPrank(STRANGER, amount);
        TaskId task = consensus.appeal{value: valueOf(amount)}(terms, committee, share, 5, NONCE);
        Task memory t = consensus.getTask(task);
        assertEq(uint256(t.seed), uint256(Seed.Block), "its block");
        assertEq(t.roundTip, 0, "no tip");
        Order memory order = orderOf(15);
        (order.share, order.nonce) = (share, NONCE);
        Terms memory appealTerms = Terms(STRANGER, order);
        start(appealTerms);
        settled(appealTerms);
        consensus.conclude(idOf(terms), committee);
        assertTrue(consensus.isFinal(idOf(terms)), "answered");
    }

    function test_appeal_takesNoBlockWhereNoneIsTaken() public {
        p.blockSeeds = BlockSeeds.Never;
        consensus = deploy(p);
        openList(seatsAtStart(), 0);
        Terms memory terms = askByBeacon(7, 0);
        settled(terms);
        silence(terms);
        appealOf(terms);
        TaskId task = consensus.getAppeal(idOf(terms)).task;
        assertEq(uint256(consensus.getTask(task).seed), uint256(Seed.Beacon), "it waits");
    }

    /// @dev That the round is late, or that a block was taken, is no silence.
    function test_appeal_takesARoundUntilSilenceIsShown(uint256 early) public {
        Terms memory terms = ask(7);
        settled(terms);
        (Terms memory first,) = appealOf(terms);
        uint256 end = revealEnd(first);
        vm.warp(bound(early, end, uint256(taskOf(first).addedAt) + p.appealWindow));
        consensus.finalize(idOf(first));
        appealOf(terms);
        TaskId task = consensus.getAppeal(idOf(terms)).task;
        assertEq(uint256(consensus.getTask(task).seed), uint256(Seed.Beacon), "by the beacon");
    }

    /* REVERTS */

    function test_appeal_revertsForAnUnknownTask() public {
        Terms memory terms = unknownTerms();
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, idOf(terms));
        refusesCall(terms, Committee.wrap(0), consensus.priceOf(3), 0, 0, reason);
    }

    function test_appeal_revertsForAnOpenTask() public {
        Terms memory terms = ask(7);
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.TaskNotDecided.selector, idOf(terms), State.Open);
        refusesCall(terms, committeeOf(terms), consensus.priceOf(3), 0, 0, reason);
    }

    function test_appeal_revertsForARefundedTask() public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms, outputsOf(7, UNAVAILABLE));
        bytes memory reason =
            abi.encodeWithSelector(IConsensusErrors.TaskNotDecided.selector, idOf(terms), State.Undecided);
        refusesCall(terms, committee, consensus.priceOf(3), 0, 0, reason);
    }

    function test_appeal_revertsForAnAppeal() public {
        Terms memory terms = ask(7);
        settled(terms);
        (Terms memory appealTerms, Committee committee) = (answeredBy(terms), Committee.wrap(0));
        committee = committeeOfDecided(appealTerms);
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.AppealIsFinal.selector, idOf(appealTerms));
        refusesCall(appealTerms, committee, consensus.priceOf(3), 0, 0, reason);
    }

    function answeredBy(Terms memory terms) private returns (Terms memory appealTerms) {
        (appealTerms,) = answeredAppeal(terms, TRUTH);
    }

    function test_appeal_revertsWhereTheListWasTooSmall(uint256 size) public {
        leaveBut(29);
        Terms memory terms = ask(15);
        settled(terms);
        assertEq(taskOf(terms).appealable, false, "less than two committees");
        refuses(terms, abi.encodeWithSelector(IConsensusErrors.NotAppealable.selector, idOf(terms)));
        terms = ask(uint8(bound(size, 3, 14)));
        settled(terms);
        assertTrue(taskOf(terms).appealable, "two committees");
    }

    function test_appeal_revertsForAnotherCommittee(uint256 other) public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms);
        vm.assume(other != Committee.unwrap(committee));
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.WrongCommittee.selector, idOf(terms));
        refusesCall(terms, Committee.wrap(other), consensus.priceOf(3), 0, 0, reason);
    }

    function test_appeal_revertsWhereTooFewAreLeft() public {
        Terms memory terms = ask(7);
        settled(terms);
        leaveBut(6);
        refuses(terms, abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, 6, 7));
    }

    function test_appeal_revertsBelowTheDearestClass(uint256 share) public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms);
        uint64 least = consensus.priceOf(3);
        share = bound(share, 0, least - 1);
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.ShareTooLow.selector, share, least);
        refusesCall(terms, committee, uint64(share), 0, 0, reason);
    }

    function test_appeal_revertsAboveWhatALieCosts(uint256 share) public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms);
        share = bound(share, hardSlash() + 1, type(uint64).max);
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.ShareTooHigh.selector, share, hardSlash());
        refusesCall(terms, committee, uint64(share), 0, 0, reason);
    }

    /// @dev Two appeals of two tasks by the same account, with the same terms and the same nonce.
    function test_appeal_revertsForTheSameTask() public {
        (Terms memory first, Terms memory second) = (ask(7), ask(7));
        (Committee committee, Committee other) = (settled(first), settled(second));
        uint64 share = consensus.priceOf(3);
        uint256 amount = 15 * uint256(share) + depositOf(first);
        payingPrank(STRANGER, amount);
        TaskId task = consensus.appeal{value: valueOf(amount)}(first, committee, share, 0, NONCE);
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.TaskExists.selector, task);
        refusesCall(second, other, share, 0, amount, reason);
    }

    function test_appeal_revertsUnlessTheValueIsExact(uint96 value) public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms);
        uint64 share = consensus.priceOf(3);
        uint256 required = valueOf(15 * uint256(share) + depositOf(terms) + 5);
        vm.assume(value != required);
        vm.deal(STRANGER, value);
        vm.prank(STRANGER);
        expectError(abi.encodeWithSelector(IConsensusErrors.WrongValue.selector, value, required));
        consensus.appeal{value: value}(terms, committee, share, 5, NONCE);
    }

    /* HELPERS */

    function callOf(Terms memory terms) private view returns (uint256 amount, bytes memory call) {
        (uint64 deposit, uint8 size) = consensus.appealTermsOf(terms);
        uint64 share = consensus.priceOf(3);
        amount = uint256(share) * size + deposit;
        call = abi.encodeCall(consensus.appeal, (terms, committeeOfDecided(terms), share, 0, NONCE));
    }

    /// @dev Where all would be well but for the reason.
    function refuses(Terms memory terms, bytes memory reason) private {
        (uint256 amount,) = callOf(terms);
        refusesCall(terms, committeeOfDecided(terms), consensus.priceOf(3), 0, amount, reason);
    }

    function refusesCall(
        Terms memory terms,
        Committee committee,
        uint64 share,
        uint32 tip,
        uint256 amount,
        bytes memory reason
    ) private {
        payingPrank(STRANGER, amount);
        expectError(reason);
        consensus.appeal{value: valueOf(amount)}(terms, committee, share, tip, NONCE);
    }
}
