// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract FinalizeTest is BaseTest {
    uint8 private constant SIZE = 5;
    bytes32 private task;
    uint96 private fee;

    function setUp() public override {
        super.setUp();
        fee = 0.123456789 ether;
        task = sealedTask(SIZE, fee);
    }

    /* WHEN */

    function test_finalize_withoutAnyCommit(uint256 late) public {
        vm.warp(commitEnd(task) + bound(late, 0, 365 days));
        refunds();
    }

    function test_finalize_onceTheRevealWindowIsOver(uint256 late) public {
        commitAll(task, 0, SIZE, TRUTH);
        revealAll(task, 0, 4, TRUTH);
        vm.warp(revealEnd(task) + bound(late, 0, p.proofWindow - 1));
        vm.expectEmit(address(consensus));
        emit IConsensus.Decided(task, bytes.concat(hex"01551220", TRUTH), 15, shareOf(fee, 4));

        vm.prank(STRANGER);
        consensus.finalize(task);

        assertState(task, State.Decided);
        assertEq(consensus.getTask(task).output, TRUTH, "output");
        assertConservation(0);
    }

    function test_finalize_onlyRefundsADeadTask(uint256 late, uint256 votes) public {
        uint8 revealed = uint8(bound(votes, 0, SIZE - 1));
        commitAll(task, 0, SIZE, TRUTH);
        revealAll(task, 0, revealed, TRUTH);
        vm.warp(deadAt(task) + bound(late, 0, 365 days));
        refunds();
        assertEq(consensus.owedSink(), 0, "nobody slashed");
    }

    function test_finalize_revertsForAnUnknownTask(bytes32 unknown) public {
        vm.assume(unknown != task);
        expectError(abi.encodeWithSelector(IConsensus.TaskUnknown.selector, unknown));
        consensus.finalize(unknown);
    }

    function test_finalize_revertsForADecidedTask() public {
        agree(task, TRUTH);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, State.Decided));
        consensus.finalize(task);
    }

    function test_finalize_revertsForAnUndecidedTask() public {
        vm.warp(commitEnd(task));
        consensus.finalize(task);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, State.Undecided));
        consensus.finalize(task);
    }

    function test_finalize_revertsBeforeAnyCommit(uint256 early) public {
        uint256 finalizableAt = commitEnd(task);
        vm.warp(finalizableAt - bound(early, 1, p.commitWindow));
        revertsUntil(finalizableAt);
    }

    function test_finalize_revertsWhileSomebodyMayCommit(uint256 early) public {
        commitAll(task, 0, 3, TRUTH);
        vm.warp(commitEnd(task) - bound(early, 1, p.commitWindow));
        revertsUntil(revealEnd(task));
    }

    function test_finalize_revertsWhileSomebodyMayReveal(uint256 early) public {
        commitAll(task, 0, SIZE, TRUTH);
        revealAll(task, 0, 4, TRUTH);
        vm.warp(revealEnd(task) - bound(early, 1, p.revealWindow));
        revertsUntil(revealEnd(task));
    }

    function test_finalize_revertsWhenAllHaveCommittedAndNobodyRevealed() public {
        commitAll(task, 0, SIZE, TRUTH);
        revertsUntil(revealEnd(task));
    }

    /* WHAT EACH MEMBER GETS */

    function test_finalize_paysWinnersEquallyAndKeepsTheDustForTheTreasury(uint256 amount) public {
        fee = boundFee(amount, SIZE);
        bytes32 other = decidedTask(SIZE, fee);
        uint256 share = fee / SIZE;
        for (uint8 member; member < SIZE; ++member) {
            assertEq(balanceOf(seatAt(other, member)), p.bond + share, "share");
        }
        assertEq(consensus.owedTreasury(), fee - share * SIZE, "dust");
        assertLt(consensus.owedTreasury(), SIZE, "less than a wei for each winner");
    }

    function test_finalize_slashesAnotherOutput() public {
        commitAll(task, 0, 4, TRUTH);
        commit(task, 4, LIE);
        revealAll(task, 0, 4, TRUTH);
        expectSlash(4, hardSlash());
        reveal(task, 4, LIE);
        assertLoss(4, hardSlash());
    }

    function test_finalize_slashesAWithheldVote() public {
        commitAll(task, 0, SIZE, TRUTH);
        revealAll(task, 0, 4, TRUTH);
        vm.warp(revealEnd(task));
        expectSlash(4, hardSlash());
        consensus.finalize(task);
        assertLoss(4, hardSlash());
    }

    function test_finalize_slashesAWithheldVoteOfAnUndecidedTask() public {
        commitAll(task, 0, SIZE, TRUTH);
        reveal(task, 0, TRUTH);
        vm.warp(revealEnd(task));
        refunds();
        assertEq(balanceOf(seatAt(task, 0)), p.bond, "who revealed keeps its bond");
        for (uint8 member = 1; member < SIZE; ++member) {
            assertEq(balanceOf(seatAt(task, member)), p.bond - hardSlash(), "who withheld");
        }
        assertEq(consensus.getTask(task).punished, 30, "punished");
    }

    function test_finalize_slashesNobodyWhenNobodyRevealed() public {
        commitAll(task, 0, SIZE, TRUTH);
        vm.warp(revealEnd(task));
        refunds();
        assertEq(consensus.owedSink(), 0, "sink");
        assertEq(consensus.getTask(task).punished, 0, "punished");
    }

    function test_finalize_takesAFeesPartFromAnAbsentMember() public {
        commitAll(task, 0, 4, TRUTH);
        vm.warp(commitEnd(task));
        revealAll(task, 0, 3, TRUTH);
        expectSlash(4, fee / SIZE);
        reveal(task, 3, TRUTH);
        assertLoss(4, fee / SIZE);
    }

    function test_finalize_takesAFeesPartFromALostUnavailable() public {
        commitAll(task, 0, 4, TRUTH);
        commit(task, 4, UNAVAILABLE);
        revealAll(task, 0, 4, TRUTH);
        expectSlash(4, fee / SIZE);
        reveal(task, 4, UNAVAILABLE);
        assertLoss(4, fee / SIZE);
    }

    function test_finalize_takesNothingFromAnAbsentMemberOfAnUndecidedTask() public {
        commitAll(task, 0, 3, TRUTH);
        vm.warp(commitEnd(task));
        revealAll(task, 0, 3, TRUTH);
        assertState(task, State.Undecided);
        assertEq(consensus.owedSink(), 0, "sink");
    }

    function test_finalize_refundsAnUnavailableInputAndTouchesNobody(bool withheld) public {
        commitAll(task, 0, 4, UNAVAILABLE);
        if (withheld) commit(task, 4, TRUTH);
        vm.warp(commitEnd(task));
        revealAll(task, 0, 3, UNAVAILABLE);
        if (withheld) {
            reveal(task, 3, UNAVAILABLE);
            vm.warp(revealEnd(task));
            refunds();
        } else {
            expectRefund();
            reveal(task, 3, UNAVAILABLE);
        }
        assertEq(consensus.owedSink() + consensus.owedTreasury(), 0, "nobody pays");
        assertEq(consensus.getTask(task).punished, 0, "punished");
        for (uint8 member; member < SIZE; ++member) {
            assertEq(balanceOf(seatAt(task, member)), p.bond, "nobody gains or loses");
        }
    }

    /* EJECTION */

    function test_finalize_ejectsBelowHalfTheBond() public {
        uint16 liar = lieToHalf();
        assertEq(consensus.getSeat(liar).to, 0, "half is enough to stay");
        uint16 active = consensus.activeSeats();

        lieIn(taskWith(liar), liar);

        assertLt(balanceOf(liar), p.bond / 2, "below half");
        assertEq(consensus.getSeat(liar).to, block.timestamp + p.exitNotice, "leaves");
        assertEq(consensus.activeSeats(), active - 1, "active");
    }

    function test_finalize_ejectsASeatOnce() public {
        uint16 liar = lieToHalf();
        bytes32 first = taskWith(liar);
        bytes32 second = taskWith(liar);
        lieIn(first, liar);
        uint16 active = consensus.activeSeats();
        uint40 to = consensus.getSeat(liar).to;
        lieIn(second, liar);
        assertEq(consensus.activeSeats(), active, "counted once");
        assertEq(consensus.getSeat(liar).to, to, "the first notice holds");
    }

    function test_finalize_takesNoMoreThanASeatHas() public {
        p.slashBps = 7_000;
        consensus = deploy(p);
        for (uint256 i; i < SIZE; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        bytes32 first = addTask(SIZE, fee);
        bytes32 second = addTask(SIZE, fee);
        nextBlock();
        lieIn(first, 0);
        uint96 rest = balanceOf(0);
        assertEq(rest, p.bond * 3 / 10, "three tenths left");
        lieIn(second, 0);
        assertEq(balanceOf(0), 0, "nothing left");
        assertEq(consensus.owedSink(), p.bond, "the bond and no more");
        assertConservation(0);
    }

    /* HELPERS */

    function revertsUntil(uint256 finalizableAt) private {
        expectError(abi.encodeWithSelector(IConsensus.NotFinalizable.selector, task, finalizableAt));
        consensus.finalize(task);
    }

    function expectRefund() private {
        vm.expectEmit(address(consensus));
        emit IConsensus.Undecided(task, REQUESTER, fee);
    }

    function refunds() private {
        expectRefund();
        vm.prank(STRANGER);
        consensus.finalize(task);
        assertState(task, State.Undecided);
        assertEq(consensus.credit(REQUESTER), fee, "credit");
        assertEq(consensus.getTask(task).output, 0, "no output");
        assertEq(consensus.owedTreasury(), 0, "no cut");
        assertConservation(0);
    }

    function expectSlash(uint8 member, uint96 amount) private {
        uint16 seat = seatAt(task, member);
        vm.expectEmit(address(consensus));
        emit IConsensus.Slashed(task, seat, amount);
    }

    /// @dev The others of the committee won.
    function assertLoss(uint8 loser, uint96 amount) private view {
        assertState(task, State.Decided);
        assertEq(balanceOf(seatAt(task, loser)), p.bond - amount, "the loser");
        assertEq(consensus.owedSink(), amount, "the sink");
        assertEq(consensus.getTask(task).punished, uint256(1) << loser, "punished");
        for (uint8 member; member < SIZE; ++member) {
            if (member == loser) continue;
            assertEq(balanceOf(seatAt(task, member)), p.bond + fee / 4, "a winner gets no more");
        }
        assertConservation(0);
    }

    /// @dev A seat lies five times, a tenth of the bond each: half is left.
    function lieToHalf() private returns (uint16 liar) {
        liar = seatAt(task, 0);
        for (uint256 lies; lies < 5; ++lies) {
            lieIn(taskWith(liar), liar);
        }
        assertEq(balanceOf(liar), p.bond / 2, "half");
    }

    /// @dev A task whose committee has the seat; one in five has.
    function taskWith(uint16 seat) private returns (bytes32 candidate) {
        for (uint256 tries; tries < 200; ++tries) {
            candidate = sealedTask(SIZE, fee);
            (uint16[] memory seats,) = consensus.committee(candidate);
            for (uint256 member; member < SIZE; ++member) {
                if (seats[member] == seat) return candidate;
            }
        }
        assertTrue(false, "never drawn");
    }

    function lieIn(bytes32 with, uint16 liar) private {
        (uint16[] memory seats,) = consensus.committee(with);
        for (uint8 member; member < SIZE; ++member) {
            commit(with, member, seats[member] == liar ? LIE : TRUTH);
        }
        for (uint8 member; member < SIZE; ++member) {
            reveal(with, member, seats[member] == liar ? LIE : TRUTH);
        }
    }
}
