// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Acknowledgement, Seed, State, Task, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ILateVotes} from "../../src/interfaces/ILateVotes.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {SealLib} from "../../src/libraries/SealLib.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

contract ConveneTest is TaskSteps {
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;

    function seatsAtStart() internal pure override returns (uint256) {
        return 16;
    }

    function sealOfAll(Terms memory terms) private view returns (bytes32[] memory) {
        return commitmentsOf(idOf(terms), seatsOf(terms), outputsOf(terms.order.committeeSize, TRUTH));
    }

    /* WHAT HAPPENS */

    function test_convene_commitsWhoAcknowledged(uint256 size, uint256 more) public {
        uint8 k = uint8(bound(size, 3, 15));
        Terms memory terms = ask(k);
        TaskId task = idOf(terms);
        uint16 members = all(bound(more, consensus.quorum(k), k));
        bytes32[] memory commitments = sealOfAll(terms);
        Acknowledgement[] memory words = acknowledgementsOf(terms, commitments, members);
        vm.expectEmit(address(consensus));
        emit ITasks.CommitteeDrawn(task, committeeOf(terms));
        vm.expectEmit(address(consensus));
        emit ILateVotes.Convened(task, SealLib.sealOf(commitments), members, commitments);
        consensus.convene(terms, commitments, words);
        Task memory t = consensus.getTask(task);
        assertEq(t.committed, members, "they alone");
        assertEq(t.revealed, 0, "nothing is known");
        assertTrue(t.convened, "convened");
        assertTrue(isDrawn(terms), "written down");
        assertEq(consensus.sealOf(task), SealLib.sealOf(commitments), "the others may come over this");
        for (uint256 member; member < k; ++member) {
            bytes32 kept = members >> member & 1 != 0 ? commitments[member] : bytes32(0);
            assertEq(consensus.ballots(task)[member], kept, "ballot");
        }
    }

    function test_convene_whereItWasDrawn() public {
        Terms memory terms = ask(3);
        consensus.draw(terms);
        convened(terms, outputsOf(3, TRUTH), 3);
        assertTrue(taskOf(terms).convened, "convened");
    }

    /// @dev Lane 1 may still settle the seal that it carried into the court.
    function test_convene_leavesLaneOneOpen() public {
        Terms memory terms = ask(3);
        keepCommittee(terms);
        convened(terms, outputsOf(3, TRUTH), 3);
        settled(terms);
        assertOutput(terms, TRUTH);
        assertEq(taskOf(terms).winners, all(3), "all of them");
    }

    function test_convene_decidesByReveals() public {
        Terms memory terms = ask(5);
        keepCommittee(terms);
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        convened(terms, outputsOf(5, TRUTH), all(4));
        for (uint8 member; member < 4; ++member) {
            reveal(terms, member, TRUTH);
        }
        assertOutput(terms, TRUTH);
        for (uint256 member; member < 4; ++member) {
            assertEq(balanceOf(seats[member]), before[member] + terms.order.share, "paid");
        }
    }

    /* TIME */

    function test_convene_revertsOnceCommitsAreOver(uint256 later) public {
        Terms memory terms = ask(3);
        uint256 end = commitEnd(terms);
        vm.warp(end + bound(later, 0, p.revealWindow));
        refuses(terms, 3, abi.encodeWithSelector(IConsensusErrors.CommitClosed.selector, idOf(terms), end));
    }

    function test_convene_revertsBeforeTheRound(uint256 earlier) public {
        Terms memory terms = Terms(REQUESTER, orderOf(3));
        terms.order.seed = Seed.Beacon;
        TaskId task = add(terms.order);
        nextBlock();
        uint256 startsAt = beacon.timeOf(consensus.roundOf(task));
        vm.warp(bound(earlier, vm.getBlockTimestamp(), startsAt - 1));
        refusesUnsigned(terms, abi.encodeWithSelector(IConsensusErrors.CommitNotOpen.selector, task, startsAt));
        vm.warp(startsAt);
        uint64 round = consensus.roundOf(task);
        refusesUnsigned(terms, abi.encodeWithSelector(IConsensusErrors.SeedNotReady.selector, task, round));
    }

    /* REVERTS */

    function test_convene_revertsForAnUnknownTask() public {
        Terms memory terms = unknownTerms();
        refusesUnsigned(terms, abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, idOf(terms)));
    }

    function test_convene_revertsOnceDecided() public {
        Terms memory terms = ask(3);
        settled(terms);
        refusesUnsigned(
            terms, abi.encodeWithSelector(IConsensusErrors.TaskNotOpen.selector, idOf(terms), State.Decided)
        );
    }

    function test_convene_revertsOnceUndecided() public {
        Terms memory terms = ask(3);
        consensus.settle(settlementOf(terms, UNAVAILABLE));
        refusesUnsigned(
            terms, abi.encodeWithSelector(IConsensusErrors.TaskNotOpen.selector, idOf(terms), State.Undecided)
        );
    }

    function test_convene_revertsASecondTime() public {
        Terms memory terms = ask(3);
        convened(terms, outputsOf(3, TRUTH), 3);
        refuses(terms, 3, abi.encodeWithSelector(IConsensusErrors.AlreadyConvened.selector, idOf(terms)));
    }

    function test_convene_revertsOnceSomebodyCommitted() public {
        Terms memory terms = ask(3);
        commitAll(terms, outputsFrom(3, 1, TRUTH));
        refuses(terms, 3, abi.encodeWithSelector(IConsensusErrors.AlreadyConvened.selector, idOf(terms)));
    }

    function test_convene_revertsForAnotherNumberOfCommitments(bool more) public {
        Terms memory terms = ask(5);
        bytes32[] memory commitments = new bytes32[](more ? 6 : 4);
        refusesSeal(
            terms,
            commitments,
            new Acknowledgement[](0),
            abi.encodeWithSelector(IConsensusErrors.MalformedSettlement.selector, idOf(terms))
        );
    }

    function test_convene_revertsInTheBlockOfTheTask() public {
        Terms memory terms = Terms(REQUESTER, orderOf(3));
        TaskId task = add(terms.order);
        uint256 addedIn = vm.getBlockNumber();
        refusesUnsigned(terms, abi.encodeWithSelector(IConsensusErrors.SeedNotReady.selector, task, addedIn));
    }

    function test_convene_revertsWhenTheHashIsOutOfReach() public {
        vm.etch(HISTORY, "");
        Terms memory terms = ask(3);
        vm.roll(vm.getBlockNumber() + 257);
        refusesUnsigned(terms, abi.encodeWithSelector(IConsensusErrors.SeedExpired.selector, idOf(terms)));
    }

    function test_convene_revertsWhereADrawFindsTooFew() public {
        for (uint16 seat; seat < 2; ++seat) {
            eject(seat);
        }
        nextBlock();
        Terms memory terms = ask(15);
        refusesUnsigned(terms, abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, 14, 15));
    }

    function test_convene_revertsWithoutAQuorum(uint256 size, uint256 members) public {
        uint8 k = uint8(bound(size, 3, 15));
        Terms memory terms = ask(k);
        uint8 quorum = consensus.quorum(k);
        refuses(
            terms,
            all(bound(members, 0, quorum - 1)),
            abi.encodeWithSelector(IConsensusErrors.NoQuorum.selector, idOf(terms), quorum)
        );
    }

    /* ACKNOWLEDGEMENTS */

    function acknowledgedBy(Terms memory terms, uint16 members)
        private
        view
        returns (bytes32[] memory commitments, Acknowledgement[] memory acknowledgements)
    {
        commitments = sealOfAll(terms);
        acknowledgements = acknowledgementsOf(terms, commitments, members);
    }

    function unknownMember(Terms memory terms, bytes32[] memory c, Acknowledgement[] memory a, uint256 member) private {
        refusesSeal(terms, c, a, abi.encodeWithSelector(IConsensusErrors.MemberUnknown.selector, idOf(terms), member));
    }

    function test_convene_revertsForAMemberThatStandsTwice() public {
        Terms memory terms = ask(3);
        (bytes32[] memory c, Acknowledgement[] memory a) = acknowledgedBy(terms, 3);
        a[1] = a[0];
        unknownMember(terms, c, a, 0);
    }

    function test_convene_revertsBeyondTheCommittee(uint256 member) public {
        Terms memory terms = ask(3);
        (bytes32[] memory c, Acknowledgement[] memory a) = acknowledgedBy(terms, 3);
        a[1].member = uint8(bound(member, 3, 255));
        unknownMember(terms, c, a, a[1].member);
    }

    /// @dev Who sealed nothing has nothing to acknowledge.
    function test_convene_revertsForAMemberWithoutCommitment() public {
        Terms memory terms = ask(3);
        bytes32[] memory c = sealOfAll(terms);
        c[1] = 0;
        unknownMember(terms, c, acknowledgementsOf(terms, c, 3), 1);
    }

    /// @dev By another member, of another seal, of another task, or a vote.
    function test_convene_revertsForAForeignAcknowledgement(uint256 kind) public {
        Terms memory terms = ask(3);
        TaskId task = idOf(terms);
        (bytes32[] memory c, Acknowledgement[] memory a) = acknowledgedBy(terms, 3);
        (,, address[] memory signers) = consensus.committeeOf(terms);
        bytes32 seal = SealLib.sealOf(c);
        bytes32 digest = consensus.acknowledgementDigest(task, seal);
        (address by, bytes32 signed) = (signers[1], digest);
        kind = bound(kind, 0, 3);
        if (kind == 0) by = signers[2];
        if (kind == 1) signed = consensus.acknowledgementDigest(task, keccak256("another seal"));
        if (kind == 2) signed = consensus.acknowledgementDigest(TaskId.wrap(keccak256("another task")), seal);
        if (kind == 3) signed = consensus.voteDigest(task, TRUTH, seal);
        (a[1].r, a[1].vs) = vm.signCompact(keyOf(by), signed);
        address recovered = recoveredFrom(digest, a[1].r, a[1].vs);
        refusesSeal(
            terms,
            c,
            a,
            abi.encodeWithSelector(IConsensusErrors.InvalidAcknowledgement.selector, task, 1, signers[1], recovered)
        );
    }

    function test_convene_revertsForASignatureOfNobody(bytes32 vs) public {
        Terms memory terms = ask(3);
        (bytes32[] memory c, Acknowledgement[] memory a) = acknowledgedBy(terms, 3);
        (,, address[] memory signers) = consensus.committeeOf(terms);
        (a[0].r, a[0].vs) = (0, vs);
        refusesSeal(
            terms,
            c,
            a,
            abi.encodeWithSelector(
                IConsensusErrors.InvalidAcknowledgement.selector, idOf(terms), 0, signers[0], address(0)
            )
        );
    }

    /* HELPERS */

    /// @dev Where all would be well but for the reason.
    function refuses(Terms memory terms, uint16 members, bytes memory reason) private {
        (bytes32[] memory c, Acknowledgement[] memory a) = acknowledgedBy(terms, members);
        refusesSeal(terms, c, a, reason);
    }

    /// @dev Where nobody can tell the committee, so nobody signed.
    function refusesUnsigned(Terms memory terms, bytes memory reason) private {
        refusesSeal(terms, new bytes32[](terms.order.committeeSize), new Acknowledgement[](0), reason);
    }

    function refusesSeal(Terms memory terms, bytes32[] memory c, Acknowledgement[] memory a, bytes memory reason)
        private
    {
        expectError(reason);
        consensus.convene(terms, c, a);
    }
}
