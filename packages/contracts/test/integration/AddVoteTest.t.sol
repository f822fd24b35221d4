// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LateVote, State, Terms, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ILateVotes} from "../../src/interfaces/ILateVotes.sol";
import {SealLib} from "../../src/libraries/SealLib.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

contract AddVoteTest is TaskSteps {
    function seatsAtStart() internal pure override returns (uint256) {
        return 32;
    }

    /// @dev Five of seven decided, the other two sealed their votes, too.
    function decidedBy(Digest[] memory outputs) private returns (Terms memory terms, Committee committee) {
        terms = ask(7);
        committee = settledBy(terms, outputs, all(5));
    }

    function lateVote() private returns (Terms memory terms, LateVote memory v) {
        Committee committee;
        (terms, committee) = decidedBy(outputsOf(7, TRUTH));
        v = lateVoteOf(terms, committee, outputsOf(7, TRUTH), 5);
    }

    /* WHAT HAPPENS */

    function test_addVote_paysTheShare(uint256 later, address by) public {
        (Terms memory terms, LateVote memory v) = lateVote();
        uint16 seat = seatOf(v);
        uint64 before = balanceOf(seat);
        vm.warp(bound(later, vm.getBlockTimestamp(), deadAt(terms) - 1));
        vm.prank(by);
        vm.expectEmit(address(consensus));
        emit ILateVotes.VoteAdded(v.task, 5, TRUTH);
        consensus.addVote(v);
        assertEq(balanceOf(seat), before + terms.order.share, "the same as the others");
        assertEq(taskOf(terms).winners, all(6), "a winner");
        assertEq(taskOf(terms).revealed, all(6), "known");
        assertEq(taskOf(terms).closed, false, "one is left");
    }

    function test_addVote_slashesALie() public {
        Digest[] memory outputs = outputsOf(7, TRUTH);
        outputs[6] = LIE;
        (Terms memory terms, Committee committee) = decidedBy(outputs);
        LateVote memory v = lateVoteOf(terms, committee, outputs, 6);
        (uint64 before, uint256 owed) = (balanceOf(seatOf(v)), consensus.owedSink());
        consensus.addVote(v);
        assertEq(balanceOf(seatOf(v)), before - lieCost(terms.order.share), "what a lie costs");
        assertEq(consensus.heldOf(v.task), lieCost(terms.order.share), "held for an appeal");
        assertEq(consensus.owedSink() - owed, terms.order.share, "its share");
        assertEq(consensus.ballots(v.task)[6], Digest.unwrap(LIE), "kept, for an appeal");
        assertEq(taskOf(terms).punished, one(6), "punished");
    }

    function test_addVote_ofUnavailableCostsLittle() public {
        Digest[] memory outputs = outputsOf(7, TRUTH);
        outputs[5] = UNAVAILABLE;
        (Terms memory terms, Committee committee) = decidedBy(outputs);
        LateVote memory v = lateVoteOf(terms, committee, outputs, 5);
        uint64 before = balanceOf(seatOf(v));
        consensus.addVote(v);
        assertEq(balanceOf(seatOf(v)), before - softSlash(), "half a least share");
    }

    function test_addVote_closesWithTheLast() public {
        (Terms memory terms, LateVote memory v) = lateVote();
        consensus.addVote(v);
        consensus.addVote(lateVoteOf(terms, v.committee, outputsOf(7, TRUTH), 6));
        assertTrue(taskOf(terms).closed, "nothing is left to claim");
    }

    function test_addVote_byTheKeyOfItsEpoch() public {
        (Terms memory terms, LateVote memory v) = lateVote();
        uint64 before = balanceOf(seatOf(v));
        rotate(seatOf(v), 600);
        consensus.addVote(v);
        assertEq(balanceOf(seatOf(v)), before + terms.order.share, "paid");
    }

    /* AFTER AN OVERTURN */

    function overturned(Digest last) private returns (Terms memory terms, LateVote memory v) {
        terms = ask(7);
        Digest[] memory outputs = outputsOf(7, LIE);
        outputs[5] = last;
        Committee committee = settledBy(terms, outputs, all(5));
        v = lateVoteOf(terms, committee, outputs, 5);
        concludedAppeal(terms, TRUTH);
        assertLt(vm.getBlockTimestamp(), deadAt(terms), "in time");
    }

    function test_addVote_ofTheTruthLosesNothingOnceOverturned() public {
        (Terms memory terms, LateVote memory v) = overturned(TRUTH);
        (uint64 before, uint256 owed) = (balanceOf(seatOf(v)), consensus.owedSink());
        consensus.addVote(v);
        assertEq(balanceOf(seatOf(v)), before, "neither paid nor slashed");
        assertEq(consensus.owedSink() - owed, terms.order.share, "its share");
    }

    function test_addVote_ofTheLieIsSlashedOnceOverturned() public {
        (Terms memory terms, LateVote memory v) = overturned(LIE);
        uint64 before = balanceOf(seatOf(v));
        consensus.addVote(v);
        assertEq(balanceOf(seatOf(v)), before - lieCost(terms.order.share), "not paid for what was overturned");
    }

    /* REVERTS */

    function test_addVote_revertsForAnUnknownTask(bytes32 task) public {
        LateVote memory v;
        v.task = TaskId.wrap(task);
        refuses(v, abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, task));
    }

    function test_addVote_revertsForAnOpenTask() public {
        LateVote memory v;
        v.task = idOf(ask(3));
        refuses(v, abi.encodeWithSelector(IConsensusErrors.TaskNotDecided.selector, v.task, State.Open));
    }

    function test_addVote_revertsForARefundedTask() public {
        Terms memory terms = ask(3);
        consensus.settle(settlementOf(terms, UNAVAILABLE));
        LateVote memory v;
        v.task = idOf(terms);
        refuses(v, abi.encodeWithSelector(IConsensusErrors.TaskNotDecided.selector, v.task, State.Undecided));
    }

    function test_addVote_revertsOnceDead(uint256 later) public {
        (Terms memory terms, LateVote memory v) = lateVote();
        uint256 diedAt = deadAt(terms);
        vm.warp(diedAt + bound(later, 0, 365 days));
        refuses(v, abi.encodeWithSelector(IConsensusErrors.TaskDead.selector, v.task, diedAt));
    }

    function test_addVote_revertsForAnotherCommittee(uint256 other) public {
        (, LateVote memory v) = lateVote();
        vm.assume(other != Committee.unwrap(v.committee));
        v.committee = Committee.wrap(other);
        refuses(v, abi.encodeWithSelector(IConsensusErrors.WrongCommittee.selector, v.task));
    }

    function test_addVote_revertsBeyondTheCommittee(uint256 member) public {
        (, LateVote memory v) = lateVote();
        v.member = uint8(bound(member, 7, 255));
        refuses(v, abi.encodeWithSelector(IConsensusErrors.MemberUnknown.selector, v.task, v.member));
    }

    function test_addVote_revertsASecondTime() public {
        (, LateVote memory v) = lateVote();
        consensus.addVote(v);
        refuses(v, abi.encodeWithSelector(IConsensusErrors.AlreadyRevealed.selector, v.task, 5));
    }

    /// @dev Whose vote was in the settlement is paid already.
    function test_addVote_revertsForAVoteThatWasSettled() public {
        (Terms memory terms, LateVote memory v) = lateVote();
        v = lateVoteOf(terms, v.committee, outputsOf(7, TRUTH), 0);
        refuses(v, abi.encodeWithSelector(IConsensusErrors.AlreadyRevealed.selector, v.task, 0));
    }

    /// @dev A settlement that left nobody out keeps no seal; who sealed nothing cannot come later with another one.
    function test_addVote_revertsWithoutASeal() public {
        Terms memory terms = ask(3);
        Committee committee = settled(terms, outputsFrom(3, 3, TRUTH));
        LateVote memory v = lateVoteOf(terms, committee, outputsOf(3, TRUTH), 2);
        bytes32 actual = SealLib.sealOf(v.commitments);
        refuses(v, abi.encodeWithSelector(IConsensusErrors.WrongSeal.selector, v.task, bytes32(0), actual));
    }

    /// @dev A seal is of all its commitments, in their order, and of no more.
    function test_addVote_revertsForAnotherSeal(uint256 which, bytes32 commitment, bool longer) public {
        (, LateVote memory v) = lateVote();
        bytes32 kept = consensus.sealOf(v.task);
        bytes32[] memory commitments = new bytes32[](longer ? 8 : 7);
        for (uint256 i; i < 7; ++i) {
            commitments[i] = v.commitments[i];
        }
        which = bound(which, 0, 6);
        vm.assume(longer || commitment != commitments[which]);
        if (!longer) commitments[which] = commitment;
        v.commitments = commitments;
        bytes32 actual = SealLib.sealOf(commitments);
        refuses(v, abi.encodeWithSelector(IConsensusErrors.WrongSeal.selector, v.task, kept, actual));
    }

    function test_addVote_revertsForNothing() public {
        (, LateVote memory v) = lateVote();
        v.output = NOTHING;
        refuses(v, abi.encodeWithSelector(IConsensusErrors.EmptyDigest.selector));
    }

    /// @dev Who sealed a lie does not bring the truth once it is known.
    function test_addVote_revertsForAnotherOutput() public {
        Digest[] memory outputs = outputsOf(7, TRUTH);
        outputs[6] = LIE;
        (Terms memory terms, Committee committee) = decidedBy(outputs);
        LateVote memory v = lateVoteOf(terms, committee, outputs, 6);
        v.output = TRUTH;
        wrongOpening(v);
    }

    function test_addVote_revertsForAnotherSalt(bytes32 salt) public {
        (, LateVote memory v) = lateVote();
        vm.assume(salt != v.vote.salt);
        v.vote.salt = salt;
        wrongOpening(v);
    }

    function wrongOpening(LateVote memory v) private {
        bytes32 actual = consensus.commitmentOf(v.task, seatOf(v), v.output, v.vote.salt);
        bytes32 expected = v.commitments[v.member];
        refuses(v, abi.encodeWithSelector(IConsensusErrors.WrongOpening.selector, v.task, v.member, expected, actual));
    }

    /// @dev By another member, over another seal or output, of another task; or nobody's.
    function test_addVote_revertsForAForeignSignature(uint256 kind) public {
        (, LateVote memory v) = lateVote();
        (, address[] memory signers) = consensus.membersOf(v.task, v.committee);
        bytes32 seal = SealLib.sealOf(v.commitments);
        kind = bound(kind, 0, 4);
        (TaskId task, bytes32 signedSeal) = (v.task, seal);
        if (kind == 2) signedSeal = keccak256("another seal");
        if (kind == 3) task = TaskId.wrap(keccak256("another task"));
        Vote memory vote = signVote(task, 5, signers[kind == 0 ? 6 : 5], kind == 1 ? LIE : TRUTH, signedSeal);
        (v.vote.r, v.vote.vs) = (kind == 4 ? bytes32(0) : vote.r, vote.vs);
        address recovered = recoveredFrom(consensus.voteDigest(v.task, TRUTH, seal), v.vote.r, v.vote.vs);
        refuses(v, abi.encodeWithSelector(IConsensusErrors.InvalidVote.selector, v.task, 5, signers[5], recovered));
    }

    /* HELPERS */

    function seatOf(LateVote memory v) private view returns (uint16) {
        (uint16[] memory seats,) = consensus.membersOf(v.task, v.committee);
        return seats[v.member];
    }

    function refuses(LateVote memory v, bytes memory reason) private {
        expectError(reason);
        consensus.addVote(v);
    }
}
