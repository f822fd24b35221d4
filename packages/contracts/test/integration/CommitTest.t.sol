// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract CommitTest is BaseTest {
    bytes32 private constant COMMITMENT = keccak256("commitment");

    function test_commit_recordsTheSealedVote(uint256 size, uint256 m, bytes32 commitment) public {
        bytes32 task = sealedTask(boundSize(size));
        uint8 member = uint8(bound(m, 0, consensus.getTask(task).committeeSize - 1));
        vm.assume(commitment != 0);
        consensus.draw(task);
        address signer = signerAt(task, member);
        vm.expectEmit(address(consensus));
        emit IConsensus.Committed(task, member, commitment);

        vm.prank(signer);
        consensus.commit(task, member, commitment);

        assertEq(consensus.getTask(task).committed, 1 << member, "committed");
        assertEq(consensus.ballots(task)[member], commitment, "ballot");
    }

    function test_commit_firstOneDraws(uint256 size) public {
        bytes32 task = sealedTask(boundSize(size));
        (uint16[] memory seats, address[] memory signers) = consensus.committee(task);
        vm.expectEmit(address(consensus));
        emit IConsensus.CommitteeDrawn(task, seats);

        vm.prank(signers[0]);
        consensus.commit(task, 0, COMMITMENT);

        vm.roll(block.number + 300);
        (uint16[] memory after_,) = consensus.committee(task);
        assertEq(abi.encode(after_), abi.encode(seats), "written down");
    }

    function test_commit_longAfterTheHashIsGone() public {
        bytes32 task = sealedTask(5);
        consensus.draw(task);
        vm.roll(block.number + 1_000);
        commit(task, 3, TRUTH);
        assertEq(consensus.getTask(task).committed, 1 << 3, "committed");
    }

    function test_commit_everybodyInAnyOrder(uint256 size, uint256 start) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = sealedTask(committeeSize);
        start = bound(start, 0, committeeSize - 1);
        for (uint256 i; i < committeeSize; ++i) {
            commit(task, uint8((start + i) % committeeSize), TRUTH);
        }
        assertEq(consensus.getTask(task).committed, (uint256(1) << committeeSize) - 1, "committed");
    }

    function test_commit_untilTheWindowIsOver(uint256 early) public {
        bytes32 task = sealedTask(3);
        vm.warp(commitEnd(task) - bound(early, 1, p.commitWindow));
        commit(task, 0, TRUTH);
    }

    function test_commit_bySeatThatIsLeaving() public {
        bytes32 task = sealedTask(3);
        exit(seatAt(task, 0));
        skip(p.exitNotice + 1);
        commit(task, 0, TRUTH);
    }

    function test_commit_revertsForAnUnknownTask(bytes32 task) public {
        expectError(abi.encodeWithSelector(IConsensus.TaskUnknown.selector, task));
        consensus.commit(task, 0, COMMITMENT);
    }

    function test_commit_revertsForAClosedTask() public {
        bytes32 task = decidedTask(3);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, 2));
        consensus.commit(task, 0, COMMITMENT);
    }

    function test_commit_revertsAfterTheWindow(uint256 late) public {
        bytes32 task = sealedTask(3);
        address signer = signerAt(task, 0);
        uint256 closedAt = commitEnd(task);
        vm.warp(closedAt + bound(late, 0, 365 days));
        expectError(abi.encodeWithSelector(IConsensus.CommitClosed.selector, task, closedAt));
        vm.prank(signer);
        consensus.commit(task, 0, COMMITMENT);
    }

    function test_commit_revertsForAMemberBeyondTheCommittee(uint256 size, uint256 m) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = sealedTask(committeeSize);
        uint8 member = uint8(bound(m, committeeSize, 255));
        expectError(abi.encodeWithSelector(IConsensus.MemberUnknown.selector, task, member));
        consensus.commit(task, member, COMMITMENT);
    }

    function test_commit_revertsWithoutCommitment() public {
        bytes32 task = sealedTask(3);
        address signer = signerAt(task, 0);
        expectError(abi.encodeWithSelector(IConsensus.EmptyDigest.selector));
        vm.prank(signer);
        consensus.commit(task, 0, 0);
    }

    function test_commit_revertsInTheTasksBlock() public {
        bytes32 task = addTask(3, minimumFee(3));
        expectError(abi.encodeWithSelector(IConsensus.SeedNotReady.selector, task, block.number));
        vm.prank(signerOf(0));
        consensus.commit(task, 0, COMMITMENT);
    }

    function test_commit_revertsWhenTheHashIsOutOfReach() public {
        bytes32 task = sealedTask(3);
        address signer = signerAt(task, 0);
        uint256 addedIn = block.number - 1;
        vm.roll(addedIn + 257);
        expectError(abi.encodeWithSelector(IConsensus.SeedExpired.selector, task, addedIn));
        vm.prank(signer);
        consensus.commit(task, 0, COMMITMENT);
    }

    function test_commit_revertsWhenTooFewSeatsAreActive() public {
        consensus = deploy(p);
        for (uint256 i; i < 3; ++i) {
            join(i);
        }
        bytes32 task = sealedTask(3);
        expectError(abi.encodeWithSelector(IConsensus.NotEnoughSeats.selector, 0, 3));
        vm.prank(signerOf(0));
        consensus.commit(task, 0, COMMITMENT);
    }

    function test_commit_revertsForAnybodyElse(address caller) public {
        bytes32 task = sealedTask(3);
        (uint16[] memory seats, address[] memory signers) = consensus.committee(task);
        vm.assume(caller != signers[0]);
        expectError(abi.encodeWithSelector(IConsensus.NotSeatSigner.selector, seats[0], caller));
        vm.prank(caller);
        consensus.commit(task, 0, COMMITMENT);
    }

    function test_commit_revertsForAnotherMember() public {
        bytes32 task = sealedTask(3);
        (uint16[] memory seats, address[] memory signers) = consensus.committee(task);
        expectError(abi.encodeWithSelector(IConsensus.NotSeatSigner.selector, seats[0], signers[1]));
        vm.prank(signers[1]);
        consensus.commit(task, 0, COMMITMENT);
    }

    function test_commit_revertsForTheOwner() public {
        bytes32 task = sealedTask(3);
        uint16 seat = seatAt(task, 0);
        expectError(abi.encodeWithSelector(IConsensus.NotSeatSigner.selector, seat, ownerOf(seat)));
        vm.prank(ownerOf(seat));
        consensus.commit(task, 0, COMMITMENT);
    }

    function test_commit_revertsASecondTime(bytes32 other) public {
        bytes32 task = sealedTask(5);
        vm.assume(other != 0);
        commit(task, 1, TRUTH);
        address signer = signerAt(task, 1);
        expectError(abi.encodeWithSelector(IConsensus.AlreadyCommitted.selector, task, 1));
        vm.prank(signer);
        consensus.commit(task, 1, other);
    }
}
