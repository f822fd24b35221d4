// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract DrawTest is BaseTest {
    function test_draw_writesDownWhatTheHashFixed(uint256 size, bytes32 blockHash) public {
        bytes32 task = sealedTask(boundSize(size));
        vm.assume(blockHash != 0);
        vm.setBlockhash(block.number - 1, blockHash);
        (uint16[] memory seats,) = consensus.committee(task);
        vm.expectEmit(address(consensus));
        emit IConsensus.CommitteeDrawn(task, seats);

        vm.prank(STRANGER);
        consensus.draw(task);

        vm.roll(block.number + 10_000);
        (uint16[] memory after_,) = consensus.committee(task);
        assertEq(abi.encode(after_), abi.encode(seats), "the same committee when the hash is gone");
    }

    function test_draw_untilTheHashIsOutOfReach(uint256 blocks) public {
        bytes32 task = addTask(5, minimumFee(5));
        vm.roll(block.number + bound(blocks, 1, 256));
        consensus.draw(task);
    }

    function test_draw_revertsForAnUnknownTask(bytes32 task) public {
        expectError(abi.encodeWithSelector(IConsensus.TaskUnknown.selector, task));
        consensus.draw(task);
    }

    function test_draw_revertsForARefundedTask() public {
        bytes32 task = sealedTask(3);
        agree(task, UNAVAILABLE);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, 3));
        consensus.draw(task);
    }

    /// @dev As long as the hash is known: lane 1 needs no commit.
    function test_draw_afterTheCommitWindow(uint256 late) public {
        bytes32 task = sealedTask(3);
        (uint16[] memory seats,) = consensus.committee(task);
        skip(bound(late, p.commitWindow, p.unbondingPeriod - 2));
        vm.expectEmit(address(consensus));
        emit IConsensus.CommitteeDrawn(task, seats);
        consensus.draw(task);
    }

    /// @dev So that an appeal finds the committee when the hash is gone.
    function test_draw_ofASettledTask() public {
        bytes32 task = settledTask(5, minimumFee(5));
        (uint16[] memory seats,) = consensus.committee(task);
        consensus.draw(task);
        vm.roll(vm.getBlockNumber() + 10_000);
        (uint16[] memory later,) = consensus.committee(task);
        assertEq(abi.encode(later), abi.encode(seats), "the same committee");
    }

    /// @dev A slot may be somebody else's by then, whom the draw would pass over.
    function test_draw_revertsOnceStakeMayHaveLeft(uint256 late) public {
        bytes32 task = sealedTask(3);
        skip(bound(late, p.unbondingPeriod - 1, 365 days));
        expectError(abi.encodeWithSelector(IConsensus.SeedExpired.selector, task, vm.getBlockNumber() - 1));
        consensus.draw(task);
    }

    function test_draw_revertsASecondTime() public {
        bytes32 task = sealedTask(3);
        consensus.draw(task);
        expectError(abi.encodeWithSelector(IConsensus.AlreadyDrawn.selector, task));
        consensus.draw(task);
    }

    function test_draw_revertsAfterACommit() public {
        bytes32 task = sealedTask(3);
        commit(task, 0, TRUTH);
        expectError(abi.encodeWithSelector(IConsensus.AlreadyDrawn.selector, task));
        consensus.draw(task);
    }

    function test_draw_revertsInTheTasksBlock() public {
        bytes32 task = addTask(3, minimumFee(3));
        expectError(abi.encodeWithSelector(IConsensus.SeedNotReady.selector, task, block.number));
        consensus.draw(task);
    }

    function test_draw_revertsWhenTheHashIsOutOfReach(uint256 blocks) public {
        bytes32 task = addTask(3, minimumFee(3));
        uint256 addedIn = block.number;
        vm.roll(addedIn + bound(blocks, 257, 1_000_000));
        expectError(abi.encodeWithSelector(IConsensus.SeedExpired.selector, task, addedIn));
        consensus.draw(task);
    }

    function test_draw_revertsWhenSeatsAreNotActiveYet(uint256 size, uint256 eligible) public {
        uint8 committeeSize = boundSize(size);
        uint256 found = bound(eligible, 0, committeeSize - 1);
        consensus = deploy(p);
        for (uint256 i; i < found; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        for (uint256 i = found; i < committeeSize; ++i) {
            join(i);
        }
        bytes32 task = sealedTask(committeeSize);
        expectError(abi.encodeWithSelector(IConsensus.NotEnoughSeats.selector, found, committeeSize));
        consensus.draw(task);
    }
}
