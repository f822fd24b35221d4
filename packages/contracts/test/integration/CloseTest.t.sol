// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ILateVotes} from "../../src/interfaces/ILateVotes.sol";
import {Committee} from "../../src/types/Committee.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

contract CloseTest is TaskSteps {
    function seatsAtStart() internal pure override returns (uint256) {
        return 32;
    }

    function closed(Terms memory terms, uint256 unclaimed, uint256 bounty) private {
        (TaskId task, Committee committee) = (idOf(terms), committeeOfDecided(terms));
        vm.prank(STRANGER);
        vm.expectEmit(address(consensus));
        emit ILateVotes.Closed(task, STRANGER, unclaimed, uint64(bounty));
        consensus.close(task, committee);
        noteAccount(STRANGER);
        assertTrue(taskOf(terms).closed, "closed");
        assertEq(consensus.credit(STRANGER), bounty, "bounty");
    }

    /* LANE 1 */

    /// @dev What nobody claimed is the sink's; absence costs nothing.
    function test_close_givesUnclaimedSharesToTheSink(uint256 size, uint256 brought, bool sealedAll) public {
        uint8 k = uint8(bound(size, 4, 15));
        brought = bound(brought, consensus.quorum(k), k - 1);
        Terms memory terms = ask(k);
        uint16[] memory seats = seatsOf(terms);
        settledBy(terms, sealedAll ? outputsOf(k, TRUTH) : outputsFrom(k, all(brought), TRUTH), all(brought));
        uint64[] memory before = balancesOf(seats);
        uint256 owed = consensus.owedSink();
        vm.warp(deadAt(terms));
        uint256 unclaimed = (k - brought) * terms.order.share;
        closed(terms, unclaimed, 0);
        assertEq(abi.encode(balancesOf(seats)), abi.encode(before), "nobody lost anything");
        assertEq(consensus.owedSink() - owed, unclaimed, "to the sink");
        assertEq(taskOf(terms).punished, 0, "nobody");
    }

    /* THE COURT */

    /// @dev Four of seven committed beside a quorum that revealed: one withheld, one never came.
    function decidedInCourt() private returns (Terms memory terms, uint16[] memory seats) {
        terms = ask(7);
        keepCommittee(terms);
        seats = seatsOf(terms);
        commitAll(terms, outputsFrom(7, all(6), TRUTH));
        toReveals(terms);
        for (uint8 member; member < 5; ++member) {
            reveal(terms, member, TRUTH);
        }
        assertOutput(terms, TRUTH);
    }

    function test_close_slashesSilenceInTheCourt(uint256 later) public {
        (Terms memory terms, uint16[] memory seats) = decidedInCourt();
        uint64[] memory before = balancesOf(seats);
        uint256 owed = consensus.owedSink();
        vm.warp(deadAt(terms) + bound(later, 0, 1 days));
        (uint256 cost, uint256 unclaimed) = (lieCost(terms.order.share), 2 * uint256(terms.order.share));
        closed(terms, unclaimed, bountyOf(cost));
        assertEq(before[5] - balanceOf(seats[5]), cost, "withheld: what a lie costs");
        assertEq(before[6] - balanceOf(seats[6]), softSlash(), "absent: half a least share");
        for (uint256 member; member < 5; ++member) {
            assertEq(balanceOf(seats[member]), before[member], "nobody else");
        }
        assertEq(taskOf(terms).punished, one(5) | one(6), "both");
        assertEq(consensus.owedSink() - owed, unclaimed + cost + softSlash() - bountyOf(cost), "to the sink");
        assertEq(consensus.heldOf(idOf(terms)), 0, "an appeal does not bring it back");
    }

    /// @dev A seal that was carried into the court: who acknowledged it answers, who did not was in lane 1.
    function test_close_slashesWhoAcknowledgedAndKeptSilent() public {
        Terms memory terms = ask(7);
        keepCommittee(terms);
        uint16[] memory seats = seatsOf(terms);
        convened(terms, outputsOf(7, TRUTH), all(6));
        for (uint8 member; member < 5; ++member) {
            reveal(terms, member, TRUTH);
        }
        uint64[] memory before = balancesOf(seats);
        vm.warp(deadAt(terms));
        uint256 cost = lieCost(terms.order.share);
        closed(terms, 2 * uint256(terms.order.share), bountyOf(cost));
        assertEq(before[5] - balanceOf(seats[5]), cost, "withheld");
        assertEq(balanceOf(seats[6]), before[6], "not bound");
    }

    /// @dev Of a task so old that members may have left, nobody is slashed.
    function test_close_slashesNobodyOnceStakesMayHaveLeft() public {
        (Terms memory terms, uint16[] memory seats) = decidedInCourt();
        uint64[] memory before = balancesOf(seats);
        vm.warp(uint256(taskOf(terms).addedAt) + p.unbondingPeriod);
        closed(terms, 2 * uint256(terms.order.share), 0);
        assertEq(abi.encode(balancesOf(seats)), abi.encode(before), "nobody");
    }

    /* REVERTS */

    function refuses(Terms memory terms, Committee committee, bytes memory reason) private {
        TaskId task = idOf(terms);
        expectError(reason);
        consensus.close(task, committee);
    }

    function test_close_revertsForAnUnknownTask(uint256 committee) public {
        Terms memory terms = unknownTerms();
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, idOf(terms));
        refuses(terms, Committee.wrap(committee), reason);
    }

    function test_close_revertsForAnOpenTask() public {
        Terms memory terms = ask(3);
        Committee committee = committeeOf(terms);
        vm.warp(deadAt(terms));
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.TaskNotDecided.selector, idOf(terms), State.Open);
        refuses(terms, committee, reason);
    }

    function test_close_revertsForARefundedTask() public {
        Terms memory terms = ask(3);
        Committee committee = settled(terms, outputsOf(3, UNAVAILABLE));
        vm.warp(deadAt(terms));
        bytes memory reason =
            abi.encodeWithSelector(IConsensusErrors.TaskNotDecided.selector, idOf(terms), State.Undecided);
        refuses(terms, committee, reason);
    }

    function test_close_revertsWhileVotesMayCome(uint256 earlier) public {
        (Terms memory terms,) = decidedInCourt();
        uint256 diesAt = deadAt(terms);
        vm.warp(bound(earlier, vm.getBlockTimestamp(), diesAt - 1));
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.TaskAlive.selector, idOf(terms), diesAt);
        refuses(terms, committeeOfDecided(terms), reason);
    }

    function test_close_revertsWhereAllVotesAreKnown() public {
        Terms memory terms = ask(3);
        Committee committee = settled(terms);
        vm.warp(deadAt(terms));
        refuses(terms, committee, abi.encodeWithSelector(IConsensusErrors.AlreadyClosed.selector, idOf(terms)));
    }

    function test_close_revertsASecondTime() public {
        (Terms memory terms,) = decidedInCourt();
        vm.warp(deadAt(terms));
        closed(terms, 2 * uint256(terms.order.share), bountyOf(lieCost(terms.order.share)));
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.AlreadyClosed.selector, idOf(terms));
        refuses(terms, committeeOfDecided(terms), reason);
    }

    function test_close_revertsForAnotherCommittee(uint256 other) public {
        (Terms memory terms,) = decidedInCourt();
        vm.assume(other != Committee.unwrap(committeeOfDecided(terms)));
        vm.warp(deadAt(terms));
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.WrongCommittee.selector, idOf(terms));
        refuses(terms, Committee.wrap(other), reason);
    }
}
