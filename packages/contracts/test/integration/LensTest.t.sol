// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Appeal, ListState, Seat, Seed, State, Task, Terms, Verdict} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {ListId} from "../../src/types/ListId.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice What is read: of things that are, and of things that are not.
contract LensTest is TaskSteps {
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;

    function seatsAtStart() internal pure override returns (uint256) {
        return 16;
    }

    /* DEPLOYMENT */

    function test_parameters_areThoseOfTheDeployment() public view {
        assertEq(abi.encode(consensus.parameters()), abi.encode(p), "all");
        assertEq(consensus.hardSlash(), hardSlash(), "what a lie costs at most");
        assertEq(Digest.unwrap(consensus.UNAVAILABLE()), Digest.unwrap(UNAVAILABLE), "reserved");
        assertEq(consensus.epoch(), epochNow(), "epoch");
    }

    function test_priceOf_isFourTimesAsMuchForEachClass() public view {
        uint256 price = p.minimumShare;
        for (uint8 class; class < 4; ++class) {
            assertEq(consensus.priceOf(class), price, "price");
            price *= 4;
        }
    }

    function test_priceOf_revertsBeyondTheHighestClass(uint256 class) public {
        class = bound(class, 4, 255);
        expectError(abi.encodeWithSelector(IConsensusErrors.ClassOutOfRange.selector, class));
        consensus.priceOf(uint8(class));
    }

    /* WHAT IS NOT */

    function test_lens_ofNothingIsZero(uint256 seat, bytes32 id, address account) public view {
        vm.assume(account.code.length == 0);
        seat = bound(seat, 16, type(uint16).max);
        Seat memory noSeat;
        ListState memory noList;
        Task memory noTask;
        Appeal memory noAppeal;
        Verdict memory noVerdict;
        assertEq(abi.encode(consensus.getSeat(uint16(seat))), abi.encode(noSeat), "seat");
        assertEq(abi.encode(consensus.getList(ListId.wrap(id))), abi.encode(noList), "list");
        assertEq(consensus.placesOf(ListId.wrap(id), 0, true).length, 0, "places");
        TaskId task = TaskId.wrap(id);
        assertEq(abi.encode(consensus.getTask(task)), abi.encode(noTask), "task");
        assertEq(abi.encode(consensus.getAppeal(task)), abi.encode(noAppeal), "appeal");
        assertEq(abi.encode(consensus.verdict(task)), abi.encode(noVerdict), "verdict");
        assertEq(consensus.isFinal(task), false, "not final");
        assertEq(consensus.heldOf(task), 0, "held");
        assertEq(consensus.sealOf(task), 0, "seal");
        assertEq(consensus.credit(account), 0, "credit");
    }

    function test_seatOf_ofAKeyWithoutSeat(address key) public view {
        for (uint256 i; i < 16; ++i) {
            vm.assume(key != vm.addr(FIRST_KEY + i));
        }
        (bool held, uint16 seat) = consensus.seatOf(key);
        assertEq(held, false, "none");
        assertEq(seat, 0, "zero");
    }

    function test_lens_revertsForAnUnknownTask() public {
        Terms memory terms = unknownTerms();
        TaskId task = idOf(terms);
        bytes memory unknown = abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, task);
        expectError(unknown);
        consensus.phasesOf(task);
        expectError(unknown);
        consensus.committeeOf(terms);
        expectError(unknown);
        consensus.membersOf(task, Committee.wrap(0));
        expectError(unknown);
        consensus.roundOf(task);
        expectError(unknown);
        consensus.ballots(task);
        expectError(unknown);
        consensus.appealTermsOf(terms);
    }

    /* TASKS */

    function test_phasesOf_countsFromTheBlock() public {
        Terms memory terms = ask(3);
        (uint256 startsAt, uint256 commits, uint256 reveals, uint256 dead) = consensus.phasesOf(idOf(terms));
        assertEq(startsAt, taskOf(terms).addedAt, "start");
        assertEq(commits, startsAt + p.commitWindow, "commits");
        assertEq(reveals, commits + p.revealWindow, "reveals");
        assertEq(dead, reveals + p.proofWindow, "dead");
        assertEq(consensus.roundOf(idOf(terms)), 0, "no round");
    }

    function test_phasesOf_countsFromTheRound() public {
        Terms memory terms = askByBeacon(3, 0);
        (uint256 startsAt,,,) = consensus.phasesOf(idOf(terms));
        uint64 round = consensus.roundOf(idOf(terms));
        assertEq(startsAt, beacon.timeOf(round), "start");
        assertGe(startsAt, uint256(taskOf(terms).addedAt) + p.seedDelay, "not before the delay");
        assertLt(startsAt, uint256(taskOf(terms).addedAt) + p.seedDelay + beacon.period(), "the first after it");
    }

    function test_committeeOf_revertsOnceDecided(bool decided) public {
        Terms memory terms = ask(3);
        settled(terms, outputsOf(3, decided ? TRUTH : UNAVAILABLE));
        State state = decided ? State.Decided : State.Undecided;
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.TaskNotOpen.selector, idOf(terms), state);
        expectError(reason);
        consensus.committeeOf(terms);
    }

    function test_committeeOf_revertsWithoutSeed() public {
        vm.etch(HISTORY, "");
        Terms memory terms = Terms(REQUESTER, orderOf(3));
        TaskId task = add(terms.order);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeedNotReady.selector, task, vm.getBlockNumber()));
        consensus.committeeOf(terms);
        vm.roll(vm.getBlockNumber() + 258);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeedExpired.selector, task));
        consensus.committeeOf(terms);
    }

    function test_committeeOf_revertsWhereADrawFindsTooFew() public {
        eject(0);
        eject(1);
        nextBlock();
        Terms memory terms = ask(15);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, 14, 15));
        consensus.committeeOf(terms);
    }

    function test_membersOf_ofADecidedTask() public {
        Terms memory terms = ask(5);
        (, uint16[] memory seats, address[] memory signers) = consensus.committeeOf(terms);
        Committee committee = settled(terms);
        (uint16[] memory members, address[] memory keys) = consensus.membersOf(idOf(terms), committee);
        assertEq(abi.encode(members, keys), abi.encode(seats, signers), "the same");
    }

    function test_membersOf_revertsForAnOpenTask() public {
        Terms memory terms = ask(5);
        (TaskId task, Committee committee) = (idOf(terms), committeeOf(terms));
        expectError(abi.encodeWithSelector(IConsensusErrors.TaskNotDecided.selector, task, State.Open));
        consensus.membersOf(task, committee);
    }

    function test_appealTermsOf_revertsForAnOpenTask() public {
        Terms memory terms = ask(5);
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.TaskNotDecided.selector, idOf(terms), State.Open);
        expectError(reason);
        consensus.appealTermsOf(terms);
    }

    function test_getTask_ofAnOpenTask(uint32 tip) public {
        Terms memory terms = askByBeacon(5, tip);
        Task memory t = taskOf(terms);
        assertEq(uint256(t.state), uint256(State.Open), "state");
        assertEq(uint256(t.seed), uint256(Seed.Beacon), "seed");
        assertEq(t.requester, REQUESTER, "requester");
        assertEq(t.roundTip, tip, "tip");
        assertEq(t.share, p.minimumShare, "share");
        assertEq(t.committeeSize, 5, "size");
        assertEq(t.addedIn, vm.getBlockNumber() - 1, "block");
        assertTrue(t.appealable && !t.isAppeal && !t.closed && !t.convened && !t.unavailable, "flags");
    }

    /* VERDICTS */

    function test_verdict_ofALargeList() public {
        Terms memory terms = ask(7);
        settled(terms, outputsWith(7, 1, LIE));
        Verdict memory v = consensus.verdict(idOf(terms));
        assertEq(Digest.unwrap(v.output), Digest.unwrap(TRUTH), "output");
        assertEq(v.votes, 6, "votes");
        assertEq(v.committeeSize, 7, "of");
        assertTrue(v.appealable && !v.isFinal && !v.overturned && !v.isVoid, "can change");
        assertEq(v.appealableUntil, deadAt(terms) + p.appealWindow, "until then");
        toFinality(terms);
        assertTrue(consensus.verdict(idOf(terms)).isFinal, "then it cannot");
        assertTrue(consensus.isFinal(idOf(terms)), "the same");
    }

    /// @dev A round of the window's first second was one that an appeal could have had; the one before it was not.
    function test_isFinal_byARoundOfTheWindow() public {
        Terms memory terms = ask(7);
        while ((deadAt(terms) - beacon.genesis()) % beacon.period() != 0) {
            skip(1);
            terms = ask(7);
        }
        settled(terms);
        uint64 first = beacon.roundAt(deadAt(terms));
        vm.warp(consensus.verdict(idOf(terms)).appealableUntil);
        postRound(first - 1);
        assertEq(consensus.isFinal(idOf(terms)), false, "before the window");
        postRound(first);
        assertTrue(consensus.isFinal(idOf(terms)), "in it");
    }

    function test_verdict_ofAnOpenTask() public {
        Terms memory terms = ask(7);
        Verdict memory v = consensus.verdict(idOf(terms));
        assertEq(uint256(v.state), uint256(State.Open), "open");
        assertTrue(!v.isFinal && v.votes == 0 && Digest.unwrap(v.output) == 0, "nothing to rely on");
    }

    function test_verdict_whileAnAppealIsOpen() public {
        Terms memory terms = ask(5);
        settled(terms);
        appealOf(terms);
        vm.warp(uint256(consensus.verdict(idOf(terms)).appealableUntil) + p.outage);
        assertEq(consensus.isFinal(idOf(terms)), false, "however long it takes");
    }

    function test_verdict_onceAnAppealFoundTheSame() public {
        Terms memory terms = ask(5);
        settled(terms);
        answeredAppeal(terms, TRUTH);
        assertTrue(consensus.isFinal(idOf(terms)), "before it is concluded");
    }

    function test_verdict_onceAnAppealFoundAnother() public {
        Terms memory terms = ask(5);
        settled(terms);
        answeredAppeal(terms, LIE);
        Verdict memory v = consensus.verdict(idOf(terms));
        assertTrue(v.overturned && !v.isFinal, "before it is concluded");
    }

    /// @dev Nobody may rely on it, and once nobody can ask again it says so.
    function test_verdict_whereAnAppealDidNotGetThePrompt() public {
        Terms memory terms = ask(5);
        settled(terms);
        answeredAppeal(terms, UNAVAILABLE);
        Verdict memory v = consensus.verdict(idOf(terms));
        assertTrue(!v.isFinal && !v.overturned && !v.isVoid, "another may ask");
        vm.warp(v.appealableUntil);
        postRound(beacon.roundAt(v.appealableUntil) - 1);
        v = consensus.verdict(idOf(terms));
        assertTrue(!v.isFinal && !v.overturned && v.isVoid, "nobody can");
    }
}
