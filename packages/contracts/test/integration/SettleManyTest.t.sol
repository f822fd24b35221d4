// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Settlement, State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";
import {Vm} from "../support/Vm.sol";

contract SettleManyTest is BaseTest {
    uint256 private constant TASKS = 4;
    uint8 private constant SIZE = 5;

    bytes32[TASKS] private tasks;
    uint96 private fee;

    function setUp() public override {
        super.setUp();
        fee = 0.05 ether;
        for (uint256 i; i < TASKS; ++i) {
            tasks[i] = addTask(SIZE, fee);
        }
        nextBlock();
    }

    function test_settleMany_doesWhatSettleDoes(uint256 dice) public {
        Settlement[] memory batch = batchOf(dice);
        uint256 snapshot = vm.snapshotState();
        vm.startPrank(REQUESTER);
        for (uint256 i; i < TASKS; ++i) {
            consensus.settle(batch[i]);
        }
        vm.stopPrank();
        bytes32 oneByOne = everything();
        vm.revertToState(snapshot);

        vm.prank(REQUESTER);
        consensus.settleMany(batch);

        assertEq(everything(), oneByOne, "the same in one transaction");
        assertConservation(0);
    }

    function test_settleMany_tellsTheSameEvents(uint256 dice) public {
        Settlement[] memory batch = batchOf(dice);
        takeLogs();
        uint256 snapshot = vm.snapshotState();
        vm.startPrank(REQUESTER);
        for (uint256 i; i < TASKS; ++i) {
            consensus.settle(batch[i]);
        }
        vm.stopPrank();
        Vm.Log[] memory oneByOne = takeLogs();
        vm.revertToState(snapshot);

        takeLogs();
        vm.prank(REQUESTER);
        consensus.settleMany(batch);

        assertEq(abi.encode(takeLogs()), abi.encode(oneByOne), "events");
    }

    function test_settleMany_withNothing() public {
        takeLogs();
        consensus.settleMany(new Settlement[](0));
        assertEq(takeLogs().length, 0, "no event");
    }

    /// @dev Somebody was faster with one of them, in either lane and with either end.
    function test_settleMany_passesOverClosedTasks(uint256 which, uint256 how) public {
        Settlement[] memory batch = batchOf(0);
        uint256 closed = bound(which, 0, TASKS - 1);
        if (how % 3 == 0) consensus.settle(batch[closed]);
        else agree(tasks[closed], how % 3 == 1 ? TRUTH : UNAVAILABLE);
        bytes32 before = keccak256(abi.encode(consensus.getTask(tasks[closed])));

        consensus.settleMany(batch);

        for (uint256 i; i < TASKS; ++i) {
            if (i != closed) assertState(tasks[i], State.Decided);
        }
        assertEq(keccak256(abi.encode(consensus.getTask(tasks[closed]))), before, "stays as it was");
        assertConservation(0);
    }

    function test_settleMany_settlesATaskThatStandsTwiceOnce() public {
        Settlement[] memory batch = batchOf(0);
        batch[3] = batch[0];
        consensus.settleMany(batch);
        uint96 share = shareOf(fee, SIZE);
        assertEq(consensus.owedTreasury(), 3 * (fee - share * SIZE), "three tasks");
        assertConservation(fee);
    }

    function test_settleMany_revertsForAnUnknownTask(bytes32 unknown, uint256 which) public {
        Settlement[] memory batch = batchOf(0);
        for (uint256 i; i < TASKS; ++i) {
            vm.assume(unknown != tasks[i]);
        }
        batch[bound(which, 0, TASKS - 1)].task = unknown;
        expectError(abi.encodeWithSelector(IConsensus.TaskUnknown.selector, unknown));
        consensus.settleMany(batch);
    }

    /// @dev What settle refuses spoils the batch: nothing of it happens.
    function test_settleMany_revertsAsSettleDoes(uint256 which) public {
        Settlement[] memory batch = batchOf(0);
        Settlement memory bad = batch[bound(which, 0, TASKS - 1)];
        bad.choices[0].voters = 15;
        expectError(abi.encodeWithSelector(IConsensus.MalformedSettlement.selector, bad.task));
        consensus.settleMany(batch);
        for (uint256 i; i < TASKS; ++i) {
            assertState(tasks[i], State.Open);
        }
    }

    function test_settleMany_revertsWithADeadTask() public {
        Settlement[] memory batch = batchOf(0);
        uint256 diedAt = deadAt(tasks[0]);
        vm.warp(diedAt);
        expectError(abi.encodeWithSelector(IConsensus.TaskDead.selector, tasks[0], diedAt));
        consensus.settleMany(batch);
    }

    function test_settleMany_revertsForOthersWithoutAllVotes() public {
        Settlement[] memory batch = batchOf(0);
        batch[2] = settlementOf(tasks[2], outputsOf(SIZE, TRUTH), 15);
        uint256 until = uint256(consensus.getTask(tasks[2]).addedAt) + p.exclusiveWindow;
        expectError(abi.encodeWithSelector(IConsensus.VotesMissing.selector, tasks[2], 4, SIZE, until));
        vm.prank(STRANGER);
        consensus.settleMany(batch);
    }

    /// @dev All agree where the dice is 0; else one is wrong, missing or without input here and there.
    function batchOf(uint256 dice) private view returns (Settlement[] memory batch) {
        batch = new Settlement[](TASKS);
        for (uint256 i; i < TASKS; ++i) {
            uint256 face = dice == 0 ? 0 : uint256(keccak256(abi.encode(dice, i)));
            bytes32[] memory outputs = outputsOf(SIZE, face % 7 == 6 ? UNAVAILABLE : TRUTH);
            uint256 other = face / 7 % SIZE;
            if (face % 7 == 1) outputs[other] = LIE;
            if (face % 7 == 2) outputs[other] = UNAVAILABLE;
            uint16 voters = face % 7 == 3 ? uint16(31 ^ (1 << other)) : 31;
            batch[i] = settlementOf(tasks[i], outputs, voters);
        }
    }

    function everything() private view returns (bytes32) {
        bytes memory all = abi.encode(
            consensus.credit(REQUESTER), consensus.owedTreasury(), consensus.owedSink(), consensus.activeSeats()
        );
        for (uint256 i; i < TASKS; ++i) {
            all = abi.encode(all, consensus.getTask(tasks[i]), consensus.ballots(tasks[i]));
        }
        for (uint16 seat; seat < SEATS; ++seat) {
            all = abi.encode(all, consensus.getSeat(seat));
        }
        return keccak256(all);
    }
}
