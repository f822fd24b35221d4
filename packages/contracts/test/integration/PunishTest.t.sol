// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Contradiction, LateVote, State, Terms, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ILateVotes} from "../../src/interfaces/ILateVotes.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

contract PunishTest is TaskSteps {
    function seatsAtStart() internal pure override returns (uint256) {
        return 16;
    }

    function decided() private returns (Terms memory terms, Committee committee) {
        terms = ask(7);
        committee = settled(terms);
    }

    function contradiction() private returns (Contradiction memory c) {
        (Terms memory terms, Committee committee) = decided();
        return contradictionOf(terms, committee, 2, LIE);
    }

    /* WHAT HAPPENS */

    /// @dev A winner keeps what it earned and loses what a lie costs; whoever showed it gets a bounty out of that.
    function test_punish_slashesAWinner(uint256 share, uint256 later, bytes32 output) public {
        vm.assume(output != 0 && Digest.wrap(output) != TRUTH && Digest.wrap(output) != UNAVAILABLE);
        Terms memory terms = askFor(7, uint64(bound(share, p.minimumShare, hardSlash())));
        Committee committee = settled(terms);
        Contradiction memory c = contradictionOf(terms, committee, 2, Digest.wrap(output));
        uint64 before = balanceOf(seatOf(c));
        uint64 cost = lieCost(terms.order.share);
        vm.warp(bound(later, vm.getBlockTimestamp(), deadAt(terms) - 1));
        vm.prank(STRANGER);
        vm.expectEmit(address(consensus));
        emit ILateVotes.Punished(c.task, 2, c.output, STRANGER, uint64(bountyOf(cost)));
        consensus.punish(c);
        assertEq(balanceOf(seatOf(c)), before - cost, "what a lie costs");
        assertEq(consensus.credit(STRANGER), bountyOf(cost), "a bounty");
        assertEq(consensus.heldOf(c.task), cost - bountyOf(cost), "the rest is held");
        assertEq(taskOf(terms).winners, all(7), "its vote still counts");
        assertEq(taskOf(terms).punished, one(2), "punished");
    }

    /// @dev Whose vote was left out has none any more: its share is the sink's.
    function test_punish_slashesWhoWasLeftOut() public {
        Terms memory terms = ask(7);
        Committee committee = settledBy(terms, outputsOf(7, TRUTH), all(6));
        Contradiction memory c = contradictionOf(terms, committee, 6, LIE);
        (uint64 before, uint256 owed) = (balanceOf(seatOf(c)), consensus.owedSink());
        consensus.punish(c);
        noteAccount(address(this));
        assertEq(balanceOf(seatOf(c)), before - lieCost(terms.order.share), "slashed");
        assertEq(consensus.owedSink() - owed, terms.order.share, "its share");
        assertEq(taskOf(terms).revealed, all(7), "known");
        assertEq(consensus.ballots(c.task)[6], Digest.unwrap(LIE), "kept, for an appeal");
        LateVote memory v = lateVoteOf(terms, committee, outputsOf(7, TRUTH), 6);
        expectError(abi.encodeWithSelector(IConsensusErrors.AlreadyRevealed.selector, c.task, 6));
        consensus.addVote(v);
    }

    /// @dev `UNAVAILABLE` for one, another answer for the others: it costs as much as the lie alone.
    function test_punish_takesTheRestOfWhoSaidUnavailable() public {
        Terms memory terms = ask(7);
        Digest[] memory outputs = outputsOf(7, TRUTH);
        outputs[4] = UNAVAILABLE;
        uint16 seat = seatsOf(terms)[4];
        uint64 before = balanceOf(seat);
        Committee committee = settled(terms, outputs);
        assertEq(balanceOf(seat), before - softSlash(), "half a least share");
        Contradiction memory c = contradictionOf(terms, committee, 4, LIE);
        consensus.punish(c);
        noteAccount(address(this));
        assertEq(balanceOf(seat), before - lieCost(terms.order.share), "as a lie");
        refuses(c, abi.encodeWithSelector(IConsensusErrors.AlreadyPunished.selector, c.task, 4));
    }

    function test_punish_byTheKeyOfItsEpoch() public {
        Contradiction memory c = contradiction();
        uint16 seat = seatOf(c);
        uint64 before = balanceOf(seat);
        rotate(seat, 600);
        consensus.punish(c);
        noteAccount(address(this));
        assertLt(balanceOf(seat), before, "the old key answers");
    }

    function test_punish_ofSeveralMembers(uint256 count) public {
        (Terms memory terms, Committee committee) = decided();
        count = bound(count, 1, 7);
        for (uint8 member; member < count; ++member) {
            Contradiction memory c = contradictionOf(terms, committee, member, LIE);
            vm.prank(STRANGER);
            consensus.punish(c);
        }
        uint256 cost = lieCost(terms.order.share);
        assertEq(consensus.credit(STRANGER), count * bountyOf(cost), "a bounty each");
        assertEq(consensus.heldOf(idOf(terms)), count * (cost - bountyOf(cost)), "held");
    }

    /// @dev What an appeal did not find is a lie, the decision included.
    function test_punish_slashesForTheDecisionOnceOverturned() public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms, outputsFrom(7, all(6), LIE));
        concludedAppeal(terms, TRUTH);
        Contradiction memory c = contradictionOf(terms, committee, 6, LIE);
        uint64 before = balanceOf(seatOf(c));
        consensus.punish(c);
        noteAccount(address(this));
        assertEq(balanceOf(seatOf(c)), before - lieCost(terms.order.share), "slashed");
    }

    /* REVERTS */

    function test_punish_revertsForAnUnknownTask(bytes32 task) public {
        Contradiction memory c;
        c.task = TaskId.wrap(task);
        refuses(c, abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, task));
    }

    /// @dev Until there is a decision nothing contradicts it.
    function test_punish_revertsForAnOpenTask() public {
        Contradiction memory c;
        c.task = idOf(ask(3));
        refuses(c, abi.encodeWithSelector(IConsensusErrors.TaskNotDecided.selector, c.task, State.Open));
    }

    function test_punish_revertsForARefundedTask() public {
        Terms memory terms = ask(3);
        consensus.settle(settlementOf(terms, UNAVAILABLE));
        Contradiction memory c;
        c.task = idOf(terms);
        refuses(c, abi.encodeWithSelector(IConsensusErrors.TaskNotDecided.selector, c.task, State.Undecided));
    }

    function test_punish_revertsOnceDead(uint256 later) public {
        (Terms memory terms, Committee committee) = decided();
        uint256 diedAt = deadAt(terms);
        Contradiction memory c = contradictionOf(terms, committee, 0, LIE);
        vm.warp(diedAt + bound(later, 0, 365 days));
        refuses(c, abi.encodeWithSelector(IConsensusErrors.TaskDead.selector, c.task, diedAt));
    }

    function test_punish_revertsForAnotherCommittee(uint256 other) public {
        Contradiction memory c = contradiction();
        vm.assume(other != Committee.unwrap(c.committee));
        c.committee = Committee.wrap(other);
        refuses(c, abi.encodeWithSelector(IConsensusErrors.WrongCommittee.selector, c.task));
    }

    function test_punish_revertsBeyondTheCommittee(uint256 member) public {
        Contradiction memory c = contradiction();
        c.member = uint8(bound(member, 7, 255));
        refuses(c, abi.encodeWithSelector(IConsensusErrors.MemberUnknown.selector, c.task, c.member));
    }

    function test_punish_revertsForNothing() public {
        Contradiction memory c = contradiction();
        c.output = NOTHING;
        refuses(c, abi.encodeWithSelector(IConsensusErrors.EmptyDigest.selector));
    }

    /// @dev The same answer over another seal harms nobody.
    function test_punish_revertsForWhatWasDecided() public {
        (Terms memory terms, Committee committee) = decided();
        noContradiction(contradictionOf(terms, committee, 1, TRUTH));
    }

    function test_punish_revertsForUnavailable() public {
        (Terms memory terms, Committee committee) = decided();
        noContradiction(contradictionOf(terms, committee, 1, UNAVAILABLE));
    }

    /// @dev Who said what an appeal found right was right.
    function test_punish_revertsForWhatAnAppealFound() public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms, outputsOf(7, LIE));
        answeredAppeal(terms, TRUTH);
        noContradiction(contradictionOf(terms, committee, 1, TRUTH));
    }

    function noContradiction(Contradiction memory c) private {
        refuses(c, abi.encodeWithSelector(IConsensusErrors.NoContradiction.selector, c.task, c.member));
    }

    function test_punish_revertsASecondTime(bool another) public {
        (Terms memory terms, Committee committee) = decided();
        consensus.punish(contradictionOf(terms, committee, 2, LIE));
        noteAccount(address(this));
        Contradiction memory c = contradictionOf(terms, committee, 2, another ? OTHER_LIE : LIE);
        refuses(c, abi.encodeWithSelector(IConsensusErrors.AlreadyPunished.selector, c.task, 2));
    }

    /// @dev Whose lie was in the settlement has paid for it.
    function test_punish_revertsForWhoWasSlashedInTheSettlement() public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms, outputsWith(7, 2, LIE));
        Contradiction memory c = contradictionOf(terms, committee, 1, OTHER_LIE);
        refuses(c, abi.encodeWithSelector(IConsensusErrors.AlreadyPunished.selector, c.task, 1));
    }

    /// @dev By another member, over another output or seal, of another task; or nobody's.
    function test_punish_revertsForAForeignSignature(uint256 kind) public {
        Contradiction memory c = contradiction();
        (, address[] memory signers) = consensus.membersOf(c.task, c.committee);
        kind = bound(kind, 0, 4);
        TaskId task = kind == 3 ? TaskId.wrap(keccak256("another task")) : c.task;
        bytes32 seal = kind == 2 ? keccak256("one more seal") : c.seal;
        Vote memory vote = signVote(task, 2, signers[kind == 0 ? 3 : 2], kind == 1 ? OTHER_LIE : LIE, seal);
        (c.r, c.vs) = (kind == 4 ? bytes32(0) : vote.r, vote.vs);
        address recovered = recoveredFrom(consensus.voteDigest(c.task, LIE, c.seal), c.r, c.vs);
        refuses(c, abi.encodeWithSelector(IConsensusErrors.InvalidVote.selector, c.task, 2, signers[2], recovered));
    }

    /* HELPERS */

    function seatOf(Contradiction memory c) private view returns (uint16) {
        (uint16[] memory seats,) = consensus.membersOf(c.task, c.committee);
        return seats[c.member];
    }

    function refuses(Contradiction memory c, bytes memory reason) private {
        expectError(reason);
        consensus.punish(c);
    }
}
