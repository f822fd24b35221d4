// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Task, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ICourt} from "../../src/interfaces/ICourt.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

contract RevealTest is TaskSteps {
    function seatsAtStart() internal pure override returns (uint256) {
        return 32;
    }

    /// @dev All members committed to something, so reveals are open.
    function committedTo(Digest[] memory outputs) private returns (Terms memory terms) {
        terms = ask(uint8(outputs.length));
        keepCommittee(terms);
        commitAll(terms, outputs);
    }

    function anySize(uint256 size) private pure returns (uint8) {
        return uint8(bound(size, 3, 15));
    }

    /* WHAT HAPPENS */

    function test_reveal_opensAVote(uint256 size, uint256 which, address by, bytes32 output) public {
        vm.assume(output != 0);
        uint8 k = anySize(size);
        Terms memory terms = committedTo(outputsOf(k, Digest.wrap(output)));
        (TaskId task, uint8 member) = (idOf(terms), uint8(bound(which, 0, k - 1)));
        uint16 seat = seatsOf(terms)[member];
        uint64 before = balanceOf(seat);
        vm.prank(by);
        vm.expectEmit(address(consensus));
        emit ICourt.Revealed(task, member, Digest.wrap(output));
        consensus.reveal(task, member, Digest.wrap(output), saltOf(task, member));
        assertEq(taskOf(terms).revealed, one(member), "known");
        assertEq(consensus.ballots(task)[member], output, "kept");
        assertEq(balanceOf(seat), before, "nothing is paid before a quorum");
        assertState(terms, State.Open);
    }

    function test_reveal_decidesWithTheQuorum(uint256 size, uint256 share) public {
        uint8 k = anySize(size);
        Terms memory terms = askFor(k, uint64(bound(share, p.minimumShare, hardSlash())));
        uint8 quorum = consensus.quorum(k);
        Committee committee = keepCommittee(terms);
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        commitAll(terms, outputsOf(k, TRUTH));
        for (uint8 member; member + 1 < quorum; ++member) {
            reveal(terms, member, TRUTH);
        }
        assertState(terms, State.Open);
        (TaskId task, bytes32 salt) = (idOf(terms), saltOf(idOf(terms), quorum - 1));
        vm.expectEmit(address(consensus));
        emit ITasks.Decided(task, TRUTH, all(quorum), committee);
        consensus.reveal(task, quorum - 1, TRUTH, salt);
        assertOutput(terms, TRUTH);
        for (uint256 member; member < k; ++member) {
            uint256 earned = member < quorum ? terms.order.share : 0;
            assertEq(balanceOf(seats[member]), before[member] + earned, "a share each");
        }
    }

    /// @dev Wrong votes that were opened before the quorum was there are slashed with the decision.
    function test_reveal_slashesWhoLiedBefore() public {
        Digest[] memory outputs = outputsWith(7, 2, LIE);
        Terms memory terms = committedTo(outputs);
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        uint256 owed = consensus.owedSink();
        revealAll(terms, outputs);
        assertOutput(terms, TRUTH);
        for (uint256 member; member < 2; ++member) {
            assertEq(balanceOf(seats[member]), before[member] - lieCost(terms.order.share), "slashed");
        }
        assertEq(taskOf(terms).punished, 3, "both");
        assertEq(consensus.heldOf(idOf(terms)), 2 * uint256(lieCost(terms.order.share)), "held for an appeal");
        assertEq(consensus.owedSink() - owed, 2 * uint256(terms.order.share), "their shares");
    }

    function test_reveal_refundsAnUnavailableInput(uint256 size) public {
        uint8 k = anySize(size);
        Terms memory terms = committedTo(outputsOf(k, UNAVAILABLE));
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        revealAll(terms, outputsOf(k, UNAVAILABLE));
        assertState(terms, State.Undecided);
        assertTrue(taskOf(terms).unavailable, "and why");
        assertEq(consensus.credit(REQUESTER), feeOf(terms.order) - keptOf(k), "but what is kept");
        uint256 quorum = consensus.quorum(k);
        for (uint256 member; member < k; ++member) {
            uint256 earned = member < quorum ? keptOf(k) / k : 0;
            assertEq(balanceOf(seats[member]), before[member] + earned, "who said so shares it");
        }
    }

    /* AFTER THE DECISION */

    function decidedBut(Digest last) private returns (Terms memory terms, uint16 seat) {
        Digest[] memory outputs = outputsOf(5, TRUTH);
        outputs[4] = last;
        terms = committedTo(outputs);
        seat = seatsOf(terms)[4];
        for (uint8 member; member < 4; ++member) {
            reveal(terms, member, TRUTH);
        }
        assertOutput(terms, TRUTH);
    }

    function test_reveal_isPaidAfterTheDecision(uint256 later) public {
        (Terms memory terms, uint16 seat) = decidedBut(TRUTH);
        uint64 before = balanceOf(seat);
        vm.warp(bound(later, vm.getBlockTimestamp(), revealEnd(terms) - 1));
        reveal(terms, 4, TRUTH);
        assertEq(balanceOf(seat), before + terms.order.share, "the same share");
        assertEq(taskOf(terms).winners, all(5), "a winner");
        assertTrue(taskOf(terms).closed, "nothing is left");
    }

    function test_reveal_isSlashedAfterTheDecision() public {
        (Terms memory terms, uint16 seat) = decidedBut(LIE);
        (uint64 before, uint256 owed) = (balanceOf(seat), consensus.owedSink());
        reveal(terms, 4, LIE);
        assertEq(balanceOf(seat), before - lieCost(terms.order.share), "as if it had come before");
        assertEq(consensus.heldOf(idOf(terms)), lieCost(terms.order.share), "held");
        assertEq(consensus.owedSink() - owed, terms.order.share, "its share");
        assertEq(taskOf(terms).punished, one(4), "punished");
    }

    function test_reveal_ofUnavailableAfterTheDecisionCostsLittle() public {
        (Terms memory terms, uint16 seat) = decidedBut(UNAVAILABLE);
        uint64 before = balanceOf(seat);
        reveal(terms, 4, UNAVAILABLE);
        assertEq(balanceOf(seat), before - softSlash(), "half a least share");
    }

    /* TIME */

    function test_reveal_atOnceWhereAConvenedSealBinds() public {
        Terms memory terms = ask(5);
        convened(terms, outputsOf(5, TRUTH), all(4));
        reveal(terms, 2, TRUTH);
        assertEq(taskOf(terms).revealed, one(2), "known");
    }

    function test_reveal_revertsWhileAMemberMayCommit(uint256 size, uint256 later) public {
        uint8 k = anySize(size);
        Terms memory terms = ask(k);
        commitAll(terms, outputsFrom(k, all(k - 1), TRUTH));
        uint256 opensAt = commitEnd(terms);
        vm.warp(bound(later, vm.getBlockTimestamp(), opensAt - 1));
        refuses(terms, 0, TRUTH, abi.encodeWithSelector(IConsensusErrors.RevealNotOpen.selector, idOf(terms), opensAt));
        vm.warp(opensAt);
        reveal(terms, 0, TRUTH);
    }

    function test_reveal_revertsOnceRevealsAreOver(uint256 later, bool decided) public {
        Terms memory terms = committedTo(outputsOf(5, TRUTH));
        for (uint8 member; member < (decided ? 4 : 3); ++member) {
            reveal(terms, member, TRUTH);
        }
        uint256 closedAt = revealEnd(terms);
        vm.warp(closedAt + bound(later, 0, 365 days));
        refuses(terms, 4, TRUTH, abi.encodeWithSelector(IConsensusErrors.RevealClosed.selector, idOf(terms), closedAt));
    }

    /* REVERTS */

    function test_reveal_revertsForAnUnknownTask() public {
        Terms memory terms = unknownTerms();
        refuses(terms, 0, TRUTH, abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, idOf(terms)));
    }

    function test_reveal_revertsForARefundedTask() public {
        Terms memory terms = committedTo(outputsOf(3, UNAVAILABLE));
        revealAll(terms, outputsOf(3, UNAVAILABLE));
        refuses(
            terms,
            2,
            UNAVAILABLE,
            abi.encodeWithSelector(IConsensusErrors.TaskNotOpen.selector, idOf(terms), State.Undecided)
        );
    }

    function test_reveal_revertsBeyondTheCommittee(uint256 member) public {
        Terms memory terms = committedTo(outputsOf(5, TRUTH));
        member = bound(member, 5, 255);
        refuses(
            terms,
            uint8(member),
            TRUTH,
            abi.encodeWithSelector(IConsensusErrors.MemberUnknown.selector, idOf(terms), member)
        );
    }

    function test_reveal_revertsWithoutCommitment() public {
        Terms memory terms = ask(5);
        commitAll(terms, outputsFrom(5, all(4), TRUTH));
        toReveals(terms);
        refuses(terms, 4, TRUTH, abi.encodeWithSelector(IConsensusErrors.NotCommitted.selector, idOf(terms), 4));
    }

    /// @dev Who is in a seal that it did not acknowledge is bound by nothing.
    function test_reveal_revertsForWhoDidNotAcknowledge() public {
        Terms memory terms = ask(5);
        convened(terms, outputsOf(5, TRUTH), all(4));
        refuses(terms, 4, TRUTH, abi.encodeWithSelector(IConsensusErrors.NotCommitted.selector, idOf(terms), 4));
    }

    function test_reveal_revertsASecondTime(bool decided) public {
        Terms memory terms = committedTo(outputsOf(3, TRUTH));
        reveal(terms, 0, TRUTH);
        if (decided) reveal(terms, 1, TRUTH);
        refuses(terms, 0, TRUTH, abi.encodeWithSelector(IConsensusErrors.AlreadyRevealed.selector, idOf(terms), 0));
    }

    function test_reveal_revertsForNothing() public {
        Terms memory terms = committedTo(outputsOf(3, TRUTH));
        refuses(terms, 0, NOTHING, abi.encodeWithSelector(IConsensusErrors.EmptyDigest.selector));
    }

    function test_reveal_revertsForAnotherOutput(bytes32 output) public {
        vm.assume(output != 0 && output != Digest.unwrap(TRUTH));
        Terms memory terms = committedTo(outputsOf(3, TRUTH));
        wrongOpening(terms, Digest.wrap(output), saltOf(idOf(terms), 1));
    }

    function test_reveal_revertsForAnotherSalt(bytes32 salt) public {
        Terms memory terms = committedTo(outputsOf(3, TRUTH));
        vm.assume(salt != saltOf(idOf(terms), 1));
        wrongOpening(terms, TRUTH, salt);
    }

    function wrongOpening(Terms memory terms, Digest output, bytes32 salt) private {
        (TaskId task, uint16 seat) = (idOf(terms), seatsOf(terms)[1]);
        bytes32 kept = consensus.ballots(task)[1];
        bytes32 opened = consensus.commitmentOf(task, seat, output, salt);
        expectError(abi.encodeWithSelector(IConsensusErrors.WrongOpening.selector, task, 1, kept, opened));
        consensus.reveal(task, 1, output, salt);
    }

    /// @dev A commitment is its seat's alone: who copied one cannot open it.
    function test_reveal_revertsForACopiedCommitment() public {
        Terms memory terms = ask(3);
        TaskId task = idOf(terms);
        uint16[] memory seats = seatsOf(terms);
        commitAll(terms, outputsFrom(3, all(2), TRUTH));
        bytes32 copied = consensus.ballots(task)[0];
        address copier = signerOf(seats[2]);
        vm.prank(copier);
        consensus.commit(task, 2, copied);
        bytes32 opened = consensus.commitmentOf(task, seats[2], TRUTH, saltOf(task, 0));
        expectError(abi.encodeWithSelector(IConsensusErrors.WrongOpening.selector, task, 2, copied, opened));
        consensus.reveal(task, 2, TRUTH, saltOf(task, 0));
    }

    function refuses(Terms memory terms, uint8 member, Digest output, bytes memory reason) private {
        TaskId task = idOf(terms);
        Task memory before = consensus.getTask(task);
        expectError(reason);
        consensus.reveal(task, member, output, saltOf(task, member));
        assertEq(abi.encode(consensus.getTask(task)), abi.encode(before), "nothing changed");
    }
}
