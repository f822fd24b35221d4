// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LateVote, Settlement, State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice Attacks on what members seal, in one lane and in both.
contract SealsTest is TaskSteps {
    /* N2: A MADE-UP COMMITMENT */

    /// @dev A quorum names a commitment for an honest member that it cannot open, and makes the seal the court's.
    function test_N2_aMadeUpCommitmentBindsNobody() public {
        Terms memory terms = ask(3);
        TaskId task = idOf(terms);
        uint16[] memory seats = seatsOf(terms);
        Committee committee = committeeOf(terms);
        bytes32[] memory commitments = commitmentsOf(task, seats, outputsOf(3, TRUTH));
        commitments[2] = keccak256("made up");
        uint64 before = balanceOf(seats[2]);
        consensus.convene(terms, commitments, acknowledgementsOf(terms, commitments, 3));
        revealTwo(task);
        vm.warp(deadAt(terms));
        consensus.close(task, committee);
        assertEq(balanceOf(seats[2]), before, "the honest member lost nothing");
        assertEq(taskOf(terms).punished, 0, "nobody was slashed");
    }

    function revealTwo(TaskId task) private {
        for (uint8 member; member < 2; ++member) {
            consensus.reveal(task, member, TRUTH, saltOf(task, member));
        }
    }

    /// @dev Who is in the seal and did not acknowledge it in time brings its vote once the task is decided.
    function test_convene_paysWhoDidNotAcknowledge() public {
        Terms memory terms = ask(3);
        TaskId task = idOf(terms);
        uint16[] memory seats = seatsOf(terms);
        Committee committee = committeeOf(terms);
        bytes32[] memory commitments = commitmentsOf(task, seats, outputsOf(3, TRUTH));
        uint64 before = balanceOf(seats[2]);
        consensus.convene(terms, commitments, acknowledgementsOf(terms, commitments, 3));
        revealTwo(task);
        consensus.addVote(lateVoteOf(terms, committee, outputsOf(3, TRUTH), 2));
        assertEq(balanceOf(seats[2]), before + terms.order.share, "paid");
    }

    /* N3: COPYING THROUGH THE COURT */

    /// @dev A member that computed nothing sees lane 1's votes, commits to what they say, and opens it afterwards.
    function test_N3_whoCopiesThroughTheCourtIsNotPaid() public {
        Terms memory terms = ask(3);
        TaskId task = idOf(terms);
        uint16[] memory seats = seatsOf(terms);
        Digest[] memory outputs = outputsOf(3, TRUTH);
        outputs[2] = Digest.wrap(0);
        Settlement memory s = settlementOf(terms, outputs);
        consensus.draw(terms);
        commit(task, seats[2], 2, TRUTH);
        uint64 before = balanceOf(seats[2]);
        consensus.settle(s);
        vm.warp(commitEnd(terms));
        expectError(abi.encodeWithSelector(IConsensusErrors.AlreadyRevealed.selector, task, 2));
        consensus.reveal(task, 2, TRUTH, saltOf(task, 2));
        assertEq(balanceOf(seats[2]), before, "neither paid nor slashed");
        assertTrue(taskOf(terms).closed, "nothing is left to claim");
    }

    /// @dev Who committed in both lanes to the same is paid, whichever decides.
    function test_bothLanes_payTheSameSealOnce() public {
        Terms memory terms = ask(3);
        TaskId task = idOf(terms);
        uint16[] memory seats = seatsOf(terms);
        Settlement memory s = settlementOf(terms, outputsOf(3, TRUTH), 3);
        Committee committee = committeeOf(terms);
        consensus.draw(terms);
        commit(task, seats[2], 2, TRUTH);
        uint64 before = balanceOf(seats[2]);
        consensus.settle(s);
        vm.warp(commitEnd(terms));
        consensus.reveal(task, 2, TRUTH, saltOf(task, 2));
        assertEq(balanceOf(seats[2]), before + terms.order.share, "paid once");
        LateVote memory again = lateVoteOf(terms, committee, outputsOf(3, TRUTH), 2);
        expectError(abi.encodeWithSelector(IConsensusErrors.AlreadyRevealed.selector, task, 2));
        consensus.addVote(again);
    }

    /* LATE VOTES */

    /// @dev Leaving two of seven out pays nobody more, and they are paid as long as the task lives.
    function test_A17_leavingMembersOutPaysNobodyMore(uint256 later) public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        Committee committee = committeeOf(terms);
        uint64[2] memory before = [balanceOf(seats[0]), balanceOf(seats[6])];
        consensus.settle(settlementOf(terms, outputsOf(7, TRUTH), 0x1f));
        vm.warp(bound(later, vm.getBlockTimestamp(), deadAt(terms) - 1));
        consensus.addVote(lateVoteOf(terms, committee, outputsOf(7, TRUTH), 6));
        assertEq(balanceOf(seats[0]), before[0] + terms.order.share, "one share");
        assertEq(balanceOf(seats[6]), before[1] + terms.order.share, "the same, late");
    }

    function test_P7_sealedVotes_arePaid_howeverLateTheSettlement(uint256 later) public {
        Terms memory terms = ask(5);
        uint16[] memory seats = seatsOf(terms);
        uint64 before = balanceOf(seats[4]);
        vm.warp(bound(later, vm.getBlockTimestamp(), deadAt(terms) - 1));
        consensus.settle(settlementOf(terms, outputsOf(5, TRUTH)));
        assertEq(balanceOf(seats[4]), before + terms.order.share, "paid");
    }

    function test_settle_leavesNobodyOut_onceRevealsAreOver(uint256 later) public {
        Terms memory terms = ask(5);
        Settlement memory s = settlementOf(terms, outputsOf(5, TRUTH), 0xf);
        vm.warp(bound(later, revealEnd(terms), deadAt(terms) - 1));
        expectError(abi.encodeWithSelector(IConsensusErrors.VotesMissing.selector, idOf(terms), 1));
        consensus.settle(s);
    }

    /// @dev A lie that was sealed and left out is brought by anybody, and costs as much.
    function test_P7_aLieThatWasLeftOutIsSlashed() public {
        Terms memory terms = ask(7);
        Digest[] memory outputs = outputsWith(7, 1, LIE);
        uint16[] memory seats = seatsOf(terms);
        Committee committee = committeeOf(terms);
        uint64 before = balanceOf(seats[0]);
        consensus.settle(settlementOf(terms, outputs, 0x7e));
        vm.prank(STRANGER);
        consensus.addVote(lateVoteOf(terms, committee, outputs, 0));
        assertEq(balanceOf(seats[0]), before - lieCost(terms.order.share), "slashed");
        assertGt(lieCost(terms.order.share), terms.order.share, "it loses more than it could have earned");
    }

    /* A10: BOTH LANES COUNT TOGETHER */

    /// @dev A liar settles a quorum of lane 1's votes first: what it revealed in the court is counted all the same.
    function test_A10_settlingFirstDoesNotHideALie() public {
        Terms memory terms = ask(7);
        TaskId task = idOf(terms);
        uint16[] memory seats = seatsOf(terms);
        consensus.draw(terms);
        commit(task, seats[0], 0, LIE);
        vm.warp(commitEnd(terms));
        consensus.reveal(task, 0, LIE, saltOf(task, 0));
        uint64 before = balanceOf(seats[0]);
        Digest[] memory outputs = outputsOf(7, TRUTH);
        outputs[0] = Digest.wrap(0);
        consensus.settle(settlementOf(terms, outputs));
        assertEq(balanceOf(seats[0]), before - lieCost(terms.order.share), "slashed in the same transaction");
    }

    /// @dev Votes and reveals together come to a quorum that neither has alone.
    function test_A10_anHonestRevealIsPaidInASettlement() public {
        Terms memory terms = ask(3);
        TaskId task = idOf(terms);
        uint16[] memory seats = seatsOf(terms);
        consensus.draw(terms);
        commit(task, seats[0], 0, TRUTH);
        vm.warp(commitEnd(terms));
        consensus.reveal(task, 0, TRUTH, saltOf(task, 0));
        uint64 before = balanceOf(seats[0]);
        Digest[] memory outputs = outputsOf(3, TRUTH);
        (outputs[0], outputs[2]) = (Digest.wrap(0), Digest.wrap(0));
        consensus.settle(settlementOf(terms, outputs));
        assertOutput(terms, TRUTH);
        assertEq(balanceOf(seats[0]), before + terms.order.share, "paid");
    }

    /* A18, S9: WHO REVEALS LAST */

    /// @dev Who waits with its opening keeps nobody waiting: the quorum decides without it, in the same second. Who is
    /// needed for the quorum and stays silent pays for that as for a lie.
    function test_A18_theLastRevealerDelaysNobodyForNothing() public {
        Terms memory terms = ask(7);
        uint16 seat = seatsOf(terms)[6];
        keepCommittee(terms);
        commitAll(terms, outputsOf(7, TRUTH));
        (uint256 time, uint64 before) = (vm.getBlockTimestamp(), balanceOf(seat));
        for (uint8 member; member < 5; ++member) {
            reveal(terms, member, TRUTH);
        }
        assertOutput(terms, TRUTH);
        assertEq(vm.getBlockTimestamp(), time, "at once");
        vm.warp(deadAt(terms));
        consensus.close(idOf(terms), committeeOfDecided(terms));
        noteAccount(address(this));
        assertEq(balanceOf(seat), before - lieCost(terms.order.share), "what it would have been paid, and more");
    }

    function test_A18_aPivotalRevealerPaysForItsSilence() public {
        Terms memory terms = ask(7);
        uint16 seat = seatsOf(terms)[4];
        commitAll(terms, outputsFrom(7, 0x1f, TRUTH));
        vm.warp(commitEnd(terms));
        for (uint8 member; member < 4; ++member) {
            reveal(terms, member, TRUTH);
        }
        uint64 before = balanceOf(seat);
        vm.warp(revealEnd(terms));
        consensus.finalize(idOf(terms));
        assertEq(balanceOf(seat), before - lieCost(terms.order.share), "slashed");
        assertLt(feeOf(terms.order) - consensus.credit(REQUESTER), lieCost(terms.order.share), "more than it burnt");
    }

    /// @dev No grace ends with the quorum: an honest opening is paid until the last second of reveals.
    function test_S9_anHonestRevealIsNeverCutOff(uint256 later) public {
        Terms memory terms = ask(7);
        uint16 seat = seatsOf(terms)[6];
        commitAll(terms, outputsOf(7, TRUTH));
        uint64 before = balanceOf(seat);
        for (uint8 member; member < 5; ++member) {
            reveal(terms, member, TRUTH);
        }
        vm.warp(bound(later, vm.getBlockTimestamp(), revealEnd(terms) - 1));
        reveal(terms, 6, TRUTH);
        assertEq(balanceOf(seat), before + terms.order.share, "paid");
    }

    /* S11: RACES TO SETTLE */

    /// @dev Whoever settles with the bare quorum first is paid nothing for it, and takes nothing from who is left out.
    function test_S11_settlingAtABareQuorumPaysNothing() public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        Committee committee = committeeOf(terms);
        Settlement memory s = settlementOf(terms, outputsOf(7, TRUTH), 0x1f);
        uint64[2] memory before = [balanceOf(seats[0]), balanceOf(seats[5])];
        address signer = consensus.getSeat(seats[0]).signer;
        vm.prank(signer);
        consensus.settle(s);
        assertEq(consensus.credit(signer), 0, "no tip");
        assertEq(balanceOf(seats[0]), before[0] + terms.order.share, "one share");
        consensus.addVote(lateVoteOf(terms, committee, outputsOf(7, TRUTH), 5));
        assertEq(balanceOf(seats[5]), before[1] + terms.order.share, "the same");
    }

    /* A21: ONE BAD ENTRY */

    function test_A21_oneBadEntryDoesNotSpoilABatch() public {
        Terms memory first = ask(3);
        Terms memory second = ask(3);
        Settlement[] memory batch = new Settlement[](2);
        (batch[0], batch[1]) = (settlementOf(first, TRUTH), settlementOf(second, TRUTH));
        batch[0].votes[0].salt = keccak256("another");
        consensus.settleMany(batch);
        assertState(first, State.Open);
        assertOutput(second, TRUTH);
    }
}
