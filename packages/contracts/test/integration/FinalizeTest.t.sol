// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

contract FinalizeTest is TaskSteps {
    function seatsAtStart() internal pure override returns (uint256) {
        return 32;
    }

    function finalized(Terms memory terms) private {
        TaskId task = idOf(terms);
        vm.prank(STRANGER);
        consensus.finalize(task);
        assertState(terms, State.Undecided);
    }

    /* WHAT HAPPENS */

    /// @dev Nobody worked: nothing is kept.
    function test_finalize_refundsWhollyWhereNobodyCommitted(uint256 size, uint256 later) public {
        Terms memory terms = ask(uint8(bound(size, 3, 15)));
        vm.warp(revealEnd(terms) + bound(later, 0, 365 days));
        TaskId task = idOf(terms);
        vm.expectEmit(address(consensus));
        emit ITasks.Undecided(task, REQUESTER, feeOf(terms.order), 0, 0);
        consensus.finalize(task);
        assertEq(consensus.credit(REQUESTER), feeOf(terms.order), "all of it");
        assertState(terms, State.Undecided);
    }

    /// @dev It was the chain that failed: nobody is slashed, and what blockers forgo is kept.
    function test_finalize_slashesNobodyWhereNobodyRevealed(uint256 size, uint256 committed) public {
        uint8 k = uint8(bound(size, 3, 15));
        Terms memory terms = ask(k);
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        commitAll(terms, outputsFrom(k, all(bound(committed, 1, k)), TRUTH));
        vm.warp(revealEnd(terms));
        uint256 owed = consensus.owedSink();
        finalized(terms);
        assertEq(abi.encode(balancesOf(seats)), abi.encode(before), "nobody");
        assertEq(consensus.credit(REQUESTER), feeOf(terms.order) - keptOf(k), "refund");
        assertEq(consensus.owedSink() - owed, keptOf(k), "kept");
    }

    /// @dev Who kept its vote sealed while others opened theirs loses what a lie costs, to the sink.
    function test_finalize_slashesWhoWithheld(uint256 size, uint256 share, uint256 revealed) public {
        uint8 k = uint8(bound(size, 3, 15));
        Terms memory terms = askFor(k, uint64(bound(share, p.minimumShare, hardSlash())));
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        revealed = bound(revealed, 1, consensus.quorum(k) - 1);
        commitAll(terms, outputsOf(k, TRUTH));
        for (uint8 member; member < revealed; ++member) {
            reveal(terms, member, TRUTH);
        }
        vm.warp(revealEnd(terms));
        uint256 owed = consensus.owedSink();
        finalized(terms);
        for (uint256 member; member < k; ++member) {
            uint256 lost = member < revealed ? 0 : lieCost(terms.order.share);
            assertEq(before[member] - balanceOf(seats[member]), lost, "withheld");
        }
        assertEq(taskOf(terms).punished, all(k) & ~all(revealed), "they alone");
        uint256 slashed = (k - revealed) * lieCost(terms.order.share);
        assertEq(consensus.owedSink() - owed, keptOf(k) + slashed, "to the sink, not to members");
    }

    /// @dev Who did not come to the court loses nothing where nothing was decided.
    function test_finalize_slashesNobodyForAbsence() public {
        Terms memory terms = ask(5);
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        revealedBy(terms, all(3), TRUTH);
        vm.warp(revealEnd(terms));
        finalized(terms);
        assertEq(abi.encode(balancesOf(seats)), abi.encode(before), "nobody");
    }

    /// @dev Once all votes are known and no output has a quorum, waiting changes nothing.
    function test_finalize_atOnceWhereAllRevealed() public {
        Terms memory terms = ask(3);
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        Digest[] memory outputs = outputsOf(3, TRUTH);
        (outputs[1], outputs[2]) = (LIE, OTHER_LIE);
        commitAll(terms, outputs);
        revealAll(terms, outputs);
        assertState(terms, State.Open);
        finalized(terms);
        assertEq(abi.encode(balancesOf(seats)), abi.encode(before), "nobody knows who lied");
        assertEq(consensus.credit(REQUESTER), feeOf(terms.order) - keptOf(3), "refund");
    }

    function test_finalize_paysWhoeverPostedTheRound() public {
        Terms memory terms = askByBeacon(3, 500);
        noteAccount(address(this));
        vm.warp(revealEnd(terms));
        TaskId task = idOf(terms);
        vm.expectEmit(address(consensus));
        emit ITasks.RoundTipPaid(task, address(this), 500);
        consensus.finalize(task);
        assertEq(consensus.credit(address(this)), 500, "the tip");
        assertEq(consensus.credit(REQUESTER), feeOf(terms.order) - 500, "the rest");
    }

    function test_finalize_returnsTheTipOfARoundThatNobodyPosted() public {
        Terms memory terms = withoutRound(500);
        TaskId task = idOf(terms);
        vm.expectEmit(address(consensus));
        emit ITasks.RoundTipReturned(task, REQUESTER, 500);
        consensus.finalize(task);
        assertEq(consensus.credit(REQUESTER), feeOf(terms.order), "all of it");
    }

    function withoutRound(uint32 tip) private returns (Terms memory terms) {
        uint256 state = vm.snapshotState();
        terms = askByBeacon(3, tip);
        vm.revertToState(state);
        add(terms.order);
        vm.warp(revealEnd(terms));
    }

    /* REVERTS */

    function refuses(Terms memory terms, bytes memory reason) private {
        TaskId task = idOf(terms);
        expectError(reason);
        consensus.finalize(task);
    }

    function test_finalize_revertsForAnUnknownTask() public {
        Terms memory terms = unknownTerms();
        refuses(terms, abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, idOf(terms)));
    }

    function test_finalize_revertsForADecidedTask() public {
        Terms memory terms = ask(3);
        settled(terms);
        vm.warp(revealEnd(terms));
        refuses(terms, abi.encodeWithSelector(IConsensusErrors.TaskNotOpen.selector, idOf(terms), State.Decided));
    }

    function test_finalize_revertsASecondTime() public {
        Terms memory terms = ask(3);
        vm.warp(revealEnd(terms));
        finalized(terms);
        refuses(terms, abi.encodeWithSelector(IConsensusErrors.TaskNotOpen.selector, idOf(terms), State.Undecided));
        assertEq(consensus.credit(REQUESTER), feeOf(terms.order), "refunded once");
    }

    /// @dev As long as one vote may still come.
    function test_finalize_revertsWhileRevealsAreOpen(uint256 later, uint256 revealed) public {
        Terms memory terms = ask(7);
        revealed = bound(revealed, 0, 4);
        commitAll(terms, outputsOf(7, TRUTH));
        for (uint8 member; member < revealed; ++member) {
            reveal(terms, member, TRUTH);
        }
        uint256 end = revealEnd(terms);
        vm.warp(bound(later, vm.getBlockTimestamp(), end - 1));
        refuses(terms, abi.encodeWithSelector(IConsensusErrors.NotFinalizable.selector, idOf(terms), end));
    }
}
