// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Seed, State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ICourt} from "../../src/interfaces/ICourt.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice `commit` and `drawAndCommit`.
contract CommitTest is TaskSteps {
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;
    bytes32 private constant SEALED = keccak256("a commitment");

    function seatsAtStart() internal pure override returns (uint256) {
        return 16;
    }

    function drawn(uint8 size) private returns (Terms memory terms) {
        terms = ask(size);
        consensus.draw(terms);
    }

    function pranked(Terms memory terms, uint256 member) private {
        vm.prank(signerOf(seatsOf(terms)[member]));
    }

    /// @dev By anybody, in both ways.
    function refusesBoth(Terms memory terms, uint8 member, bytes memory reason) private {
        TaskId task = idOf(terms);
        expectError(reason);
        consensus.commit(task, member, SEALED);
        expectError(reason);
        consensus.drawAndCommit(terms, member, SEALED);
    }

    /// @dev By the member itself.
    function refusesMember(Terms memory terms, uint8 member, bytes32 commitment, bytes memory reason) private {
        TaskId task = idOf(terms);
        pranked(terms, member);
        expectError(reason);
        consensus.commit(task, member, commitment);
    }

    /* WHAT HAPPENS */

    function test_commit_sealsAVote(uint256 size, uint256 which, bytes32 commitment, uint256 later) public {
        vm.assume(commitment != 0);
        Terms memory terms = drawn(uint8(bound(size, 3, 15)));
        TaskId task = idOf(terms);
        uint8 member = uint8(bound(which, 0, terms.order.committeeSize - 1));
        uint16 seat = seatsOf(terms)[member];
        uint64 before = balanceOf(seat);
        vm.warp(bound(later, vm.getBlockTimestamp(), commitEnd(terms) - 1));
        pranked(terms, member);
        vm.expectEmit(address(consensus));
        emit ICourt.Committed(task, member, commitment);
        consensus.commit(task, member, commitment);
        assertEq(taskOf(terms).committed, one(member), "committed");
        assertEq(taskOf(terms).revealed, 0, "not known");
        assertEq(consensus.ballots(task)[member], commitment, "kept");
        assertEq(balanceOf(seat), before, "costs nothing");
    }

    function test_commit_ofEachMember(uint256 size) public {
        Terms memory terms = drawn(uint8(bound(size, 3, 15)));
        uint8 k = terms.order.committeeSize;
        commitAll(terms, outputsOf(k, TRUTH));
        assertEq(taskOf(terms).committed, all(k), "all");
    }

    function test_drawAndCommit_drawsFirst(uint256 size, uint256 which) public {
        Terms memory terms = ask(uint8(bound(size, 3, 15)));
        uint8 member = uint8(bound(which, 0, terms.order.committeeSize - 1));
        uint16 seat = seatsOf(terms)[member];
        vm.expectEmit(address(consensus));
        emit ITasks.CommitteeDrawn(idOf(terms), committeeOf(terms));
        vm.expectEmit(address(consensus));
        emit ICourt.Committed(idOf(terms), member, SEALED);
        vm.prank(signerOf(seat));
        consensus.drawAndCommit(terms, member, SEALED);
        assertTrue(isDrawn(terms), "written down");
        assertEq(taskOf(terms).committed, one(member), "committed");
    }

    function test_drawAndCommit_whereItWasDrawn() public {
        Terms memory terms = drawn(5);
        pranked(terms, 3);
        consensus.drawAndCommit(terms, 3, SEALED);
        pranked(terms, 4);
        consensus.drawAndCommit(terms, 4, SEALED);
        assertEq(taskOf(terms).committed, one(3) | one(4), "both");
    }

    function test_commit_byTheKeyOfItsEpoch() public {
        vm.warp((epochNow() + 1) * p.epoch - 60);
        Terms memory terms = drawn(3);
        uint16 seat = seatsOf(terms)[1];
        address former = signerOf(seat);
        address next = rotate(seat, 600);
        nextEpoch();
        TaskId task = idOf(terms);
        vm.prank(next);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotSeatSigner.selector, seat, next));
        consensus.commit(task, 1, SEALED);
        vm.prank(former);
        consensus.commit(task, 1, SEALED);
        assertEq(taskOf(terms).committed, one(1), "by the former one");
    }

    /* TIME */

    function test_commit_ofABlocksTaskFromItsBlockOn(uint256 later) public {
        Terms memory terms = drawn(3);
        uint256 end = taskOf(terms).addedAt + p.commitWindow;
        assertEq(commitEnd(terms), end, "counts from the block");
        vm.warp(end + bound(later, 0, 365 days));
        closed(terms, end);
    }

    function test_commit_ofABeaconsTaskFromItsRoundOn(uint256 earlier, uint256 later) public {
        Terms memory terms = Terms(REQUESTER, orderOf(3));
        terms.order.seed = Seed.Beacon;
        TaskId task = add(terms.order);
        uint256 startsAt = beacon.timeOf(consensus.roundOf(task));
        vm.warp(bound(earlier, vm.getBlockTimestamp(), startsAt - 1));
        refusesBoth(terms, 0, abi.encodeWithSelector(IConsensusErrors.CommitNotOpen.selector, task, startsAt));
        vm.warp(startsAt);
        start(terms);
        consensus.draw(terms);
        pranked(terms, 0);
        consensus.commit(task, 0, SEALED);
        vm.warp(startsAt + p.commitWindow + bound(later, 0, 365 days));
        closed(terms, startsAt + p.commitWindow);
    }

    function closed(Terms memory terms, uint256 end) private {
        refusesBoth(terms, 0, abi.encodeWithSelector(IConsensusErrors.CommitClosed.selector, idOf(terms), end));
    }

    /* REVERTS */

    function test_commit_revertsForAnUnknownTask(bytes32 task) public {
        expectError(abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, task));
        consensus.commit(TaskId.wrap(task), 0, SEALED);
    }

    function test_drawAndCommit_revertsForAnUnknownTask() public {
        Terms memory terms = unknownTerms();
        expectError(abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, idOf(terms)));
        consensus.drawAndCommit(terms, 0, SEALED);
    }

    function test_commit_revertsOnceDecided() public {
        Terms memory terms = ask(3);
        settled(terms);
        notOpen(terms, State.Decided);
    }

    function test_commit_revertsOnceUndecided() public {
        Terms memory terms = ask(3);
        consensus.settle(settlementOf(terms, UNAVAILABLE));
        notOpen(terms, State.Undecided);
    }

    function notOpen(Terms memory terms, State state) private {
        refusesBoth(terms, 0, abi.encodeWithSelector(IConsensusErrors.TaskNotOpen.selector, idOf(terms), state));
    }

    function test_commit_revertsBeyondTheCommittee(uint256 size, uint256 which) public {
        Terms memory terms = drawn(uint8(bound(size, 3, 15)));
        uint8 member = uint8(bound(which, terms.order.committeeSize, 255));
        refusesBoth(terms, member, abi.encodeWithSelector(IConsensusErrors.MemberUnknown.selector, idOf(terms), member));
    }

    function test_commit_revertsForNothing() public {
        Terms memory terms = drawn(3);
        refusesMember(terms, 0, 0, abi.encodeWithSelector(IConsensusErrors.EmptyDigest.selector));
    }

    function test_commit_revertsBeforeADraw() public {
        Terms memory terms = ask(3);
        refusesMember(terms, 0, SEALED, abi.encodeWithSelector(IConsensusErrors.NotDrawn.selector, idOf(terms)));
    }

    /// @dev Neither the owner nor another member.
    function test_commit_revertsForAnybodyElse(address caller) public {
        Terms memory terms = drawn(3);
        uint16[] memory seats = seatsOf(terms);
        vm.assume(caller != signerOf(seats[0]));
        refusesCaller(terms, seats[0], caller);
        refusesCaller(terms, seats[0], holderOf(seats[0]));
        refusesCaller(terms, seats[0], signerOf(seats[1]));
    }

    function refusesCaller(Terms memory terms, uint16 seat, address caller) private {
        TaskId task = idOf(terms);
        vm.prank(caller);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotSeatSigner.selector, seat, caller));
        consensus.commit(task, 0, SEALED);
    }

    function test_commit_revertsASecondTime(bytes32 other) public {
        vm.assume(other != 0);
        Terms memory terms = drawn(3);
        commit(idOf(terms), seatsOf(terms)[0], 0, TRUTH);
        refusesMember(
            terms, 0, other, abi.encodeWithSelector(IConsensusErrors.AlreadyCommitted.selector, idOf(terms), 0)
        );
    }

    /// @dev A seal that was made the court's binds all: nobody who saw an opening commits after it.
    function test_commit_revertsOnceConvened() public {
        Terms memory terms = ask(3);
        Digest[] memory outputs = outputsFrom(3, 3, TRUTH);
        convened(terms, outputs, 3);
        refusesMember(terms, 2, SEALED, abi.encodeWithSelector(IConsensusErrors.AlreadyConvened.selector, idOf(terms)));
    }

    function test_drawAndCommit_revertsInTheBlockOfTheTask() public {
        Terms memory terms = Terms(REQUESTER, orderOf(3));
        TaskId task = add(terms.order);
        uint256 addedIn = vm.getBlockNumber();
        expectError(abi.encodeWithSelector(IConsensusErrors.SeedNotReady.selector, task, addedIn));
        consensus.drawAndCommit(terms, 0, SEALED);
    }

    function test_drawAndCommit_revertsWithoutARound() public {
        Order memory order = orderOf(3);
        order.seed = Seed.Beacon;
        TaskId task = add(order);
        uint64 round = consensus.roundOf(task);
        nextBlock();
        vm.warp(beacon.timeOf(round));
        expectError(abi.encodeWithSelector(IConsensusErrors.SeedNotReady.selector, task, round));
        consensus.drawAndCommit(Terms(REQUESTER, order), 0, SEALED);
    }

    function test_drawAndCommit_revertsWhenTheHashIsOutOfReach() public {
        vm.etch(HISTORY, "");
        Terms memory terms = ask(3);
        vm.roll(vm.getBlockNumber() + 257);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeedExpired.selector, idOf(terms)));
        consensus.drawAndCommit(terms, 0, SEALED);
    }

    function test_drawAndCommit_revertsWhereADrawFindsTooFew() public {
        for (uint16 seat; seat < 2; ++seat) {
            eject(seat);
        }
        nextBlock();
        Terms memory terms = ask(15);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, 14, 15));
        consensus.drawAndCommit(terms, 0, SEALED);
    }
}
