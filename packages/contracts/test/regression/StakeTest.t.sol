// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice Getting out of what a seat owes, or into what it does not.
contract StakeTest is BaseTest {
    function test_exit_twice() public {
        exit(0);
        uint16 active = consensus.activeSeats();
        expectError(abi.encodeWithSelector(IConsensus.SeatLeaving.selector, 0, uint40(block.timestamp + p.exitNotice)));
        vm.prank(ownerOf(0));
        consensus.exit(0);
        assertEq(consensus.activeSeats(), active, "counted once");
    }

    function test_withdraw_early() public {
        exit(0);
        skip(uint256(p.exitNotice) + p.unbondingPeriod - 1);
        expectError(abi.encodeWithSelector(IConsensus.SeatLocked.selector, 0, block.timestamp + 1));
        vm.prank(ownerOf(0));
        consensus.withdrawSeat(0);
    }

    function test_withdraw_twice() public {
        exit(0);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        withdrawSeat(0);
        expectError(abi.encodeWithSelector(IConsensus.SeatUnknown.selector, 0));
        vm.prank(ownerOf(0));
        consensus.withdrawSeat(0);
        assertEq(ownerOf(0).balance, p.bond, "once");
    }

    /// @dev A liar that announced its exit in the same block as the task is slashed before its stake is free.
    function test_withdraw_after_slash() public {
        bytes32 task = addTask(3, minimumFee(3));
        for (uint16 seat; seat < SEATS; ++seat) {
            exit(seat);
        }
        nextBlock();
        commit(task, 0, LIE);
        commitAll(task, 1, 3, TRUTH);
        revealAll(task, 1, 3, TRUTH);
        vm.warp(deadAt(task) - 1);
        consensus.finalize(task);
        uint16 liar = seatAt(task, 0);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        withdrawSeat(liar);
        assertEq(ownerOf(liar).balance, p.bond - hardSlash(), "less the slash");
    }

    /// @dev Of all seats only the first four are old enough and not leaving: no hash draws another.
    function test_new_and_leaving_seats_not_drawn(bytes32 blockHash) public {
        for (uint16 seat = 4; seat < 12; ++seat) {
            exit(seat);
        }
        skip(p.exitNotice);
        for (uint256 i; i < 8; ++i) {
            join(SEATS + i);
        }
        for (uint16 seat = 12; seat < SEATS; ++seat) {
            exit(seat);
        }
        skip(p.exitNotice);
        for (uint256 i; i < 8; ++i) {
            join(SEATS + 8 + i);
        }
        for (uint16 seat = SEATS; seat < SEATS + 8; ++seat) {
            exit(seat);
        }
        skip(p.activationDelay - 1);
        bytes32 task = addTask(3, minimumFee(3));
        uint256 addedIn = block.number;
        nextBlock();
        vm.assume(blockHash != 0);
        vm.setBlockhash(addedIn, blockHash);
        (uint16[] memory seats,) = consensus.committee(task);
        for (uint256 member; member < 3; ++member) {
            bool old = seats[member] < 4;
            bool leaving = seats[member] >= SEATS && seats[member] < SEATS + 8;
            assertTrue(old || leaving, "active at that time");
            assertEq(seats[member] >= SEATS + 8, false, "not the newest");
        }
    }

    /// @dev The seed is known: who joins, leaves or is pushed out now changes nothing.
    function test_join_after_seed_known(uint256 joining, uint256 leaving) public {
        bytes32 task = sealedTask(7);
        (uint16[] memory before,) = consensus.committee(task);
        for (uint256 i; i < bound(joining, 0, 10); ++i) {
            join(SEATS + i);
        }
        uint256 first = bound(leaving, 0, SEATS - 5);
        for (uint256 seat = first; seat < first + 5; ++seat) {
            exit(uint16(seat));
        }
        (uint16[] memory after_,) = consensus.committee(task);
        assertEq(abi.encode(after_), abi.encode(before), "the same committee");
    }

    /// @dev Joining and leaving in the very block of the task, before and after it.
    function test_same_block_changes_nothing(bytes32 blockHash) public {
        vm.assume(blockHash != 0);
        uint256 snapshot = vm.snapshotState();
        bytes32 task = addTask(5, minimumFee(5));
        (uint16[] memory plain,) = committeeWith(task, blockHash);
        vm.revertToState(snapshot);

        exit(0);
        task = addTask(5, minimumFee(5));
        exit(1);
        join(SEATS);
        (uint16[] memory busy,) = committeeWith(task, blockHash);

        assertEq(abi.encode(busy), abi.encode(plain), "the same committee");
    }

    /// @dev A seat belongs to who calls: naming somebody else only makes a gift.
    function test_enrol_foreign_signer(address victim) public {
        vm.assume(victim != address(0));
        (bool heldBefore,) = consensus.seatOf(victim);
        vm.assume(!heldBefore && victim != STRANGER);
        fundedPrank(STRANGER, p.bond);
        uint16 seat = consensus.join{value: p.bond}(victim);
        assertEq(consensus.getSeat(seat).signer, STRANGER, "the caller signs");
        (bool held,) = consensus.seatOf(victim);
        assertEq(held, false, "the victim's key is not used");
    }

    function test_eject_below_half() public {
        p.slashBps = 5_001;
        consensus = deploy(p);
        for (uint256 i; i < 3; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        bytes32 task = sealedTask(3);
        commit(task, 0, LIE);
        commitAll(task, 1, 3, TRUTH);
        uint16 liar = seatAt(task, 0);
        revealAll(task, 1, 3, TRUTH);
        vm.expectEmit(address(consensus));
        emit IConsensus.Left(liar, uint40(block.timestamp + p.exitNotice));
        reveal(task, 0, LIE);
        assertEq(consensus.getSeat(liar).to, block.timestamp + p.exitNotice, "leaves");
        assertEq(consensus.activeSeats(), 2, "active");
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        withdrawSeat(liar);
        assertEq(ownerOf(liar).balance, p.bond - hardSlash(), "and gets what it has left");
    }

    /// @dev A drawn task outlives its member's unbonding; the slot's new owner is neither slashed nor paid for it.
    function test_stale_task_meets_reused_seat(bool revealed) public {
        bytes32 task = sealedTask(3);
        commitAll(task, 0, 3, TRUTH);
        if (revealed) revealAll(task, 0, 2, TRUTH);
        uint16 reused = seatAt(task, revealed ? 0 : 2);
        exit(reused);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        withdrawSeat(reused);
        assertEq(join(SEATS), reused, "the slot has a new owner");

        consensus.finalize(task);

        assertState(task, State.Undecided);
        assertEq(balanceOf(reused), p.bond, "untouched");
        assertEq(consensus.owedSink(), 0, "nobody is slashed");
        assertEq(consensus.credit(REQUESTER), minimumFee(3), "refunded");
    }

    /// @dev The shortest unbonding that the constructor allows is long enough, to the second.
    function test_stale_task_with_the_shortest_unbonding() public {
        p.appealWindow = 1;
        p.unbondingPeriod = 2 * (p.commitWindow + p.revealWindow + p.proofWindow) + 1;
        p.exitNotice = 1;
        consensus = deploy(p);
        for (uint256 i; i < 3; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        bytes32 task = addTask(3, minimumFee(3));
        exit(0);
        nextBlock();
        // The appeal comes as late as it can, and dies as late as it can.
        uint256 appealDies = deadAt(task) + p.appealWindow + (deadAt(task) - consensus.getTask(task).addedAt);
        vm.warp(appealDies);
        expectError(abi.encodeWithSelector(IConsensus.SeatLocked.selector, 0, appealDies + 1));
        vm.prank(ownerOf(0));
        consensus.withdrawSeat(0);
    }

    function committeeWith(bytes32 task, bytes32 blockHash) private returns (uint16[] memory, address[] memory) {
        uint256 addedIn = block.number;
        nextBlock();
        vm.setBlockhash(addedIn, blockHash);
        return consensus.committee(task);
    }
}
