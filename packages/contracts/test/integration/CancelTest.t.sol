// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";
import {Vm} from "../support/Vm.sol";

contract CancelTest is BaseTest {
    uint8 private constant SIZE = 5;
    bytes32 private task;
    uint96 private fee;

    function setUp() public override {
        super.setUp();
        fee = 0.07 ether;
    }

    /* REFUNDED */

    /// @dev The hash is out of reach and nobody drew: no member can ever commit.
    function test_cancel_whenTheHashIsOutOfReach(uint256 blocks) public {
        task = sealedTask(SIZE, fee);
        vm.roll(consensus.getTask(task).addedIn + bound(blocks, 257, 1_000_000));
        cancels();
    }

    function test_cancel_whenTheDrawFindsTooFewSeats(uint256 size, uint256 eligible) public {
        uint8 committeeSize = boundSize(size);
        uint256 found = bound(eligible, 0, committeeSize - 1);
        redeploy(found);
        for (uint256 i = found; i < committeeSize; ++i) {
            join(i);
        }
        fee = minimumFee(committeeSize);
        task = sealedTask(committeeSize, fee);
        cancels();
    }

    /// @dev The hash is there, but a slot may be somebody else's by now.
    function test_cancel_onceStakeMayHaveLeft(uint256 late) public {
        task = sealedTask(SIZE, fee);
        uint256 strangersAt = uint256(consensus.getTask(task).addedAt) + p.unbondingPeriod;
        vm.warp(strangersAt - 1);
        expectError(abi.encodeWithSelector(IConsensus.CommitteeKnown.selector, task));
        consensus.cancel(task);
        vm.warp(strangersAt + bound(late, 0, 365 days));
        cancels();
    }

    function test_cancel_isOnce() public {
        task = sealedTask(SIZE, fee);
        vm.roll(vm.getBlockNumber() + 257);
        consensus.cancel(task);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, State.Undecided));
        consensus.cancel(task);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, State.Undecided));
        consensus.finalize(task);
        assertEq(consensus.credit(REQUESTER), fee, "refunded once");
    }

    /* REFUSED */

    function test_cancel_revertsWhileACommitteeCanBeDrawn(uint256 size, uint256 blocks, address caller) public {
        task = addTask(boundSize(size), minimumFee(15));
        vm.roll(vm.getBlockNumber() + bound(blocks, 1, 256));
        isKnown(caller);
    }

    /// @dev Once it is drawn, members may have computed.
    function test_cancel_revertsForADrawnTask(uint256 blocks, uint256 elapsed, address caller) public {
        task = sealedTask(SIZE, fee);
        consensus.draw(task);
        vm.roll(vm.getBlockNumber() + bound(blocks, 0, 1_000_000));
        skip(bound(elapsed, 0, 365 days));
        isKnown(caller);
    }

    function test_cancel_revertsAfterACommit(uint256 blocks, uint256 elapsed) public {
        task = sealedTask(SIZE, fee);
        commit(task, 0, TRUTH);
        vm.roll(vm.getBlockNumber() + bound(blocks, 0, 1_000_000));
        skip(bound(elapsed, 0, 365 days));
        isKnown(REQUESTER);
    }

    function test_cancel_revertsInTheTasksBlock() public {
        task = addTask(SIZE, fee);
        expectError(abi.encodeWithSelector(IConsensus.SeedNotReady.selector, task, block.number));
        vm.prank(REQUESTER);
        consensus.cancel(task);
    }

    function test_cancel_revertsForADecidedTask(bool laneOne) public {
        task = laneOne ? settledTask(SIZE, fee) : decidedTask(SIZE, fee);
        vm.roll(vm.getBlockNumber() + 257);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, State.Decided));
        consensus.cancel(task);
    }

    function test_cancel_revertsForAnUnknownTask(bytes32 unknown) public {
        expectError(abi.encodeWithSelector(IConsensus.TaskUnknown.selector, unknown));
        consensus.cancel(unknown);
    }

    /* HELPERS */

    function cancels() private {
        takeLogs();
        vm.prank(STRANGER);
        consensus.cancel(task);
        Vm.Log[] memory logs = takeLogs();
        assertEq(logs.length, 1, "one event");
        assertEq(logs[0].topics[0], IConsensus.Undecided.selector, "Undecided");
        assertEq(logs[0].topics[1], task, "task");
        assertEq(logs[0].topics[2], bytes32(uint256(uint160(REQUESTER))), "requester");
        assertEq(logs[0].data, abi.encode(fee), "refund");
        Task memory t = consensus.getTask(task);
        assertEq(uint8(t.state), uint8(State.Undecided), "state");
        assertEq(t.requester, REQUESTER, "requester");
        assertEq(t.output, 0, "no output");
        assertEq(consensus.credit(REQUESTER), fee, "credit");
        assertEq(consensus.owedSink() + consensus.owedTreasury(), 0, "nobody pays");
        assertConservation(0);
    }

    function isKnown(address caller) private {
        expectError(abi.encodeWithSelector(IConsensus.CommitteeKnown.selector, task));
        vm.prank(caller);
        consensus.cancel(task);
    }
}
