// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice Two thirds of the committee, and nothing less, decide; and only once.
contract QuorumTest is BaseTest {
    function test_exactly_the_quorum(uint256 size) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = votes(committeeSize, quorumOf(committeeSize));
        assertState(task, State.Decided);
    }

    function test_below_quorum(uint256 size) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = votes(committeeSize, quorumOf(committeeSize) - 1);
        assertState(task, State.Undecided);
        assertEq(consensus.credit(REQUESTER), minimumFee(committeeSize), "refunded");
        assertEq(consensus.owedSink(), 0, "nobody is slashed");
    }

    function test_split_below_quorum(uint256 size) public {
        uint8 committeeSize = boundSize(size);
        uint8 agreeing = quorumOf(committeeSize) - 1;
        bytes32 task = sealedTask(committeeSize);
        commitAll(task, 0, agreeing, TRUTH);
        for (uint8 member = agreeing; member < committeeSize; ++member) {
            commit(task, member, bytes32(uint256(member)));
        }
        revealAll(task, 0, agreeing, TRUTH);
        for (uint8 member = agreeing; member < committeeSize; ++member) {
            reveal(task, member, bytes32(uint256(member)));
        }
        assertState(task, State.Undecided);
        assertEq(consensus.owedSink(), 0, "nobody is slashed");
    }

    function test_tie(uint256 size) public {
        uint8 committeeSize = 2 * uint8(bound(size, 2, 7));
        bytes32 task = sealedTask(committeeSize);
        commitAll(task, 0, committeeSize / 2, TRUTH);
        commitAll(task, committeeSize / 2, committeeSize, LIE);
        revealAll(task, 0, committeeSize / 2, TRUTH);
        revealAll(task, committeeSize / 2, committeeSize, LIE);
        assertState(task, State.Undecided);
        assertEq(consensus.owedSink(), 0, "nobody is slashed");
    }

    function test_finalize_twice(bool decided) public {
        bytes32 task = votes(5, decided ? 4 : 3);
        uint256 owed = consensus.credit(REQUESTER) + consensus.owedTreasury();
        State state = decided ? State.Decided : State.Undecided;
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, state));
        consensus.finalize(task);
        assertEq(consensus.credit(REQUESTER) + consensus.owedTreasury(), owed, "paid once");
    }

    /// @dev So many members tell the truth in time; the others stay away.
    function votes(uint8 committeeSize, uint8 count) private returns (bytes32 task) {
        task = sealedTask(committeeSize);
        commitAll(task, 0, count, TRUTH);
        if (count < committeeSize) vm.warp(commitEnd(task));
        revealAll(task, 0, count, TRUTH);
    }
}
